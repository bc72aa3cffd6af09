import { type Estate } from "./estate";
import {
  type AccountUserRecord,
  type DomainRecord,
  type Environment,
  type InstallRecord,
  type SiteRecord,
} from "./nouns";
import { type ActName, type Acts, type WatchedRequest } from "./world/actor";
import { oneOf } from "./world/random";

type Random = () => number;
type Act = (estate: Estate, request: WatchedRequest, random: Random) => string | undefined;

const environments: Environment[] = ["production", "staging", "development"];

/** What somebody else can do to an estate, in the User Portal or with credentials of their own. */
export function actsOn(estate: Estate): Acts {
  return (name, request, random) => acts[name](estate, request, random);
}

const acts: Record<ActName, Act> = {
  "create-same": createSame,

  rename: (estate, request, random) => {
    const site = siteOf(estate, request, random);
    if (site === undefined) return undefined;
    const before = site.name;
    site.name = `${before.slice(0, 37)} II`;
    return `renamed the site ${before} to ${site.name}`;
  },

  move: (estate, request, random) => {
    const install = installOf(estate, request, random);
    if (install?.environment == null) return undefined;
    const { environment } = install;
    const free = estate.sites
      .all()
      .filter(({ id, accountId }) => accountId === install.accountId && id !== install.siteId)
      .filter(({ id }) => estate.installsOf(id).every((other) => other.environment !== environment));
    const site = oneOf(free, random);
    if (site === undefined) return undefined;
    install.siteId = site.id;
    return `moved the install ${install.name} to the site ${site.name}`;
  },

  remove: (estate, request, random) => {
    const named = namedBy(estate, request);
    const { domain, install, site, user, key } = named ?? oneOf(anything(estate), random) ?? {};
    // An install's own domain goes with the install, and not before it.
    if (domain?.builtIn === true) return undefined;
    if (domain !== undefined) return done(`removed the domain ${domain.name}`, () => estate.removeDomain(domain.id));
    if (install !== undefined)
      return done(`removed the install ${install.name}`, () => estate.removeInstall(install.id));
    if (site !== undefined) return done(`removed the site ${site.name}`, () => estate.removeSite(site.id));
    if (user !== undefined) return done(`removed the user ${user.email}`, () => estate.removeAccountUser(user));
    if (key !== undefined) return done(`removed the key ${key.fingerprint}`, () => estate.removeSshKey(key.uuid));
    return undefined;
  },

  "change-environment": (estate, request, random) => {
    const install = installOf(estate, request, random);
    if (install === undefined) return undefined;
    const taken = install.siteId === null ? [install] : estate.installsOf(install.siteId);
    const environment = oneOf(
      environments.filter((one) => taken.every((other) => other.environment !== one)),
      random,
    );
    if (environment === undefined) return undefined;
    install.environment = environment;
    return `made the install ${install.name} ${environment}`;
  },

  "other-primary": (estate, request, random) => {
    const installId = installOf(estate, request, random)?.id ?? domainOf(estate, request, random)?.installId;
    const domain = oneOf(
      estate.domainsOf(installId ?? "").filter(({ primary, redirectTo, name }) => {
        return !primary && redirectTo === null && !name.startsWith("*.");
      }),
      random,
    );
    if (domain === undefined) return undefined;
    return done(`made the domain ${domain.name} primary`, () => estate.makePrimary(domain));
  },

  "change-redirect": (estate, request, random) => {
    const domain = domainOf(estate, request, random);
    if (domain === undefined) return undefined;
    const others = estate.domainsOf(domain.installId);
    if (domain.redirectTo !== null) {
      domain.redirectTo = null;
      return `removed the redirect of ${domain.name}`;
    }
    const target = others.find(({ primary }) => primary);
    if (target === undefined || target === domain || others.some(({ redirectTo }) => redirectTo === domain.id))
      return undefined;
    domain.redirectTo = target.id;
    return `made ${domain.name} redirect to ${target.name}`;
  },

  "change-roles": (estate, request, random) => {
    const user = namedBy(estate, request)?.user ?? oneOf(colleagues(estate), random);
    if (user === undefined) return undefined;
    Object.assign(user, { roles: user.roles === "full" ? "full,billing" : "full", installIds: [] });
    return `gave ${user.email} the roles ${user.roles}`;
  },
};

