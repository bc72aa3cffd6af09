import { z } from "zod";
import { type Install } from "../api";
import {
  defineResource,
  deletionProtection,
  howToLiftProtection,
  id,
  input,
  isProtected,
  isSameId,
  isUnprotected,
  meaningOfId,
  oneOf,
  output,
  text,
} from "../define";
import { type Context } from "../run";
import { type Values } from "../values";

const nameRule = 'a name of 3 to 14 lowercase letters and digits that begins with a letter, such as "acmestg"';

/** The environments of a site. */
export const environments = ["production", "staging", "development"] as const;

interface Place {
  siteId?: string;
  environment?: string;
}

/** Whether two installs want the same place in a site. If the program declares no place, the provider knows none. */
const isSamePlace = (one: Place, other: Place): boolean =>
  one.environment !== undefined &&
  one.environment === other.environment &&
  // If the id of a site is not known yet, the site is new, so the places differ.
  isSameId(one.siteId, other.siteId);

/** An install as this run first saw it. A run asks once. */
export const installOnce = ({ api, once }: Context, id: string): Promise<Install> =>
  once(`install ${id}`, () => api.installs.get(id));

const unprotectedEnvironments = ["staging", "development"];

/** Why the provider must not delete an install, judged by its present environment; undefined if it is not protected. */
export function objectionToDelete({ environment }: Install, controls: Values): string | undefined {
  if (isProtected(controls)) return `The install is protected from deletion. ${howToLiftProtection("install")}`;
  if (isUnprotected(controls) || unprotectedEnvironments.includes(environment ?? "")) return undefined;
  const known = environment === "production" ? "production" : "unknown";
  return `The install's environment is ${known}, and the provider protects such installs by default. ${howToLiftProtection("install")}`;
}

/** Install: one WordPress installation, in one environment of a site. API: /installs. */
export const install = defineResource("Install", {
  documentation: {
    noun: "install",
    description: [
      "A WP Engine install: one WordPress installation, in one environment of a site.",
      "A creation waits until the install is active, which takes minutes. A deletion waits until the install is gone. " +
        "Both waits end after the resource's `customTimeouts`, else after `wpengine:timeout` (default 30 minutes). If " +
        "a creation runs out of time, the state keeps the install, and the next `pulumi up` goes on waiting.",
      "A creation fails if the name is taken (see `adopt`), or if the site has an install of that environment already.",
    ],
    operations: "GET, POST, PATCH and DELETE of `/installs`",
    example: [
      'const production = new Install("acme-production", {',
      '  accountId, siteId: acme.id, name: "acme", environment: "production",',
      "});",
    ],
    unprotected: { input: "environment", words: unprotectedEnvironments },
  },
  inputs: {
    accountId: input(id("an account"), {
      description: "The id of the account that owns the install.",
      output:
        "The id of the account that owns the install. " +
        "A preview of any update of the install does not know it: hand on the account's id itself.",
      onChange: "replace",
      sameAs: meaningOfId,
    }),
    name: input(
      text(nameRule).regex(/^[a-z][a-z0-9]{2,13}$/, {
        error: ({ input }) => `must be ${nameRule}, not "${String(input)}"`,
      }),
      {
        description:
          "3 to 14 lowercase letters and digits, beginning with a letter; unique across WP Engine. The name is also " +
          "the install's address, `<name>.wpengine.com`. Nobody can rename an install.",
        output: "The install's name, unique across WP Engine.",
        key: true,
        onChange: "replace",
      },
    ),
    siteId: input(id("a site").optional(), {
      description: "The id of the site that holds the install; required in accounts with sites.",
      output:
        "The id of the site that holds the install. " +
        "A preview of any update of the install does not know it: hand on the site's id itself.",
      sameAs: meaningOfId,
    }),
    environment: input(oneOf(environments).optional(), {
      description:
        "What the install is for: `production`, `staging` or `development`; required in accounts with sites. A text from " +
        "the configuration will do: a preview refuses any other word.",
      output: "What the install is for.",
      words: {
        type: "Environment",
        description: "What an install is for. A site holds at most one install of each environment.",
        of: environments,
      },
    }),
  },
  controls: {
    deletionProtection: deletionProtection(
      "install",
      "if any of them gives it; else false if `environment` is known to be staging or development, and true " +
        "otherwise. The provider reads the environment again before a deletion, in case somebody changed it outside " +
        "of Pulumi.",
    ),
  },
  outputs: {
    status: output(z.string(), "`pending` until the install can be used, then `active`."),
    phpVersion: output(z.string(), "The version of PHP, such as `8.2`. You set it in the User Portal."),
    // The name of the built-in domain begins with the install's own.
    cname: output(
      z.string(),
      "The host name to point a CNAME record at, such as `acme.wpengine.com`. A preview of any update of the install " +
        "does not know it, so it shows a replacement of what a change of it would replace. The `up` replaces nothing.",
      { repeats: "name" },
    ),
    stableIps: output(z.array(z.string()), "The install's IP addresses that do not change, on plans that have them."),
    isMultisite: output(z.boolean(), "Whether the install is a WordPress multisite."),
    createdAt: output(z.string(), "The install's time of creation: a date and time in UTC."),
  },
  label: ({ name }) => String(name),
  // A name is unique across WP Engine, and a site holds at most one install of each environment.
  deleteBeforeReplace: (olds, news) => olds.name === news.name || isSamePlace(olds, news),

  listed: (api, { accountId }) => ({
    within: accountId,
    pages: api.installs.pages({ accountId }),
    get: (id) => api.installs.get(id),
  }),
  isNamed: (one: Install, { name }) => one.name === name,
  // A site holds one install of each environment.
  inTheWay: ({ id, siteId, environment }, others) =>
    others.filter(
      (one) =>
        one.id !== id &&
        isSameId(one.siteId, siteId) &&
        typeof environment === "string" &&
        one.environment === environment,
    ),
  create: ({ api }, { accountId, name, siteId, environment }) =>
    api.installs.create({ account_id: accountId, name, site_id: siteId, environment }),
  update: ({ api }, { id }, { siteId, environment }) => api.installs.update(id, { site_id: siteId, environment }),
  delete: {
    refuse: async (_context, found, state) => objectionToDelete(found, state),
    send: ({ api }, { id }) => api.installs.delete(id),
  },
  waits: { active: true, gone: true },

  id: ({ id }) => id,
  // No output for wp_version and defer_wordpress_upgrades_until: lists lack them, and a list must give the same outputs
  // as a GET.
  state: (found: Install) => ({
    accountId: found.account?.id,
    name: found.name ?? undefined,
    siteId: found.site === null ? null : found.site?.id,
    environment: found.environment,
    status: found.status,
    phpVersion: found.php_version,
    cname: found.cname,
    stableIps: found.stable_ips,
    isMultisite: found.is_multisite,
    createdAt: found.created_at,
  }),
});
