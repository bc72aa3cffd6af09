import { type Api, nothing, path } from "./api";

/** Only newer versions of the API know `all`. */
export type CacheType = "object" | "page" | "cdn" | "all";

/** The caches of an install. */
export class Cache {
  constructor(private readonly api: Api) {}

  /** POST /installs/{install_id}/purge_cache. The API takes one purge every 60 seconds for each install. */
  async purge(installId: string, type: CacheType): Promise<void> {
    const request = { method: "POST", path: path`/installs/${installId}/purge_cache`, body: { type } } as const;
    await this.api.request({ ...request, repeatable: true }, nothing);
  }
}
