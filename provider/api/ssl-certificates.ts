import { z } from "zod";
import { type Api, flag, path, rowsOf, text, texts } from "./api";
import { ApiAnswerError, isNotFound } from "./http/errors";
import { PagedList } from "./http/pages";

/** A number may stand where the API has a text. */
const textOrNumber = z.union([z.string(), z.number().transform(String)]);

// Not a loose object: only these fields leave the answer, so that no private key ever does.
const sslCertificateSchema = z.object({
  id: textOrNumber.pipe(z.string().min(1)),
  /** The name of the account that owns it. */
  account: text,
  common_name: text,
  domains: texts,
  wildcard: flag,
  /** `ENABLED`, `DISABLED`, `EXPIRED`, `CANCELED`, `REJECTED` or `SUBMITTED`. */
  status: text,
  /** `LETS_ENCRYPT`, `THIRD_PARTY` or `SELF_SIGNED`. */
  cert_source: text,
  auto_renew: flag,
  approver_email: text,
  ordered_time: text,
  approved_time: text,
  expires_time: text,
  cancel_time: text,
  serial_number: text,
});
export type SslCertificate = z.infer<typeof sslCertificateSchema>;

/** Only a page that has another one after it has a token. */
const certificatesPage = z
  .object({
    certificates: rowsOf(sslCertificateSchema),
    next_page_token: textOrNumber.nullish().catch(undefined),
  })
  .transform(({ certificates, next_page_token }) => ({ results: certificates, next: next_page_token ?? null }));

/**
 * SSL certificates of an install. The client does not read the certificate of one domain: that answer holds the
 * private key.
 */
export class SslCertificates {
  constructor(private readonly api: Api) {}

  /** GET /installs/{install_id}/ssl_certificates. Older versions of the API have no such list. */
  async list(installId: string): Promise<SslCertificate[]> {
    const at = path`/installs/${installId}/ssl_certificates`;
    try {
      return await new PagedList(this.api, at, certificatesPage, ({ id }) => id).putTogether();
    } catch (error) {
      if (saysNone(error)) return [];
      throw error;
    }
  }
}

/** An install without certificates has a 404 in the place of an empty list, and so has an install that is not there. */
const saysNone = (error: unknown): boolean =>
  error instanceof ApiAnswerError && isNotFound(error) && error.isFromApi && /\bcert/i.test(error.apiMessage ?? "");
