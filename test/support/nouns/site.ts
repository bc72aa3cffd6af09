import { accountId, type Noun, otherAccountId, verbsAt } from "./noun";

export const site: Noun = {
  type: "Site",
  declare: () => ({ accountId, name: "Acme" }),
  change: { name: "Acme 2" },
  record: ({ estate }) => estate.site("Acme"),
  makeOutside: ({ estate }, inputs) => estate.addSite(inputs as { accountId: string; name: string }).id,
  ids: ({ estate }) => [...estate.sites.keys()],
  another: ({ estate }, inputs) => ({
    ...inputs,
    accountId: estate.addAccount({ id: otherAccountId, name: "other" }).id,
  }),
  whenUnknown: { accountId: "replaces", name: "is updated" },
  errors: {
    called: 'Site "Acme"',
    routes: verbsAt("/sites", "/sites/:siteId"),
    looks: { create: [400, 401, 429, 503], delete: [401, 403, 429, 503] },
  },
};
