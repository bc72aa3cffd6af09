import { z } from "zod";
import { type Endpoints, type Install, unlessNotFound } from "../api";
import {
  argument,
  defineFunction,
  defineListFunction,
  id,
  isSameId,
  oneOf,
  output,
  shapeOf,
  text,
  wordOf,
} from "../define";
import { ResourceError } from "../report";
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
  operations: "GET `/installs`; GET `/installs/{install_id}` for each install whose place the list leaves out",
  example: ['const { installs } = await getInstalls({ accountId, environment: "production" });'],
  arguments: {
    accountId: argument(id("an account").optional(), "The id of an account. Default: all that the credentials see."),
    siteId: argument(id("a site").optional(), "The id of a site. Default: all."),
    environment: argument(oneOf(environments).optional(), "`production`, `staging` or `development`. Default: all."),
  },
  result,
  run: async (api, { siteId, environment, ...where }) => {
    const listed = await api.installs.list(where);
    const wanted = [...(siteId === undefined ? [] : [ofSite]), ...(environment === undefined ? [] : [ofEnvironment])];
    const installs = await placed(api, listed, wanted);
    return installs.filter(
      (one) =>
        (siteId === undefined || isSameId(one.site?.id, siteId)) &&
        (environment === undefined || wordOf(one.environment) === environment),
    );
  },
});

/** A place by which a program chooses installs, and whether an answer says it. */
interface Place {
  argument: string;
  noun: string;
  isSaid: (install: Install) => boolean;
}
const ofSite: Place = { argument: "siteId", noun: "site", isSaid: ({ site }) => site !== undefined };
const ofEnvironment: Place = {
  argument: "environment",
  noun: "environment",
  isSaid: ({ environment }) => environment !== undefined,
};

// The function asks at most so many installs one by one.
const mostAsked = 100;

/** The installs of a list with their places. A list may leave them out, and then each install has an answer of its own. */
async function placed(api: Endpoints, listed: Install[], wanted: readonly Place[]): Promise<Install[]> {
  const missing = (one: Install): Place | undefined => wanted.find(({ isSaid }) => !isSaid(one));
  const silent = listed.filter((one) => missing(one) !== undefined);
  const answers = silent.length > mostAsked ? silent : await stillThere(api, silent);
  const lost = answers.find((one) => missing(one) !== undefined);
  const place = lost && missing(lost);
  if (place !== undefined) {
    throw new ResourceError(
      `getInstalls: the API does not say the ${place.noun} of the install ${lost?.name ?? lost?.id ?? ""}. Leave out ` +
        `${place.argument}, and choose among all installs.`,
    );
  }
  const known = new Map(answers.map((one) => [one.id, one]));
  return listed.filter((one) => known.has(one.id) || !silent.includes(one)).map((one) => known.get(one.id) ?? one);
}

/** The answers of the installs themselves. A list may still show one that is gone. */
async function stillThere(api: Endpoints, listed: Install[]): Promise<Install[]> {
  const answers = await Promise.all(listed.map(({ id }) => unlessNotFound(api.installs.get(id))));
  return answers.filter((one) => one !== undefined);
}

export const getInstall = defineFunction("getInstall", {
  description: ["One install, by its name or by its id.", "Fails if the credentials see no such install."],
  operations: "GET `/installs` for a name, GET `/installs/{install_id}` for an id",
  example: ['const production = await getInstall({ name: "acme" });'],
  arguments: {
    name: argument(text("a name").optional(), "The install's name. Give either this or the id."),
    id: argument(id("an install").optional(), "The install's id. Give either this or the name."),
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
