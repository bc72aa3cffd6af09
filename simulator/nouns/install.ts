import { z } from "zod";
import { invalid, notFound, Refusal, unavailable } from "../http/errors";
import { page } from "../http/pages";
import { type Answer, bodyOf, type Noun, type SimulatedRequest } from "../http/route";
import { Collection } from "../world/collection";
import { moment } from "../world/time";
import { type World } from "../world/world";
import { inAccount, refuseHiddenAccount } from "./account";
import { Sites } from "./site";

export type Environment = "production" | "staging" | "development";

export interface InstallRecord {
  id: string;
  accountId: string;
  siteId: string | null;
  name: string;
  environment: Environment | null;
  phpVersion: string;
  /** `pending`, `active`, or any word that a test wants: `deleting` for an install on its way out. */
  status: string;
  /** The time at which a pending install becomes active: milliseconds since 1970, or Infinity. */
  activeAt: number;
  /** The time at which a deleted install is gone. Undefined for an install that nobody deleted. */
  goneAt?: number;
  createdAt: string;
}

export class Installs extends Collection<InstallRecord> {
  constructor(world: World) {
    super(world);
    const sites = world.of(Sites);
    sites.beforeRemoving((siteId) => this.onSite(siteId).forEach(({ id }) => this.remove(id)));
    sites.embed(({ id }) => ({ installs: this.onSite(id).map((one) => installOfSite(world, one)) }));
    this.beforeRemoving((id) => world.heldNames.free("installs", this.get(id)?.name ?? ""));
  }

  /** Adds an install, which is active by default. */
  add(install: Pick<InstallRecord, "accountId" | "name"> & Partial<InstallRecord>): InstallRecord {
    const record: InstallRecord = {
      id: this.world.newId(),
      siteId: null,
      environment: null,
      phpVersion: "8.2",
      status: "active",
      activeAt: 0,
      createdAt: moment(this.world.clock.now()),
      ...install,
    };
    return this.insert(record.id, record);
  }

  onSite(siteId: string): InstallRecord[] {
    return this.all().filter((install) => install.siteId === siteId);
  }

  /** Makes pending installs active, and removes deleted ones, when their time has come. */
  override catchUp(now: number): void {
    for (const install of this.values()) {
      if (install.status === "pending" && install.activeAt <= now) install.status = "active";
      if (install.goneAt !== undefined && install.goneAt <= now) this.remove(install.id);
    }
  }
}

const environment = z.enum(["production", "staging", "development"]);
const newInstall = z.object({
  name: z.string().regex(/^[a-z][a-z0-9]{2,13}$/, { error: "is invalid" }),
  account_id: z.string(),
  site_id: z.string(),
  environment,
});
const change = z.object({ site_id: z.string().optional(), environment: environment.optional() });

const shortInstall = ["id", "name", "account", "php_version", "status", "site", "environment"];

