import * as fc from "fast-check";
import { agencyId } from "../../simulator";
import { isAction } from "./actions";
import { type Declaration, withReferences } from "./declarations";

/** A small estate, written as the few values that vary. */
export interface Plan {
  /** The variant of each site's name. */
  sites: number[];
  production?: { site: number; variant: number };
  staging?: { site: number };
  apex?: { primary: boolean; secure?: boolean };
  www?: { redirects: boolean };
  user?: number;
  /** The roles of the same person in another account. */
  client?: number;
  key?: number;
  /** The trigger of each action. */
  actions: { backup?: number; purge?: number; check?: number };
  options: PlanOptions;
}

/** What the program says about its resources beside their inputs. */
export interface PlanOptions {
  /** Whether the program calls its resources by other names. */
  renamed: boolean;
  /** Whether the program declares its resources in a component. A resource that moves keeps its object. */
  inComponent: boolean;
  /** The kinds of protection that its sites and its production install have. */
  protection?: "protect" | "deletionProtection";
  /** Whether the program has changes of some inputs replace the resource. */
  replaceOnChanges: boolean;
}

const roles = ["owner", "full", "full,billing", "partial", "partial,billing"];
const keys = [
  "AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc",
  "AAAAC3NzaC1lZDI1NTE5AAAAIIyeaf8WsX86CdQht/lUhiZPzNoXzBseLZLgKkS98BPq",
];

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 4 });

const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });

const rarely = fc.nat(3).map((drawn) => drawn === 0);

export const plans: fc.Arbitrary<Plan> = fc.record({
  sites: fc.array(fc.nat(2), { minLength: 1, maxLength: 2 }),
  production: maybe(fc.record({ site: fc.nat(1), variant: fc.nat(1) })),
  staging: maybe(fc.record({ site: fc.nat(1) })),
  apex: maybe(fc.record({ primary: fc.boolean(), secure: maybe(fc.boolean()) })),
  www: maybe(fc.record({ redirects: fc.boolean() })),
  user: maybe(fc.nat(roles.length - 1)),
  client: fc.option(fc.nat(2), { nil: undefined, freq: 2 }),
  key: maybe(fc.nat(1)),
  actions: fc.record({ backup: sometimes(fc.nat(2)), purge: sometimes(fc.nat(2)), check: sometimes(fc.nat(2)) }),
  options: fc.record({
    renamed: rarely,
    inComponent: rarely,
    protection: fc.option(fc.constantFrom("protect", "deletionProtection"), { nil: undefined, freq: 2 }),
    replaceOnChanges: rarely,
  }),
});

/** Another account that the credentials see. */
export const clientId = "a0000000-0000-4000-8000-000000000002";
export const email = "jo@example.com";
const siteName = (index: number, variant: number): string => `Site & ${index}  é${"abc"[variant] ?? ""}`;

/** A name in the one form that stands for all in which the API may keep it. */
export const plain = (name: string): string => name.replaceAll("&amp;", "&").replace(/ +/g, " ").normalize("NFC");

/** Inputs that the provider patches, and whose change replaces the resource if the program wants that. */
const replacing: Record<string, string[]> = {
  Site: ["name"],
  Install: ["siteId", "environment"],
  Domain: ["redirectTo", "secureAllUrls"],
  AccountUser: ["roles", "installIds"],
};

/** The program that declares a plan. */
export function programOf(plan: Plan): Declaration[] {
  const { renamed, inComponent, protection, replaceOnChanges } = plan.options;
  return resourcesOf(plan).map((one) => {
    const isGuarded = one.type === "Site" || one.name === "production";
    const named = placed(renamed ? called(one, (name) => `${name}-again`) : one, inComponent);
    return {
      ...named,
      args: isGuarded && protection === "deletionProtection" ? { ...named.args, deletionProtection: true } : named.args,
      protect: isGuarded && protection === "protect",
      replaceOnChanges: replaceOnChanges ? (replacing[one.type] ?? []) : [],
    };
  });
}

/** The same program, from which somebody took all protection. */
export const unprotected = (program: Declaration[]): Declaration[] =>
  program.map((one) => ({
    ...one,
    protect: false,
    args: "deletionProtection" in one.args ? { ...one.args, deletionProtection: false } : one.args,
  }));

/** The same resource, under another name, as are those that it refers to. */
const called = (one: Declaration, rename: (name: string) => string): Declaration => ({
  ...one,
  name: rename(one.name),
  args: withReferences(one.args, rename),
});

/** The same resource in a component or without one. */
function placed(one: Declaration, inComponent: boolean): Declaration {
  const inside = called(one, (name) => `component/${name}`);
  return inComponent ? { ...inside, alias: one.name } : { ...one, alias: inside.name };
}

function resourcesOf(plan: Plan): Declaration[] {
  const siteOf = (site: number): { ref: string } => ({ ref: `site${Math.min(site, plan.sites.length - 1)}` });
  const { production, staging, apex, www, user, client, key, actions } = plan;
  const program: Declaration[] = plan.sites.map((variant, index) => ({
    name: `site${index}`,
    type: "Site",
    args: { accountId: agencyId, name: siteName(index, variant) },
  }));
  const names = { email, firstName: "Jo", lastName: "Ray" };
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
      ...names,
      roles: roles[user],
      ...installIds,
    });
  }
  if (client !== undefined) declare("client", "AccountUser", { accountId: clientId, ...names, roles: roles[client] });
  const installId = { ref: "production" };
  if (production && actions.backup !== undefined) {
    const args = { description: "of the model", notificationEmails: ["ops@agency.example"], triggers: actions.backup };
    declare("backup", "Backup", { installId, ...args });
  }
  if (production && actions.purge !== undefined)
    declare("purge", "CachePurge", { installId, types: ["page"], triggers: actions.purge });
  if (production && apex && actions.check !== undefined)
    declare("check", "DomainCheck", { installId, domainId: { ref: "apex" }, triggers: actions.check });
  if (key !== undefined) declare("key", "SshKey", { publicKey: `ssh-ed25519 ${keys[key] ?? ""} jo` });
  return program;
}

const isPartial = (user: number): boolean => roles[user]?.includes("partial") ?? false;

/** Lines about all that must exist for a plan. `found` writes the same lines about what exists. */
export function expectedOf(plan: Plan): string[] {
  const program = resourcesOf(plan);
  const nameOf = (value: unknown): string => {
    const declared = program.find(({ name }) => name === (value as { ref: string } | undefined)?.ref);
    return plain((declared?.args.name as string | undefined) ?? "none");
  };
  return program
    .filter(({ type }) => !isAction(type))
    .map(({ type, args }) => {
      switch (type) {
        case "Site":
          return `site ${plain(String(args.name))}`;
        case "Install":
          return `install ${String(args.name)} ${String(args.environment)} on ${nameOf(args.siteId)}`;
        case "Domain":
          return [
            `domain ${String(args.name)} → ${nameOf(args.redirectTo)}`,
            ...(args.primary === true ? ["primary"] : []),
            ...(args.secureAllUrls === undefined ? [] : [`secure ${JSON.stringify(args.secureAllUrls)}`]),
          ].join(" ");
        case "AccountUser":
          return [
            args.accountId === clientId ? "user of the client" : "user",
            `${String(args.roles)} on ${nameOf((args.installIds as unknown[] | undefined)?.[0])}`,
          ].join(" ");
        default:
          return `key ${String(plan.key)}`;
      }
    })
    .sort();
}
