import { Refusal } from "../http/errors";
import { asked } from "../http/pages";
import { type Answer, type Noun } from "../http/route";
import { Collection } from "../world/collection";
import { moment } from "../world/time";
import { type World } from "../world/world";
import { Accounts } from "./account";
import { Installs, visibleInstall } from "./install";

export interface SslCertificateRecord {
  id: number;
  installId: string;
  /** The first is the certificate's common name. */
  domains: string[];
  orderedAt: number;
  expiresAt: number;
  status: "ENABLED" | "DISABLED" | "EXPIRED" | "CANCELED" | "REJECTED" | "SUBMITTED";
  source: "LETS_ENCRYPT" | "THIRD_PARTY" | "SELF_SIGNED";
}

// What Let's Encrypt gives.
const lifetime = 90 * 24 * 3_600_000;

export class SslCertificates extends Collection<SslCertificateRecord> {
  #lastId = 1000;

  constructor(world: World) {
    super(world);
    world.of(Installs).beforeRemoving((installId) => {
      for (const { id, ...one } of this.values()) if (one.installId === installId) this.remove(String(id));
    });
  }

  /** Adds a certificate. By default, Let's Encrypt has just issued it. */
  add(
    certificate: Pick<SslCertificateRecord, "installId" | "domains"> & Partial<SslCertificateRecord>,
  ): SslCertificateRecord {
    const { orderedAt = this.world.clock.now() } = certificate;
    return this.insert(String(++this.#lastId), {
      id: this.#lastId,
      orderedAt,
      expiresAt: orderedAt + lifetime,
      status: "ENABLED",
      source: "LETS_ENCRYPT",
      ...certificate,
    });
  }
}

export const sslCertificateNoun: Noun = {
  records: SslCertificates,
  routes: [
    {
      method: "GET",
      path: "/installs/:installId/ssl_certificates",
      listed: [401, 403, 404, 429, 503],
      handle: (request) => {
        const { world } = request;
        // Older versions of the API have no such list.
        if (world.shape !== "1.17.0") throw new Refusal(403, "Missing Authentication Token");
        const install = visibleInstall(request);
        const certificates = world
          .of(SslCertificates)
          .all()
          .filter(({ installId }) => installId === install.id);
        if (certificates.length === 0)
          return { status: 404, body: { message: `No SSL certs found for environment '${install.name}'` } };
        const { entries, end, isLast } = asked(request, certificates);
        return {
          status: 200,
          body: {
            certificates: entries.map((one) => certificateAnswer(world, one)),
            ...(!isLast && { next_page_token: String(end) }),
          },
        };
      },
    },
  ],
};

function certificateAnswer(world: World, record: SslCertificateRecord): Answer {
  const [commonName = ""] = record.domains;
  const accountId = world.of(Installs).get(record.installId)?.accountId ?? "";
  return {
    id: record.id,
    account: world.of(Accounts).get(accountId)?.name,
    auto_renew: record.source === "LETS_ENCRYPT",
    common_name: commonName,
    cert_source: record.source,
    ordered_time: moment(record.orderedAt),
    wildcard: record.domains.some((name) => name.startsWith("*.")),
    domains: record.domains,
    status: record.status,
    approved_time: moment(record.orderedAt),
    expires_time: moment(record.expiresAt),
    serial_number: record.id.toString(16).toUpperCase().padStart(32, "0"),
  };
}