export const installNoun: Noun = {
  records: Installs,
  routes: [
    {
      method: "GET",
      path: "/installs",
      listed: [400, 401, 429, 503],
      short: ["id", "name", "account", "php_version", "status", "cname", "environment"],
      handle: (request) => {
        const installs = inAccount(request, request.world.of(Installs).all());
        return page(request, "/installs", installs, (install) => installAnswer(request.world, install));
      },
    },
    {
      method: "POST",
      path: "/installs",
      listed: [400, 401, 403, 429, 503],
      handle: (request) => {
        const wanted = bodyOf(request, "Install", newInstall);
        const { world, stuckUntilReleased } = request;
        const installs = world.of(Installs);
        refuseHiddenAccount(request, wanted.account_id);
        const taken = installs.all().some(({ name }) => name === wanted.name);
        if (taken || world.heldNames.has("installs", wanted.name))
          throw unavailable("Install", "name", "Name is taken");
        refuseIfFilled(world, wanted.account_id, wanted.site_id, wanted.environment);
        const install = installs.add({
          accountId: wanted.account_id,
          siteId: wanted.site_id,
          name: wanted.name,
          environment: wanted.environment,
          status: "pending",
          activeAt: stuckUntilReleased === undefined ? world.clock.now() + world.durations.install : Infinity,
        });
        stuckUntilReleased?.(() => (install.activeAt = 0));
        return { status: 201, body: { ...briefInstall(install), status: install.status } };
      },
    },
    {
      method: "GET",
      path: "/installs/:installId",
      listed: [401, 404, 429, 503],
      short: shortInstall,
      handle: (request) => ({ status: 200, body: singleInstallAnswer(request.world, visibleInstall(request)) }),
    },
    {
      method: "PATCH",
      path: "/installs/:installId",
      listed: [400, 401, 403, 429, 503],
      short: ["id", "name", "account", "site", "environment"],
      handle: (request) => {
        const install = standingInstall(request);
        const wanted = bodyOf(request, "Install", change);
        const siteId = wanted.site_id ?? install.siteId;
        const place = wanted.environment ?? install.environment;
        if (siteId !== null && place !== null) refuseIfFilled(request.world, install.accountId, siteId, place, install);
        Object.assign(install, { siteId, environment: place });
        return { status: 200, body: briefInstall(install) };
      },
    },
    {
      method: "DELETE",
      path: "/installs/:installId",
      listed: [401, 403, 404, 429, 503],
      handle: (request) => {
        const install = visibleInstall(request);
        const { clock, durations } = request.world;
        install.goneAt ??= clock.now() + durations.installRemoval;
        install.status = "deleting";
        request.world.catchUp();
        return { status: 204 };
      },
    },
  ],
};

/** The names of the domains that an install comes with. The last is its cname, and primary at first. */
export function ownNames({ behaviours }: World, name: string): string[] {
  const { under } = behaviours.settings.ownDomain;
  const suffixes = under === "both" ? ["wpengine.com", "wpenginepowered.com"] : [under];
  return suffixes.map((suffix) => `${name}.${suffix}`);
}

/** The install that the request's path names. */
export function visibleInstall({ world, caller, params }: SimulatedRequest): InstallRecord {
  const install = world.of(Installs).get(params.installId ?? "");
  if (install === undefined || !world.sees(caller, install.accountId)) throw notFound("Install");
  return install;
}

/** The install that the request's path names, for a request that would change it: not one on its way out. */
export function standingInstall(request: SimulatedRequest): InstallRecord {
  const install = visibleInstall(request);
  if (install.goneAt !== undefined) throw new Refusal(400, "The install is being deleted");
  return install;
}

/** A site holds one install of each environment, and only those of its own account. */
function refuseIfFilled(
  world: World,
  accountId: string,
  siteId: string,
  place: Environment,
  except?: InstallRecord,
): void {
  if (world.of(Sites).get(siteId)?.accountId !== accountId) {
    throw invalid("Install", "site_id", "invalid", "There is no such site in the account");
  }
  const others = world
    .of(Installs)
    .onSite(siteId)
    .filter((one) => one !== except);
  if (others.some((one) => one.environment === place))
    throw invalid("Install", "environment", "taken", `The site has a ${place} install already`);
}

/** The API answers a creation and a change with fewer fields than a GET. */
const briefInstall = ({ id, name, accountId, phpVersion, siteId, environment }: InstallRecord): Answer => ({
  id,
  name,
  account: { id: accountId },
  php_version: phpVersion,
  site: siteId === null ? null : { id: siteId },
  environment,
});

const installAnswer = (world: World, install: InstallRecord): Answer => ({
  ...briefInstall(install),
  status: install.status,
  cname: ownNames(world, install.name).at(-1),
  stable_ips: null,
  // The noun domain names the primary domain here.
  ...world.of(Installs).embeddedIn(install),
  is_multisite: false,
  ...(world.shape === "1.17.0" && { created_at: install.createdAt }),
});

/** Only the answer to a GET of a single install has all fields. */
const singleInstallAnswer = (world: World, install: InstallRecord): Answer => ({
  ...installAnswer(world, install),
  ...(world.shape === "1.17.0" && { wp_version: "6.8.1", defer_wordpress_upgrades_until: null }),
});

const installOfSite = (world: World, { id, name, environment, phpVersion }: InstallRecord): Answer => ({
  id,
  name,
  environment,
  cname: ownNames(world, name).at(-1),
  php_version: phpVersion,
  is_multisite: false,
});
