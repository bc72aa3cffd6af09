import { z } from "zod";
import { type CacheType } from "../api";
import { defineAction, input, meaningOfId, oneOf } from "../define";
import { installInput } from "./install-input";

const types = ["object", "page", "cdn", "all"] as const;

/** CachePurge: empties caches of an install. API: /installs/{install_id}/purge_cache. */
export const cachePurge = defineAction("CachePurge", {
  documentation: {
    noun: "purge",
    description: [
      "A purge of an install's caches, done once, and again whenever `triggers` or another argument changes.",
      "The API takes one purge a minute for each install. The provider sends one purge for each of the `types`, and waits " +
        "a minute before each but the first. Purges of the same install by other resources wait for their turns too.",
      "A destroy drops the purge from the state.",
    ],
    operations: "POST of `/installs/{install_id}/purge_cache`",
    example: ['new CachePurge("after-deployment", { install: production, types: ["page"], triggers: version });'],
  },
  inputs: {
    installId: installInput("whose caches to empty"),
    types: input(
      z
        .array(oneOf(types), { error: "must be a list of the caches to empty" })
        .min(1, { error: "must name at least one cache" })
        // An older API refuses `all`. So `all` comes first: the API refuses it before it empties another cache.
        .transform((all) => [...new Set(all)].sort((one, other) => Number(other === "all") - Number(one === "all"))),
      {
        description:
          "The caches to empty: `object`, `page`, `cdn` or, where the API knows it, `all`. The order does not matter.",
        output: "The caches that were emptied.",
        sameAs: (all: string[]) => [...all].sort(),
        words: { type: "CacheType", description: "A cache of an install.", of: types },
      },
    ),
  },
  outputs: {},
  label: ({ installId }) => `of install ${String(installId)}`,

  send: async (context, { installId, types: wanted }) => {
    const purge = (type: CacheType): Promise<void> => context.api.cache.purge(installId, type);
    for (const type of wanted) await context.spaced(`purge of ${meaningOfId(installId)}`, oncePer, () => purge(type));
  },
  state: () => ({}),
});

// The API takes one purge of an install in this many milliseconds.
const oncePer = 60_000;
