import { z } from "zod";
import { notFound } from "../http/errors";
import { page } from "../http/pages";
import { type Answer, bodyOf, type Noun, type SimulatedRequest } from "../http/route";
import { Collection } from "../world/collection";
import { rewritten } from "../world/names";
import { moment } from "../world/time";
import { type World } from "../world/world";
import { inAccount, refuseHiddenAccount } from "./account";

export interface SiteRecord {
  id: string;
  accountId: string;
  name: string;
  groupName: string;
  tags: string[];
  createdAt: string;
}

export class Sites extends Collection<SiteRecord> {
  add(site: Pick<SiteRecord, "accountId" | "name"> & Partial<SiteRecord>): SiteRecord {
    const record = {
      id: this.world.newId(),
      groupName: "",
      tags: [],
      createdAt: moment(this.world.clock.now()),
      ...site,
    };
    return this.insert(record.id, record);
  }
}

const name = z
  .string()
  .min(1, { error: "can't be blank" })
  .max(40, { error: "is too long (maximum is 40 characters)" });
const newSite = z.object({ name, account_id: z.string() });

const shortSite = ["id", "name", "account"];

export const siteNoun: Noun = {
  records: Sites,
  routes: [
    {
      method: "GET",
      path: "/sites",
      listed: [400, 401, 429, 503],
      short: shortSite,
      handle: (request) => {
        const sites = inAccount(request, request.world.of(Sites).all());
        return page(request, "/sites", sites, (site) => siteAnswer(request.world, site));
      },
    },
    {
      method: "POST",
      path: "/sites",
      listed: [400, 401, 403, 429, 503],
      handle: (request) => {
        const site = bodyOf(request, "Site", newSite);
        refuseHiddenAccount(request, site.account_id);
        const kept = rewritten(site.name, request.world.behaviours.settings.names);
        const record = request.world.of(Sites).add({ accountId: site.account_id, name: kept });
        return { status: 201, body: briefSite(record) };
      },
    },
    {
      method: "GET",
      path: "/sites/:siteId",
      listed: [401, 403, 404, 429, 503],
      short: shortSite,
      handle: (request) => ({ status: 200, body: siteAnswer(request.world, visibleSite(request)) }),
    },
    {
      method: "PATCH",
      path: "/sites/:siteId",
      listed: [400, 401, 403, 404, 429, 503],
      handle: (request) => {
        const site = visibleSite(request);
        const wanted = bodyOf(request, "Site", z.object({ name })).name;
        site.name = rewritten(wanted, request.world.behaviours.settings.names);
        return { status: 200, body: briefSite(site) };
      },
    },
    {
      method: "DELETE",
      path: "/sites/:siteId",
      listed: [400, 401, 403, 404, 429, 503],
      handle: (request) => {
        request.world.of(Sites).remove(visibleSite(request).id);
        return { status: 204 };
      },
    },
  ],
};

function visibleSite({ world, caller, params }: SimulatedRequest): SiteRecord {
  const site = world.of(Sites).get(params.siteId ?? "");
  if (site === undefined || !world.sees(caller, site.accountId)) throw notFound("Site");
  return site;
}

/** The API answers a creation and a change with fewer fields than a GET. */
const briefSite = ({ id, name, accountId }: SiteRecord): Answer => ({ id, name, account: { id: accountId } });

const siteAnswer = (world: World, site: SiteRecord): Answer => ({
  ...briefSite(site),
  ...(world.shape !== "2021" && { group_name: site.groupName, tags: site.tags }),
  ...(world.shape === "1.17.0" && { created_at: site.createdAt, sandbox: false, transferable: false }),
  // The noun install lists the site's installs here.
  ...world.of(Sites).embeddedIn(site),
});
