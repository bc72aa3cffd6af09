import { type TestWorld } from "../world";
import { accountId, type Noun, verbsAt } from "./noun";

const list = "/installs/:installId/domains";
const newInstall = ({ estate }: TestWorld): string => estate.addInstall({ accountId, name: "acme" }).id;

export const domain: Noun = {
  type: "Domain",
  declare: (world) => ({ installId: newInstall(world), name: "acme.example" }),
  change: { secureAllUrls: true },
  record: ({ estate }) => estate.domain("acme.example"),
  makeOutside: ({ estate }, inputs) => estate.addDomain(inputs as { installId: string; name: string }).id,
  ids: ({ estate }) => [...estate.domains.values()].filter(({ builtIn }) => !builtIn).map(({ id }) => id),
  another: (_world, inputs) => ({ ...inputs, name: "new.example" }),
  whenUnknown: {
    installId: "replaces",
    name: "replaces",
    primary: "is updated",
    redirectTo: "is updated",
    secureAllUrls: "is updated",
  },
  errors: {
    called: "Domain www.acme.example",
    routes: verbsAt(list, `${list}/:domainId`),
    looks: { create: [401, 403, 404, 429, 503], delete: [401, 403, 429, 503] },
    declare: (world) => ({ installId: newInstall(world), name: "www.acme.example" }),
    change: { primary: true },
  },
};
