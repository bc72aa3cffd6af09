import { z } from "zod";
import { Refusal } from "../http/errors";
import { page } from "../http/pages";
import { briefSite, siteAnswer } from "./shapes";
import { bodyOf, type SimulatedRequest, type Route } from "../http/route";
import { sees, visibleSite } from "../world/world";

const name = z
  .string()
  .min(1, { error: "can't be blank" })
  .max(40, { error: "is too long (maximum is 40 characters)" });
const newSite = z.object({ name, account_id: z.string() });

export const siteRoutes: Route[] = [
  {
    method: "GET",
    path: "/sites",
    listed: [400, 401, 429, 503],
    handle: (request) => {
      const sites = inAccount(request, [...request.world.estate.sites.values()]);
      return page(request, "/sites", sites, (site) => siteAnswer(request.world, site));
    },
  },
  {
    method: "POST",
    path: "/sites",
    listed: [400, 401, 403, 429, 503],
    handle: (request) => {
      const site = bodyOf(request, "Site", newSite);
      if (!request.world.estate.accounts.has(site.account_id) || !sees(request, site.account_id))
        throw new Refusal(403, "Not authorized");
      const record = request.world.estate.addSite({ accountId: site.account_id, name: site.name });
      return { status: 201, body: briefSite(record) };
    },
  },
  {
    method: "GET",
    path: "/sites/:siteId",
    listed: [401, 403, 404, 429, 503],
    handle: (request) => ({ status: 200, body: siteAnswer(request.world, visibleSite(request)) }),
  },
  {
    method: "PATCH",
    path: "/sites/:siteId",
    listed: [400, 401, 403, 404, 429, 503],
    handle: (request) => {
      const site = visibleSite(request);
      site.name = bodyOf(request, "Site", z.object({ name })).name;
      return { status: 200, body: briefSite(site) };
    },
  },
  {
    method: "DELETE",
    path: "/sites/:siteId",
    listed: [400, 401, 403, 404, 429, 503],
    handle: (request) => {
      request.world.estate.removeSite(visibleSite(request).id);
      return { status: 204 };
    },
  },
];

/** Records of the accounts that the caller sees, or of the one that the query asks for. */
export function inAccount<Entry extends { accountId: string }>(request: SimulatedRequest, entries: Entry[]): Entry[] {
  const { account_id: wanted } = request.query;
  return entries.filter(({ accountId }) => sees(request, accountId) && (wanted === undefined || accountId === wanted));
}
