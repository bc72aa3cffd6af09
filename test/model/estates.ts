import * as fc from "fast-check";
import { agencyId, type Estate, type FaultKind } from "../../simulator";
import { type Declaration } from "./engine";

/** A small estate, written as the few values that vary. */
export interface Plan {
  /** The variant of each site's name. */
  sites: number[];
  production?: { site: number; variant: number };
  staging?: { site: number };
  apex?: { primary: boolean; secure?: boolean };
  www?: { redirects: boolean };
  user?: number;
  key?: number;
}

export type Change =
  "site" | "redirect" | "primary" | "secure" | "roles" | "person" | "environment" | "stray" | "order";
export type Deletion = "site" | "production" | "staging" | "apex" | "www" | "user" | "key";

export type Command =
  | { do: "up"; plan: Plan; adopt: boolean; refresh: boolean; fault: FaultKind | "none" }
  | { do: "refresh" | "destroy"; fault: FaultKind | "none" }
  | { do: "change"; what: Change }
  | { do: "delete"; what: Deletion }
  /** The state loses a resource, as if the engine was killed before it saved the resource. The next `up` adopts it. */
  | { do: "adopt"; index: number; fault: FaultKind | "none" };

export const faultKinds: (FaultKind | "none")[] = [
  "none",
  "429",
  "429-retry-after",
  "503",
  "500",
  "500-after",
  "cut-before",
  "cut-after",
  "slow",
  "stuck-pending",
  "moving-list",
];

const roles = ["owner", "full", "full,billing", "partial", "partial,billing"];
const keys = [
  "AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc",
  "AAAAC3NzaC1lZDI1NTE5AAAAIIyeaf8WsX86CdQht/lUhiZPzNoXzBseLZLgKkS98BPq",
];

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 4 });

const plans: fc.Arbitrary<Plan> = fc.record({
  sites: fc.array(fc.nat(2), { minLength: 1, maxLength: 2 }),
  production: maybe(fc.record({ site: fc.nat(1), variant: fc.nat(1) })),
  staging: maybe(fc.record({ site: fc.nat(1) })),
  apex: maybe(fc.record({ primary: fc.boolean(), secure: maybe(fc.boolean()) })),
  www: maybe(fc.record({ redirects: fc.boolean() })),
  user: maybe(fc.nat(roles.length - 1)),
  key: maybe(fc.nat(1)),
});

const faults = fc.constantFrom(...faultKinds);

const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("up" as const),
      plan: plans,
      adopt: fc.boolean(),
      refresh: fc.boolean(),
      fault: faults,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("refresh" as const), fault: faults }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("destroy" as const), fault: faults }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("change" as const),
      what: fc.constantFrom<Change[]>(
        "site",
        "redirect",
        "primary",
        "secure",
        "roles",
        "person",
        "environment",
        "stray",
        "order",
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("delete" as const),
      what: fc.constantFrom<Deletion[]>("site", "production", "staging", "apex", "www", "user", "key"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("adopt" as const), index: fc.nat(9), fault: faults }) },
);

/** At least 15 commands, and a program to end with. */
export const sequences = fc.record({
  commands: fc.array(commands, { minLength: 15, maxLength: 18 }),
  last: plans,
  faultSeed: fc.nat(),
});

const email = "jo@example.com";
const siteName = (index: number, variant: number): string => `Site ${index} ${"abc"[variant] ?? ""}`;

