import { z } from "zod";
import { type SslCertificate } from "../api";
import { argument, defineListFunction, id, output, type Shape } from "../define";
import { fromNewerApi } from "./newer";

const sslCertificate: Shape<SslCertificate> = {
  type: "SslCertificateResult",
  description: "What the API says of one SSL certificate.",
  fields: {
    id: output(z.string(), "Its id.", { isAlwaysThere: true }),
    account: output(z.string(), "The name of the account that owns it."),
    commonName: output(z.string(), "The domain for which it was issued."),
    domains: output(z.array(z.string()), "All domains that it covers."),
    wildcard: output(z.boolean(), "Whether it covers all names below a domain."),
    status: output(z.string(), "`ENABLED`, `DISABLED`, `EXPIRED`, `CANCELED`, `REJECTED` or `SUBMITTED`."),
    source: output(z.string(), "`LETS_ENCRYPT`, `THIRD_PARTY` or `SELF_SIGNED`."),
    autoRenew: output(z.boolean(), "Whether WP Engine renews it before it expires."),
    approverEmail: output(z.string(), "The address at which somebody approves it."),
    orderedAt: output(z.string(), "When somebody ordered it: a date and time in UTC."),
    approvedAt: output(z.string(), "When it was approved: a date and time in UTC."),
    expiresAt: output(z.string(), "When it expires: a date and time in UTC."),
    canceledAt: output(z.string(), "When it was canceled: a date and time in UTC."),
    serialNumber: output(z.string(), "Its serial number, hexadecimal."),
  },
  say: (found) => ({
    id: found.id,
    account: found.account,
    commonName: found.common_name,
    domains: found.domains,
    wildcard: found.wildcard,
    status: found.status,
    source: found.cert_source,
    autoRenew: found.auto_renew,
    approverEmail: found.approver_email,
    orderedAt: found.ordered_time,
    approvedAt: found.approved_time,
    expiresAt: found.expires_time,
    canceledAt: found.cancel_time,
    serialNumber: found.serial_number,
  }),
};

export const getSslCertificates = defineListFunction("getSslCertificates", "sslCertificates", {
  description: [
    "The SSL certificates of an install, without their private keys. An empty list if the install has none.",
    "Fails where the API is too old to list them.",
  ],
  operations: "GET `/installs/{install_id}/ssl_certificates`",
  example: ["const { sslCertificates } = await getSslCertificates({ installId: production.id });"],
  arguments: { installId: argument(id("an install"), "The id of the install.") },
  result: sslCertificate,
  run: (api, { installId }) =>
    fromNewerApi("getSslCertificates", "SSL certificates", installId, api.sslCertificates.list(installId)),
});
