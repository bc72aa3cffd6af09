import { z } from "zod";
import { argument, defineFunction, defineListFunction, id, meaningOfId, oneOf, output, shapeOf, text } from "../define";
import { environments, install } from "../resources";
import { theOne } from "./one";

const result = shapeOf(install, {
  // A domain declares it. As an output of the install it would be out of date once the domain is there.
  others: {
    fields: { primaryDomain: output(z.string(), "The name of the install's primary domain.") },
    say: ({ primary_domain: primaryDomain }) => ({ primaryDomain }),
  },
});

export const getInstalls = defineListFunction("getInstalls", "installs", {
  description: ["The installs that the credentials can see, or those of one account, site or environment."],
  operations: "GET `/installs`",
  example: ['const { installs } = await getInstalls({ accountId, environment: "production" });'],
  arguments: {
    accountId: argument(id("an account").optional(), "The id of an account. Default: all that the credentials see."),
    siteId: argument(id("a site").optional(), "The id of a site. Default: all."),
    environment: argument(oneOf(environments).optional(), "`production`, `staging` or `development`. Default: all."),
  },
  result,
  run: async (api, { siteId, environment, ...where }) => {
    const installs = await api.installs.list(where);
    return installs.filter(
      (one) =>
        (siteId === undefined || meaningOfId(one.site?.id ?? "") === meaningOfId(siteId)) &&
        (environment === undefined || one.environment === environment),
    );
  },
});

export const getInstall = defineFunction("getInstall", {
  description: ["One install, by its name or by its id.", "Fails if the credentials see no such install."],
  operations: "GET `/installs` for a name, GET `/installs/{install_id}` for an id",
  example: ['const production = await getInstall({ name: "acme" });'],
  arguments: {
    name: argument(text("a name").optional(), "The install's name. Give either this or the id."),
    id: argument(text("an id").optional(), "The install's id. Give either this or the name."),
  },
  result,
  run: (api, { id, name }) =>
    theOne(
      {
        of: "getInstall",
        noun: "install",
        key: "name",
        example: "acme",
        keyOf: (one) => one.name ?? "",
        idOf: (one) => one.id,
        byId: (known) => api.installs.get(known),
        all: () => api.installs.list(),
      },
      id,
      name,
    ),
});