/** The program that declares a plan. */
export function programOf(plan: Plan): Declaration[] {
  const siteOf = (site: number): { ref: string } => ({ ref: `site${Math.min(site, plan.sites.length - 1)}` });
  const { production, staging, apex, www, user, key } = plan;
  const program: Declaration[] = plan.sites.map((variant, index) => ({
    name: `site${index}`,
    type: "Site",
    args: { accountId: agencyId, name: siteName(index, variant) },
  }));
  const declare = (name: string, type: string, args: Record<string, unknown>): number =>
    program.push({ name, type, args });
  if (production) {
    const name = `prod${production.variant}`;
    const args = { accountId: agencyId, name, siteId: siteOf(production.site), environment: "production" };
    declare("production", "Install", { ...args, deletionProtection: false });
  }
  if (staging)
    declare("staging", "Install", {
      accountId: agencyId,
      name: "stag",
      siteId: siteOf(staging.site),
      environment: "staging",
    });
  if (production && apex) {
    declare("apex", "Domain", {
      installId: { ref: "production" },
      name: "acme.example",
      ...(apex.primary && { primary: true }),
      ...(apex.secure !== undefined && { secureAllUrls: apex.secure }),
    });
  }
  if (production && www) {
    const redirectTo = apex && www.redirects ? { redirectTo: { ref: "apex" } } : {};
    declare("www", "Domain", { installId: { ref: "production" }, name: "www.acme.example", ...redirectTo });
  }
  if (user !== undefined && (!isPartial(user) || production)) {
    const installIds = isPartial(user) ? { installIds: [{ ref: "production" }] } : {};
    declare("user", "AccountUser", {
      accountId: agencyId,
      email,
      firstName: "Jo",
      lastName: "Ray",
      roles: roles[user],
      ...installIds,
    });
  }
  if (key !== undefined) declare("key", "SshKey", { publicKey: `ssh-ed25519 ${keys[key] ?? ""} jo` });
  return program;
}

const isPartial = (user: number): boolean => roles[user]?.includes("partial") ?? false;

/** Lines about all that must exist for a plan. `found` writes the same lines about what exists. */
export function expectedOf(plan: Plan): string[] {
  const program = programOf(plan);
  const nameOf = (value: unknown): string => {
    const declared = program.find(({ name }) => name === (value as { ref: string } | undefined)?.ref);
    return (declared?.args.name as string | undefined) ?? "none";
  };
  return program
    .map(({ type, args }) => {
      switch (type) {
        case "Site":
          return `site ${String(args.name)}`;
        case "Install":
          return `install ${String(args.name)} ${String(args.environment)} on ${nameOf(args.siteId)}`;
        case "Domain":
          return `domain ${String(args.name)} → ${nameOf(args.redirectTo)}${args.primary === true ? " primary" : ""}${args.secureAllUrls === undefined ? "" : ` secure ${JSON.stringify(args.secureAllUrls)}`}`;
        case "AccountUser":
          return `user ${String(args.roles)} on ${args.installIds === undefined ? "none" : nameOf((args.installIds as unknown[])[0])}`;
        default:
          return `key ${String(plan.key)}`;
      }
    })
    .sort();
}

/** Lines about all that exists. They leave out settings that the plan does not declare. */
export function found(estate: Estate, plan: Plan): string[] {
  estate.catchUp();
  const install = (id: string): string => estate.installs.get(id)?.name ?? "?";
  const domains = [...estate.domains.values()].filter(
    ({ builtIn, name }) => !builtIn && name !== "stray.example" && name !== neighbour.domain,
  );
  return [
    ...[...estate.sites.values()].filter((site) => !isNeighbours(site)).map(({ name }) => `site ${name}`),
    ...[...estate.installs.values()]
      .filter((one) => !isNeighbours(one))
      .map(
        ({ name, environment, siteId }) =>
          `install ${name} ${String(environment)} on ${estate.sites.get(siteId ?? "")?.name ?? "none"}`,
      ),
    ...domains.map((domain) => {
      const isApex = domain.name === "acme.example";
      const redirect = domain.redirectTo === null ? "none" : (estate.domains.get(domain.redirectTo)?.name ?? "?");
      const primary = isApex && plan.apex?.primary === true && domain.primary ? " primary" : "";
      const secure = isApex && plan.apex?.secure !== undefined ? ` secure ${domain.secureAllUrls}` : "";
      return `domain ${domain.name} → ${redirect}${primary}${secure}`;
    }),
    ...[...estate.accountUsers.values()]
      .filter((user) => user.email === email)
      .map((user) => `user ${user.roles} on ${user.installIds.map(install).join() || "none"}`),
    ...[...estate.sshKeys.values()].map(
      ({ comment, fingerprint }) => `key ${comment === "jo" && fingerprint.startsWith("02") ? 0 : 1}`,
    ),
  ].sort();
}

