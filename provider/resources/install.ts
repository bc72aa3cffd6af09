import { type Install } from "../api";
import {
  control,
  defineResource,
  howToLiftProtection,
  id,
  input,
  isProtected,
  isUnprotected,
  meaningOfId,
  oneOf,
  text,
  yesOrNo,
} from "../define";
import { type Context } from "../run";
import { type Values } from "../values";

const nameRule = 'a name of 3 to 14 lowercase letters and digits that begins with a letter, such as "acmestg"';

interface Place {
  siteId?: string;
  environment?: string;
}

/** Whether two installs want the same place in a site. A place that the program does not declare is unknown. */
const isSamePlace = (one: Place, other: Place): boolean =>
  one.environment !== undefined &&
  one.environment === other.environment &&
  // An id that is not known yet is that of a new site.
  typeof one.siteId === "string" &&
  typeof other.siteId === "string" &&
  meaningOfId(one.siteId) === meaningOfId(other.siteId);

/** An install as this run first saw it. A run asks once. */
export const installOnce = ({ api, once }: Context, id: string): Promise<Install> =>
  once(`install ${id}`, () => api.installs.get(id));

/** Why the provider must not delete an install, judged by its present environment; undefined if it is not protected. */
export function objectionToDelete({ environment }: Install, controls: Values): string | undefined {
  if (isProtected(controls)) return `The install is protected from deletion. ${howToLiftProtection("install")}`;
  if (isUnprotected(controls) || environment === "staging" || environment === "development") return undefined;
  const known = environment === "production" ? "production" : "unknown";
  return `The install's environment is ${known}, and the provider protects such installs by default. ${howToLiftProtection("install")}`;
}

/** Install: one WordPress installation, in one environment of a site. API: /installs. */
export const install = defineResource("Install", {
  inputs: {
    accountId: input(id("an account"), { onChange: "replace", sameAs: meaningOfId }),
    name: input(
      text(nameRule).regex(/^[a-z][a-z0-9]{2,13}$/, {
        error: ({ input }) => `must be ${nameRule}, not "${String(input)}"`,
      }),
      { key: true, onChange: "replace" },
    ),
    siteId: input(id("a site").optional(), { sameAs: meaningOfId }),
    environment: input(oneOf(["production", "staging", "development"]).optional()),
  },
  controls: { deletionProtection: control(yesOrNo.optional()) },
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
        typeof siteId === "string" &&
        typeof environment === "string" &&
        one.siteId === siteId &&
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
    primaryDomain: found.primary_domain,
    isMultisite: found.is_multisite,
    createdAt: found.created_at,
  }),
});
