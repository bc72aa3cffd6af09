import { argument, defineFunction, defineListFunction, id, shapeOf, text } from "../define";
import { meaningOfSiteName, site } from "../resources";
import { theOne } from "./one";

const result = shapeOf(site);
const accountId = argument(id("an account").optional(), "The id of an account. Default: all that the credentials see.");

export const getSites = defineListFunction("getSites", "sites", {
  description: ["The sites that the credentials can see, or those of one account."],
  operations: "GET `/sites`",
  example: ["const { sites } = await getSites({ accountId });"],
  arguments: { accountId },
  result,
  run: (api, where) => api.sites.list(where),
});

export const getSite = defineFunction("getSite", {
  description: [
    "One site, by its name or by its id.",
    "Fails if the credentials see no such site, or several of that name: the API allows several in an account.",
  ],
  operations: "GET `/sites` for a name, GET `/sites/{site_id}` for an id",
  example: ['const siteId = getSiteOutput({ accountId, name: "Acme" }).id;'],
  arguments: {
    accountId,
    name: argument(text("a name").optional(), "The site's name. Give either this or the id."),
    id: argument(id("a site").optional(), "The site's id. Give either this or the name."),
  },
  result,
  run: (api, { id, name, ...where }) =>
    theOne(
      {
        of: "getSite",
        noun: "site",
        key: "name",
        example: "Acme",
        keyOf: (one) => meaningOfSiteName(one.name ?? ""),
        idOf: (one) => one.id,
        byId: (known) => api.sites.get(known),
        all: () => api.sites.list(where),
      },
      id,
      name === undefined ? undefined : meaningOfSiteName(name),
    ),
});
