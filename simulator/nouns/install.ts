import { z } from "zod";
import { invalid, Refusal, unavailable } from "../http/errors";
import { page } from "../http/pages";
import { type Environment, type InstallRecord } from "./records";
import { briefInstall, installAnswer, singleInstallAnswer } from "./shapes";
import { inAccount } from "./site";
import { bodyOf, type Call, type Route, sees, visibleInstall } from "../world/world";

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
    handle: (call) => {
      const installs = inAccount(call, [...call.world.estate.installs.values()]);
      return page(call, "/installs", installs, (install) => installAnswer(call.world, install));
    },
  },
  {
    method: "POST",
    path: "/installs",
    listed: [400, 401, 403, 429, 503],
    handle: (call) => {
      const wanted = bodyOf(call, "Install", newInstall);
      const { estate, durations, faults } = call.world;
      if (!estate.accounts.has(wanted.account_id) || !sees(call, wanted.account_id))
        throw new Refusal(403, "Not authorized");
      const taken = [...estate.installs.values()].some(({ name }) => name === wanted.name);
      if (taken) throw unavailable("Install", "name", "Name is taken");
      refuseIfFilled(call, wanted.account_id, wanted.site_id, wanted.environment);
      const install = estate.addInstall({
        accountId: wanted.account_id,
        siteId: wanted.site_id,
        name: wanted.name,
        environment: wanted.environment,
        status: "pending",
        activeAt: call.stuckPending ? Infinity : Date.now() + durations.install,
      });
      if (call.stuckPending) faults.onRelease(() => (install.activeAt = 0));
      return { status: 201, body: { ...briefInstall(install), status: install.status } };
    },
  },
  {
    method: "GET",
    path: "/installs/:installId",
    listed: [401, 404, 429, 503],
    handle: (call) => ({ status: 200, body: singleInstallAnswer(call.world, visibleInstall(call)) }),
  },
  {
    method: "PATCH",
    path: "/installs/:installId",
    listed: [400, 401, 403, 429, 503],
    handle: (call) => {
      const install = visibleInstall(call);
      const wanted = bodyOf(call, "Install", change);
      const siteId = wanted.site_id ?? install.siteId;
      const place = wanted.environment ?? install.environment;
      if (siteId !== null && place !== null) refuseIfFilled(call, install.accountId, siteId, place, install);
      Object.assign(install, { siteId, environment: place });
      return { status: 200, body: briefInstall(install) };
    },
  },
  {
    method: "DELETE",
    path: "/installs/:installId",
    listed: [401, 403, 404, 429, 503],
    handle: (call) => {
      visibleInstall(call).goneAt ??= Date.now() + call.world.durations.installRemoval;
      call.world.estate.catchUp();
      return { status: 204 };
    },
  },
];

/** A site holds one install of each environment, and only those of its own account. */
function refuseIfFilled(
  call: Call,
  accountId: string,
  siteId: string,
  place: Environment,
  except?: InstallRecord,
): void {
  const { estate } = call.world;
  if (estate.sites.get(siteId)?.accountId !== accountId) {
    throw invalid("Install", "site_id", "invalid", "There is no such site in the account");
  }
  const filled = estate.installsOf(siteId).some((one) => one !== except && one.environment === place);
  if (filled) throw invalid("Install", "environment", "taken", `The site has a ${place} install already`);
}
