import { z } from "zod";
import { type Site } from "../api";
import {
  control,
  defineResource,
  deletionProtection,
  howToLiftProtection,
  id,
  input,
  isProtected,
  meaningOfId,
  output,
  text,
  yesOrNo,
} from "../define";
import { type Context } from "../run";
import { installsIn } from "./site-installs";
import { meaningOfSiteName } from "./site-name";

/** Site: the container of up to one production, one staging and one development install. API: /sites. */
export const site = defineResource("Site", {
  documentation: {
    noun: "site",
    description: [
      "A WP Engine site: a name, and up to one production, one staging and one development install under it.",
      "A creation fails if the account has a site of that name already (see `adopt`). A deletion fails if the site " +
        "still holds installs (see `deleteInstalls`).",
    ],
    operations: "GET, POST, PATCH and DELETE of `/sites`",
    example: ['const acme = new Site("acme", { accountId, name: "Acme" });'],
    unprotected: true,
  },
  inputs: {
    accountId: input(id("an account"), {
      description: "The id of the account that owns the site.",
      output:
        "The id of the account that owns the site. " +
        "A preview of any update of the site does not know it: hand on the account's id itself.",
      key: true,
      onChange: "replace",
      sameAs: meaningOfId,
    }),
    name: input(
      text("a name of 1 to 40 characters")
        .trim()
        .min(1, { error: "must not be empty: write a name of 1 to 40 characters" })
        .max(40, { error: ({ input }) => `has ${(input as string).length} characters: write at most 40` }),
      {
        description:
          "The site's name, 1 to 40 characters. Use each name once in an account, though the API allows duplicates.",
        output: "The site's name, 1 to 40 characters.",
        key: true,
        rewritten: meaningOfSiteName,
      },
    ),
  },
  controls: {
    deleteInstalls: control(
      yesOrNo.optional(),
      "Delete the site even if it still holds installs. The API then deletes the installs too, for good. Default: " +
        "false: the deletion of a site that holds installs fails and names them.",
    ),
    deletionProtection: deletionProtection("site", "else false."),
  },
  outputs: {
    groupName: output(z.string(), "The name of the site's group in the User Portal."),
    tags: output(z.array(z.string()), "The site's tags from the User Portal."),
    createdAt: output(
      z.string(),
      "The site's time of creation: a date and time in UTC, such as `2025-07-10T09:59:58.684Z`.",
    ),
    sandbox: output(z.boolean(), "Whether this is a sandbox site."),
    transferable: output(z.boolean(), "Whether you can transfer the site to another account."),
  },
  label: ({ name }) => `"${String(name)}"`,

  listed: (api, { accountId }) => ({
    within: accountId,
    pages: api.sites.pages({ accountId }),
    get: (id) => api.sites.get(id),
  }),
  mayExistTwice: true,
  isNamed: (one: Site, { name }) => meaningOfSiteName(one.name ?? "") === meaningOfSiteName(name),
  create: ({ api }, { accountId, name }) => api.sites.create({ account_id: accountId, name }),
  update: ({ api }, { id }, _changed, { name }) => api.sites.update(id, { name }),
  delete: {
    // The API would delete the site's installs too, whoever created them.
    refuse: async (context, found, { accountId, deleteInstalls, ...controls }) => {
      if (isProtected(controls)) return `The site is protected from deletion. ${howToLiftProtection("site")}`;
      const { installs, unplaced } = await installsIn(context, found, accountId);
      if (unplaced !== undefined) return unplaced;
      const live = deleteInstalls === true ? await thoseKept(context, installs) : [];
      if (live.length > 0) {
        return (
          `It holds ${named(live)}, which this run keeps and the API would delete with the site.\n` +
          "Move each install that must stay to another site. Then run `pulumi refresh`, and then `pulumi up`."
        );
      }
      if (installs.length === 0 || deleteInstalls === true) return undefined;
      return (
        `It still holds ${named(installs)}, which the API would delete with the site.\n` +
        "Move or delete them first; or, to delete them with the site, " +
        "set `deleteInstalls: true` on the site and run `pulumi up`."
      );
    },
    send: ({ api }, { id }) => api.sites.delete(id),
  },

  id: ({ id }) => id,
  state: (found: Site) => ({
    accountId: found.account?.id,
    name: found.name ?? undefined,
    groupName: found.group_name,
    tags: found.tags,
    createdAt: found.created_at,
    sandbox: found.sandbox,
    transferable: found.transferable,
  }),
});

const named = (installs: { id: string; name?: string | null | undefined }[]): string =>
  `${installs.length === 1 ? "the install" : "the installs"} ${installs.map(({ name, id }) => name ?? id).join(", ")}`;

/** The installs that this stack has, or that the program may still declare. They must not go with the site. */
async function thoseKept<Named extends { id: string }>(context: Context, installs: Named[]): Promise<Named[]> {
  const isKept = async ({ id }: Named): Promise<boolean> =>
    context.isLive("Install", id) || context.isInState("Install", id) || context.turnsOutKept("Install", id);
  const kept = await Promise.all(installs.map(isKept));
  return installs.filter((_, index) => kept[index]);
}
