import { z } from "zod";
import { invalid, Refusal, unavailable } from "../http/errors";
import { page } from "../http/pages";
import { type Environment, type InstallRecord } from "./records";
import { briefInstall, installAnswer, singleInstallAnswer } from "./shapes";
import { inAccount } from "./site";
import { bodyOf, type SimulatedRequest, type Route } from "../http/route";
import { sees, visibleInstall } from "../world/world";

const environment = z.enum(["production", "staging", "development"]);
const newInstall = z.object({
  name: z.string().regex(/^[a-z][a-z0-9]{2,13}$/, { error: "is invalid" }),
  account_id: z.string(),
  site_id: z.string(),
  environment,
});
const change = z.object({ site_id: z.string().optional(), environment: environment.optional() });

export const installRoutes: Route[] = [
  {
    method: "GET",
    path: "/installs",
    listed: [400, 401, 429, 503],
    handle: (request) => {
      const installs = inAccount(request, [...request.world.estate.installs.values()]);
      return page(request, "/installs", installs, (install) => installAnswer(request.world, install));
    },
  },
  {
    method: "POST",
    path: "/installs",
    listed: [400, 401, 403, 429, 503],
    handle: (request) => {
      const wanted = bodyOf(request, "Install", newInstall);
      const { estate, durations, faults } = request.world;
      if (!estate.accounts.has(wanted.account_id) || !sees(request, wanted.account_id))
        throw new Refusal(403, "Not authorized");
      const taken = [...estate.installs.values()].some(({ name }) => name === wanted.name);
      if (taken) throw unavailable("Install", "name", "Name is taken");
      refuseIfFilled(request, wanted.account_id, wanted.site_id, wanted.environment);
      const install = estate.addInstall({
        accountId: wanted.account_id,
        siteId: wanted.site_id,
        name: wanted.name,
        environment: wanted.environment,
        status: "pending",
        activeAt: request.stuckPending ? Infinity : Date.now() + durations.install,
      });
      if (request.stuckPending) faults.onRelease(() => (install.activeAt = 0));
      return { status: 201, body: { ...briefInstall(install), status: install.status } };
    },
  },
  {
    method: "GET",
    path: "/installs/:installId",
    listed: [401, 404, 429, 503],
    handle: (request) => ({ status: 200, body: singleInstallAnswer(request.world, visibleInstall(request)) }),
  },
  {
    method: "PATCH",
    path: "/installs/:installId",
    listed: [400, 401, 403, 429, 503],
    handle: (request) => {
      const install = visibleInstall(request);
      const wanted = bodyOf(request, "Install", change);
      const siteId = wanted.site_id ?? install.siteId;
      const place = wanted.environment ?? install.environment;
      if (siteId !== null && place !== null) refuseIfFilled(request, install.accountId, siteId, place, install);
      Object.assign(install, { siteId, environment: place });
      return { status: 200, body: briefInstall(install) };
    },
  },
  {
    method: "DELETE",
    path: "/installs/:installId",
    listed: [401, 403, 404, 429, 503],
    handle: (request) => {
      visibleInstall(request).goneAt ??= Date.now() + request.world.durations.installRemoval;
      request.world.estate.catchUp();
      return { status: 204 };
    },
  },
];

/** A site holds one install of each environment, and only those of its own account. */
function refuseIfFilled(
  request: SimulatedRequest,
  accountId: string,
  siteId: string,
  place: Environment,
  except?: InstallRecord,
): void {
  const { estate } = request.world;
  if (estate.sites.get(siteId)?.accountId !== accountId) {
    throw invalid("Install", "site_id", "invalid", "There is no such site in the account");
  }
  const filled = estate.installsOf(siteId).some((one) => one !== except && one.environment === place);
  if (filled) throw invalid("Install", "environment", "taken", `The site has a ${place} install already`);
}
