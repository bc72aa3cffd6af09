import { z } from "zod";
import { type Api, deleted, flag, group, id, listOf, nothing, path, sendUpdate, text, texts } from "./api";
import { PagedList, pageOf } from "./http/pages";

/** The word that removes a redirect in an update. The API takes no null there. */
export const noRedirect = "nil";

const redirectTarget = z.preprocess(
  (said) => (typeof said === "string" ? { id: said === noRedirect ? "" : said } : said),
  z.looseObject({ id: text, name: text }),
);
// `{}`, `[]`, null and an absent field all mean "no redirect". A target is an object, a list of one object, or an id.
const redirect = z
  .union([redirectTarget, listOf(redirectTarget)])
  .nullish()
  .catch(undefined);

const domainSchema = z.looseObject({
  id,
  name: text,
  duplicate: flag,
  primary: flag,
  redirect_to: redirect,
  redirects_to: redirect,
  secure_all_urls: flag,
  network_type: text,
  network_details: group({
    dns_config_info: group({ cname: text, a_records: texts }),
    network_info: group({ status: text, ssl: group({ status: text }) }),
  }),
  ownership_status: text,
  txt_verification_key: text,
  txt_verification_value: text,
  txt_verified_domain: text,
  txt_verified_time: text,
});
export type Domain = z.infer<typeof domainSchema>;

export interface NewDomain {
  name: string;
  primary?: boolean;
  /** The id of another domain on the install. */
  redirect_to?: string;
}

/** A bulk request gives a redirect's target by NAME, not by id, and has no `primary`. */
export interface NewBulkDomain {
  name: string;
  redirect_to?: string;
}

export interface DomainChange {
  primary?: boolean;
  /** The id of another domain on the install; {@link noRedirect} removes a redirect. */
  redirect_to?: string;
  secure_all_urls?: boolean;
}

const domainStatusSchema = z.looseObject({
  name: text,
  cname: text,
  a_record: text,
  result: text,
  dns_provider: text,
  dns_error: flag,
  http_error: flag,
});
export type DomainStatus = z.infer<typeof domainStatusSchema>;

/** `complete` is false while the check runs. For a check without a report, send the same request again. */
export interface DomainCheck {
  complete: boolean;
  reportId?: string;
  domain?: Domain;
  /** What a report says of each of its domains. */
  statuses?: DomainStatus[];
}

/**
 * The id of the domain that a domain redirects to, whichever form the API uses. Null: the domain redirects nowhere.
 * Undefined: the API says nothing about redirects.
 */
export function redirectTargetOf({ redirects_to, redirect_to }: Domain): string | null | undefined {
  const said = redirects_to ?? redirect_to;
  return said === undefined || said === null ? said : ([said].flat().find(({ id }) => id)?.id ?? null);
}

// The Swagger document puts the report into a field `report`. This schema takes a bare report too.
const reportStarted = z.looseObject({ report_id: id });
const said = { complete: flag, domains: listOf(domainStatusSchema) };
const reportSchema = z.looseObject({ report: group(said), ...said });

// The answer may list refused domains among the created ones. Those have no id.
const createdInBulk = z.looseObject({
  domains: listOf(z.union([domainSchema, z.looseObject({ name: z.string(), id: z.undefined().optional() })])),
});
const domainsPage = pageOf(domainSchema);

/** The domains of an install. */
export class Domains {
  constructor(private readonly api: Api) {}

  /** GET /installs/{install_id}/domains */
  list(installId: string): Promise<Domain[]> {
    return this.pages(installId).putTogether();
  }

  /** GET /installs/{install_id}/domains, a page at a time. */
  pages(installId: string): PagedList<Domain> {
    return new PagedList(this.api, path`/installs/${installId}/domains`, domainsPage, ({ id }) => id);
  }

  /** GET /installs/{install_id}/domains/{domain_id} */
  get(installId: string, id: string): Promise<Domain> {
    return this.api.request({ method: "GET", path: path`/installs/${installId}/domains/${id}` }, domainSchema);
  }

  /** POST /installs/{install_id}/domains */
  create(installId: string, domain: NewDomain): Promise<Domain> {
    const request = { method: "POST", path: path`/installs/${installId}/domains`, body: domain } as const;
    return this.api.request(request, domainSchema);
  }

  /** POST /installs/{install_id}/domains/bulk: 1 to 20 domains. A domain that the API refused has no id. */
  async createBulk(
    installId: string,
    domains: NewBulkDomain[],
  ): Promise<(Domain | { name: string; id?: undefined })[]> {
    const request = { method: "POST", path: path`/installs/${installId}/domains/bulk`, body: { domains } } as const;
    return (await this.api.request(request, createdInBulk)).domains ?? [];
  }

  /** PATCH /installs/{install_id}/domains/{domain_id} */
  update(installId: string, id: string, change: DomainChange): Promise<Domain> {
    const request = { method: "PATCH", path: path`/installs/${installId}/domains/${id}`, body: change } as const;
    return sendUpdate(this.api, request, domainSchema, { id });
  }

  /** DELETE /installs/{install_id}/domains/{domain_id} */
  async delete(installId: string, id: string): Promise<void> {
    await this.api.request({ method: "DELETE", path: path`/installs/${installId}/domains/${id}` }, deleted);
  }

  /**
   * POST /installs/{install_id}/domains/{domain_id}/check_status. The API takes one check every 5 seconds for each
   * install.
   */
  async checkStatus(installId: string, id: string): Promise<DomainCheck> {
    const answer = await this.api.request(
      { method: "POST", path: path`/installs/${installId}/domains/${id}/check_status`, repeatable: true },
      nothing,
    );
    const report = reportStarted.safeParse(answer).data;
    if (report !== undefined) return { complete: false, reportId: report.report_id };
    const domain = domainSchema.safeParse(answer).data;
    // Without a name, the answer is not a domain: the check still runs.
    return typeof domain?.name === "string" ? { complete: true, domain } : { complete: false };
  }

  /**
   * POST /installs/{install_id}/domains/{domain_id}/verification: WP Engine looks for the domain's TXT record. Where the
   * answer has a `txt_verified_time`, the domain is verified.
   */
  verify(installId: string, id: string): Promise<Domain> {
    const operation = path`/installs/${installId}/domains/${id}/verification`;
    return sendUpdate(this.api, { method: "POST", path: operation, repeatable: true }, domainSchema, { id });
  }

  /** GET /installs/{install_id}/domains/check_status/{report_id} */
  async checkReport(installId: string, reportId: string): Promise<DomainCheck> {
    const request = { method: "GET", path: path`/installs/${installId}/domains/check_status/${reportId}` } as const;
    const answer = await this.api.request(request, reportSchema);
    const report = answer.report ?? answer;
    const statuses = report.domains ?? [];
    return { complete: report.complete === true, reportId, ...(statuses.length > 0 && { statuses }) };
  }
}
