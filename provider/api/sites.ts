import { z } from "zod";
import { type Api, deleted, flag, id, listOf, path, reference, sendUpdate, text, texts } from "./api";
import { PagedList, pageOf } from "./http/pages";

const siteSchema = z.looseObject({
  id,
  name: text,
  account: reference,
  group_name: text,
  tags: texts,
  created_at: text,
  sandbox: flag,
  transferable: flag,
  installs: listOf(z.looseObject({ id, name: text, environment: text })),
});
export type Site = z.infer<typeof siteSchema>;

export interface NewSite {
  name: string;
  account_id: string;
}

const sitesPage = pageOf(siteSchema);

/** Sites. A site has a name and holds up to one install of each environment. */
export class Sites {
  constructor(private readonly api: Api) {}

  /** GET /sites */
  list(filter: { accountId?: string } = {}): Promise<Site[]> {
    return this.pages(filter).putTogether();
  }

  /** GET /sites, a page at a time. */
  pages({ accountId }: { accountId?: string }): PagedList<Site> {
    return new PagedList(this.api, "/sites", sitesPage, ({ id }) => id, { account_id: accountId });
  }

  /** GET /sites/{site_id} */
  get(id: string): Promise<Site> {
    return this.api.request({ method: "GET", path: path`/sites/${id}` }, siteSchema);
  }

  /** POST /sites */
  create(site: NewSite): Promise<Site> {
    return this.api.request({ method: "POST", path: "/sites", body: site }, siteSchema);
  }

  /** PATCH /sites/{site_id} */
  update(id: string, change: { name: string }): Promise<Site> {
    const request = { method: "PATCH", path: path`/sites/${id}`, body: change } as const;
    return sendUpdate(this.api, request, siteSchema, { id });
  }

  /** DELETE /sites/{site_id}. The API deletes all its installs too. The deletion is permanent. */
  async delete(id: string): Promise<void> {
    await this.api.request({ method: "DELETE", path: path`/sites/${id}` }, deleted);
  }
}