const neighbour = { site: "Neighbour", install: "neighbour", domain: "neighbour.example", email: "nan@example.com" };

/** Adds what others have in the same account. No run may change it. */
export function addNeighbour(estate: Estate): void {
  const site = estate.addSite({ accountId: agencyId, name: neighbour.site });
  const install = estate.addInstall({ accountId: agencyId, siteId: site.id, name: neighbour.install });
  estate.addDomain({ installId: install.id, name: neighbour.domain, primary: true });
  const person = { email: neighbour.email, firstName: "Nan", lastName: "Poe" };
  estate.addAccountUser({ accountId: agencyId, ...person, roles: "partial", installIds: [install.id] });
}

/** All records of the neighbour. */
export function neighbourIn(estate: Estate): unknown {
  const install = estate.install(neighbour.install);
  return structuredClone([
    estate.site(neighbour.site),
    install,
    estate.domainsOf(install.id),
    estate.accountUser(neighbour.email),
  ]);
}

const isNeighbours = ({ name }: { name: string }): boolean => name === neighbour.site || name === neighbour.install;

const firstSite = (estate: Estate) => [...estate.sites.values()].find((site) => !isNeighbours(site));

/** Somebody changes something in the portal, if it exists. */
export function changeOutside(estate: Estate, what: Change): void {
  const domain = (name: string) => [...estate.domains.values()].find((one) => one.name === name);
  const apex = domain("acme.example");
  const www = domain("www.acme.example");
  const user = [...estate.accountUsers.values()].find((one) => one.email === email);
  const site = firstSite(estate);
  const staging = [...estate.installs.values()].find(({ name }) => name === "stag");
  if (what === "site" && site) site.name = "Renamed";
  if (what === "redirect" && www) www.redirectTo = null;
  if (what === "secure" && apex) apex.secureAllUrls = !apex.secureAllUrls;
  if (what === "roles" && user)
    Object.assign(user, { roles: user.roles === "full" ? "owner" : "full", installIds: [] });
  if (what === "person" && user) user.firstName = "Joan";
  if (what === "environment" && staging) staging.environment = "development";
  if (what === "order") estate.listOrder = (entries) => [...entries].reverse();
  if (what === "primary" && apex?.primary) {
    const builtIn = estate.domainsOf(apex.installId).find((one) => one.builtIn);
    if (builtIn) estate.makePrimary(builtIn);
  }
  if (what === "stray" && apex && !domain("stray.example"))
    estate.addDomain({ installId: apex.installId, name: "stray.example" });
}

export function deleteOutside(estate: Estate, what: Deletion): void {
  const install = (name: RegExp) => [...estate.installs.values()].find((one) => name.test(one.name))?.id ?? "";
  const domain = (name: string) => [...estate.domains.values()].find((one) => one.name === name)?.id ?? "";
  const user = [...estate.accountUsers.values()].find((one) => one.email === email);
  if (what === "site") estate.removeSite(firstSite(estate)?.id ?? "");
  if (what === "production") estate.removeInstall(install(/^prod/));
  if (what === "staging") estate.removeInstall(install(/^stag/));
  if (what === "apex") estate.removeDomain(domain("acme.example"));
  if (what === "www") estate.removeDomain(domain("www.acme.example"));
  if (what === "user" && user) estate.removeAccountUser(user);
  if (what === "key") estate.sshKeys.clear();
}
