import { z } from "zod";
import { type Api, flag, nothing, path, text } from "./api";
import { PagedList, pageOf } from "./http/pages";

const redirectTarget = z.looseObject({ id: text, name: text });
// `{}`, `[]`, null and an absent field all mean "no redirect". A target is an object, or a list of one object.
const redirect = z.union([redirectTarget, z.array(redirectTarget)]).nullish();

export const domainSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  duplicate: flag,
  primary: flag,
  redirect_to: redirect,
  redirects_to: redirect,
  secure_all_urls: flag,
  network_type: text,
  network_details: z
    .looseObject({
      dns_config_info: z.looseObject({ cname: text, a_records: z.array(z.string()).nullish() }).nullish(),
    })
    .nullish(),
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
  /** The id of another domain on the install; the word "nil" removes a redirect. */
  redirect_to?: string;
  secure_all_urls?: boolean;
}

/** `complete` is false while the check runs. For a check without a report, send the same request again. */
export interface DomainCheck {
  complete: boolean;
  reportId?: string;
  domain?: Domain;
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
const reportSchema = z.looseObject({ report: z.looseObject({ complete: flag }).nullish(), complete: flag });
const checkAnswer = z.union([domainSchema, z.looseObject({ report_id: z.string() }), nothing]);

const createdInBulk = z.looseObject({ domains: z.array(domainSchema) });
const domainsPage = pageOf(domainSchema);

/** The domains of an install. */
export class Domains {
  constructor(private readonly api: Api) {}

  /** GET /installs/{install_id}/domains */
  list(installId: string): Promise<Domain[]> {
    return this.pages(installId).whole();
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

  /** POST /installs/{install_id}/domains/bulk. The API creates all of the 1 to 20 domains, or none. */
  async createBulk(installId: string, domains: NewBulkDomain[]): Promise<Domain[]> {
    const request = { method: "POST", path: path`/installs/${installId}/domains/bulk`, body: { domains } } as const;
    return (await this.api.request(request, createdInBulk)).domains;
  }

  /** PATCH /installs/{install_id}/domains/{domain_id} */
  update(installId: string, id: string, change: DomainChange): Promise<Domain> {
    const request = { method: "PATCH", path: path`/installs/${installId}/domains/${id}`, body: change } as const;
    return this.api.request(request, domainSchema);
  }

  /** DELETE /installs/{install_id}/domains/{domain_id} */
  async delete(installId: string, id: string): Promise<void> {
    await this.api.request({ method: "DELETE", path: path`/installs/${installId}/domains/${id}` }, nothing);
  }

  /**
   * POST /installs/{install_id}/domains/{domain_id}/check_status. The API takes one check every 5 seconds for each
   * install.
   */
  async checkStatus(installId: string, id: string): Promise<DomainCheck> {
    const answer = await this.api.request(
      { method: "POST", path: path`/installs/${installId}/domains/${id}/check_status`, repeatable: true },
      checkAnswer,
    );
    const report = z.object({ report_id: z.string() }).safeParse(answer).data;
    if (report !== undefined) return { complete: false, reportId: report.report_id };
    const domain = domainSchema.safeParse(answer).data;
    return { complete: domain !== undefined, domain };
  }

  /** GET /installs/{install_id}/domains/check_status/{report_id} */
  async checkReport(installId: string, reportId: string): Promise<DomainCheck> {
    const request = { method: "GET", path: path`/installs/${installId}/domains/check_status/${reportId}` } as const;
    const answer = await this.api.request(request, reportSchema);
    return { complete: (answer.report ?? answer).complete === true, reportId };
  }
}
