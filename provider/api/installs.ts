import { z } from "zod";
import { type Api, deleted, flag, id, path, reference, sendUpdate, text, texts } from "./api";
import { PagedList, pageOf } from "./http/pages";

const installSchema = z.looseObject({
  id,
  name: text,
  account: reference,
  php_version: text,
  /** `pending` until the install can be used, then `active`. */
  status: text,
  site: reference,
  cname: text,
  stable_ips: texts,
  environment: text,
  primary_domain: text,
  is_multisite: flag,
  created_at: text,
  /** Lists lack this field: only GET /installs/{install_id} gives it. */
  wp_version: text,
  /** Lists lack this field: only GET /installs/{install_id} gives it. */
  defer_wordpress_upgrades_until: text,
});
export type Install = z.infer<typeof installSchema>;

export interface NewInstall {
  name: string;
  account_id: string;
  site_id?: string;
  environment?: string;
}

export interface InstallChange {
  site_id?: string;
  environment?: string;
}

const installsPage = pageOf(installSchema);

/** Installs: WordPress installations. */
export class Installs {
  constructor(private readonly api: Api) {}

  /** GET /installs. The API has no filter by site. */
  list(filter: { accountId?: string } = {}): Promise<Install[]> {
    return this.pages(filter).putTogether();
  }

  /** GET /installs, a page at a time. */
  pages({ accountId }: { accountId?: string }): PagedList<Install> {
    return new PagedList(this.api, "/installs", installsPage, ({ id }) => id, { account_id: accountId });
  }

  /** GET /installs/{install_id} */
  get(id: string): Promise<Install> {
    return this.api.request({ method: "GET", path: path`/installs/${id}` }, installSchema);
  }

  /** POST /installs. The install is pending at first. */
  create(install: NewInstall): Promise<Install> {
    return this.api.request({ method: "POST", path: "/installs", body: install }, installSchema);
  }

  /** PATCH /installs/{install_id} */
  update(id: string, change: InstallChange): Promise<Install> {
    const request = { method: "PATCH", path: path`/installs/${id}`, body: change } as const;
    return sendUpdate(this.api, request, installSchema, { id });
  }

  /** DELETE /installs/{install_id}. The deletion is permanent. */
  async delete(id: string): Promise<void> {
    await this.api.request({ method: "DELETE", path: path`/installs/${id}` }, deleted);
  }
}
