import * as fc from "fast-check";
import { agencyId } from "../../simulator";
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

const roles = ["owner", "full", "full,billing", "partial", "partial,billing"];
const keys = [
  "AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc",
  "AAAAC3NzaC1lZDI1NTE5AAAAIIyeaf8WsX86CdQht/lUhiZPzNoXzBseLZLgKkS98BPq",
];

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 4 });

export const plans: fc.Arbitrary<Plan> = fc.record({
  sites: fc.array(fc.nat(2), { minLength: 1, maxLength: 2 }),
  production: maybe(fc.record({ site: fc.nat(1), variant: fc.nat(1) })),
  staging: maybe(fc.record({ site: fc.nat(1) })),
  apex: maybe(fc.record({ primary: fc.boolean(), secure: maybe(fc.boolean()) })),
  www: maybe(fc.record({ redirects: fc.boolean() })),
  user: maybe(fc.nat(roles.length - 1)),
  key: maybe(fc.nat(1)),
});

export const email = "jo@example.com";
const siteName = (index: number, variant: number): string => `Site & ${index}  é${"abc"[variant] ?? ""}`;

/** A name in the one form that stands for all in which the API may keep it. */
export const plain = (name: string): string => name.replaceAll("&amp;", "&").replace(/ +/g, " ").normalize("NFC");

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
    return plain((declared?.args.name as string | undefined) ?? "none");
  };
  return program
    .map(({ type, args }) => {
      switch (type) {
        case "Site":
          return `site ${plain(String(args.name))}`;
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
