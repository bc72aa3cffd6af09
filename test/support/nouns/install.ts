import { accountId, type Noun, verbsAt } from "./noun";

export const install: Noun = {
  type: "Install",
  declare: ({ estate }) => {
    const { id: siteId } = estate.addSite({ accountId, name: "Acme" });
    return { accountId, siteId, name: "acme", environment: "staging" };
  },
  change: { environment: "development" },
  record: ({ estate }) => estate.install("acme"),
  makeOutside: ({ estate }, inputs) => estate.addInstall(inputs as { accountId: string; name: string }).id,
  ids: ({ estate }) => [...estate.installs.keys()],
  another: (_world, inputs) => ({ ...inputs, name: "acmenew", environment: "development" }),
  whenUnknown: { accountId: "replaces", name: "replaces", siteId: "is updated", environment: "is updated" },
  errors: {
    called: "Install acme",
    routes: verbsAt("/installs", "/installs/:installId"),
    looks: { create: [400, 401, 429, 503], delete: [401, 429, 503] },
  },
};