/** Creates what the request is about to create, with other values. */
function createSame(estate: Estate, { method, path, body }: WatchedRequest): string | undefined {
  if (method !== "POST" || typeof body !== "object" || body === null) return undefined;
  const wanted = body as Record<string, unknown>;
  const accountId = String(wanted.account_id);
  const name = String(wanted.name);
  const [, installId = ""] = /^\/installs\/([^/]+)\/domains(?:\/bulk)?$/.exec(path) ?? [];
  if (path === "/sites") return done(`made the site ${name}`, () => estate.addSite({ accountId, name }));
  if (path === "/installs") {
    if (estate.installs.all().some((one) => one.name === name)) return undefined;
    // Somebody else's install stands in a site of their own, in production.
    const { id: siteId } = estate.addSite({ accountId, name: `${name} of somebody else` });
    return done(`made the install ${name}`, () =>
      estate.addInstall({ accountId, siteId, name, environment: "production" }),
    );
  }
  if (installId !== "") {
    const [first] = Array.isArray(wanted.domains) ? (wanted.domains as { name: string }[]) : [{ name }];
    const domain = (first?.name ?? "").toLowerCase();
    if (!estate.installs.has(installId) || estate.domainsOf(installId).some((one) => one.name === domain))
      return undefined;
    return done(`made the domain ${domain}`, () => estate.addDomain({ installId, name: domain }));
  }
  const [, inAccount] = /^\/accounts\/([^/]+)\/account_users$/.exec(path) ?? [];
  if (inAccount !== undefined) {
    const { email } = wanted.user as { email: string };
    if (estate.accountsOf(email).some((one) => one.accountId === inAccount)) return undefined;
    const names = { firstName: "Sam", lastName: "Else" };
    return done(`made the user ${email}`, () =>
      estate.addAccountUser({ accountId: inAccount, email, ...names, roles: "full,billing" }),
    );
  }
  // Keys belong to a person: somebody else with the same credentials adds it under another comment.
  const userId = estate.credentials[0]?.user.id;
  if (path !== "/ssh_keys" || userId === undefined) return undefined;
  const [type, blob] = String(wanted.public_key).trim().split(/\s+/);
  return done("made the key", () => estate.addSshKey({ userId, publicKey: `${type ?? ""} ${blob ?? ""} else` }));
}

function done(deed: string, doIt: () => unknown): string {
  doIt();
  return deed;
}

interface Thing {
  site?: SiteRecord;
  install?: InstallRecord;
  domain?: DomainRecord;
  user?: AccountUserRecord;
  key?: { uuid: string; fingerprint: string };
}

/** What the request's path names: the domain rather than its install. */
function namedBy(estate: Estate, { path }: WatchedRequest): Thing | undefined {
  const [, noun, id = "", , inner = ""] = path.split("/");
  const user = noun === "accounts" ? estate.accountUsers.get(`${id} ${inner}`) : undefined;
  if (user !== undefined) return { user };
  const domain = estate.domains.get(inner);
  if (domain !== undefined) return { domain };
  const install = estate.installs.get(id);
  if (install !== undefined) return { install };
  const site = estate.sites.get(id);
  if (site !== undefined) return { site };
  const key = estate.sshKeys.get(id);
  return key && { key };
}

/** All objects that somebody may change or remove: not the owner, and not an install's own domain. */
const anything = (estate: Estate): Thing[] => [
  ...estate.sites.all().map((site) => ({ site })),
  ...estate.installs.all().map((install) => ({ install })),
  ...estate.domains
    .all()
    .filter(({ builtIn }) => !builtIn)
    .map((domain) => ({ domain })),
  ...colleagues(estate).map((user) => ({ user })),
  ...estate.sshKeys.all().map((key) => ({ key })),
];

const colleagues = (estate: Estate): AccountUserRecord[] =>
  estate.accountUsers.all().filter(({ roles }) => roles !== "owner");

const siteOf = (estate: Estate, request: WatchedRequest, random: Random): SiteRecord | undefined =>
  namedBy(estate, request)?.site ?? oneOf(estate.sites.all(), random);

function installOf(estate: Estate, request: WatchedRequest, random: Random): InstallRecord | undefined {
  const { install, domain } = namedBy(estate, request) ?? {};
  if (install !== undefined) return install;
  return domain === undefined ? oneOf(estate.installs.all(), random) : estate.installs.get(domain.installId);
}

const domainOf = (estate: Estate, request: WatchedRequest, random: Random): DomainRecord | undefined =>
  namedBy(estate, request)?.domain ??
  oneOf(
    estate.domains.all().filter(({ builtIn }) => !builtIn),
    random,
  );
