import { argument, defineFunction, defineListFunction, id, shapeOf, text } from "../define";
import { canonicalDomainName } from "../dns";
import { domain } from "../resources";
import { theOne } from "./one";

const result = shapeOf(domain, { given: ["installId"] });
const installId = argument(id("an install"), "The id of the install.");
const canonical = (name: string): string => canonicalDomainName(name) ?? name;

export const getDomains = defineListFunction("getDomains", "domains", {
  description: ["The domains of an install."],
  operations: "GET `/installs/{install_id}/domains`",
  example: ["const { domains } = await getDomains({ installId: production.id });"],
  arguments: { installId },
  result,
  run: (api, where) => api.domains.list(where.installId),
});

export const getDomain = defineFunction("getDomain", {
  description: ["One domain of an install, by its name or by its id.", "Fails if the install has no such domain."],
  operations:
    "GET `/installs/{install_id}/domains` for a name, GET `/installs/{install_id}/domains/{domain_id}` for an id",
  example: ['const { cname } = await getDomain({ installId, name: "www.acme.com" });'],
  arguments: {
    installId,
    name: argument(text("a name").optional(), "The domain's name, in any form. Give either this or the id."),
    id: argument(id("a domain").optional(), "The domain's id. Give either this or the name."),
  },
  result,
  run: (api, { installId: within, id, name }) =>
    theOne(
      {
        of: "getDomain",
        noun: "domain",
        key: "name",
        example: "www.acme.com",
        keyOf: (one) => canonical(one.name ?? ""),
        idOf: (one) => one.id,
        where: ` of install ${within}`,
        byId: (known) => api.domains.get(within, known),
        all: () => api.domains.list(within),
      },
      id,
      name === undefined ? undefined : canonical(name),
    ),
});
