import { z } from "zod";
import { Refusal } from "../http/errors";
import { page } from "../http/pages";
import { briefSite, siteAnswer } from "./shapes";
import { bodyOf, type Call, type Route, sees, visibleSite } from "../world/world";

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
    handle: (call) => {
      const sites = inAccount(call, [...call.world.estate.sites.values()]);
      return page(call, "/sites", sites, (site) => siteAnswer(call.world, site));
    },
  },
  {
    method: "POST",
    path: "/sites",
    listed: [400, 401, 403, 429, 503],
    handle: (call) => {
      const site = bodyOf(call, "Site", newSite);
      if (!call.world.estate.accounts.has(site.account_id) || !sees(call, site.account_id))
        throw new Refusal(403, "Not authorized");
      const record = call.world.estate.addSite({ accountId: site.account_id, name: site.name });
      return { status: 201, body: briefSite(record) };
    },
  },
  {
    method: "GET",
    path: "/sites/:siteId",
    listed: [401, 403, 404, 429, 503],
    handle: (call) => ({ status: 200, body: siteAnswer(call.world, visibleSite(call)) }),
  },
  {
    method: "PATCH",
    path: "/sites/:siteId",
    listed: [400, 401, 403, 404, 429, 503],
    handle: (call) => {
      const site = visibleSite(call);
      site.name = bodyOf(call, "Site", z.object({ name })).name;
      return { status: 200, body: briefSite(site) };
    },
  },
  {
    method: "DELETE",
    path: "/sites/:siteId",
    listed: [400, 401, 403, 404, 429, 503],
    handle: (call) => {
      call.world.estate.removeSite(visibleSite(call).id);
      return { status: 204 };
    },
  },
];

/** Records of the accounts that the caller sees, or of the one that the query asks for. */
export function inAccount<Entry extends { accountId: string }>(call: Call, entries: Entry[]): Entry[] {
  const { account_id: wanted } = call.query;
  return entries.filter(({ accountId }) => sees(call, accountId) && (wanted === undefined || accountId === wanted));
}
