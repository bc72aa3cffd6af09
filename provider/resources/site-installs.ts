import { type Install, type Site, unlessNotFound } from "../api";
import { isLeaving } from "../define";
import { listOf } from "../lifecycle";
import { type Context } from "../run";
import { install } from "./install";

// The provider reads at most this many installs one by one, to learn their site.
const mostAsked = 100;

type Named = Pick<Install, "id" | "name">;

/**
 * The installs that a site holds: those that the site's answer names, and those whose own answers name the site. The
 * site's answer alone is not enough, since it may be short and may be late. `unplaced` says why the provider cannot
 * tell.
 */
export async function installsIn(
  context: Context,
  { id: siteId, installs }: Site,
  accountId: string,
): Promise<{ installs: Named[]; unplaced?: string }> {
  // For a while, answers may still show what this run deleted.
  const named: Named[] = (installs ?? []).filter(({ id }) => !context.isDeleted("Install", id));
  const others = (await listOf(install, context, { accountId })).filter(
    ({ id, status }) => named.every((one) => one.id !== id) && !isLeaving(status),
  );
  // If the site's answer leaves its installs out, an entry that names no site proves nothing either.
  const silent = others.filter(({ site }) =>
    installs === undefined || installs === null ? !site?.id : site === undefined,
  );
  if (silent.length > mostAsked) {
    return { installs: named, unplaced: placeUnknown(`${String(silent.length)} installs of the account`) };
  }
  const asked = await Promise.all(silent.map(({ id }) => placed(context, id)));
  const lost = asked.find((one) => one !== undefined && one.site === undefined);
  if (lost !== undefined) return { installs: named, unplaced: placeUnknown(`the install ${lost.name ?? lost.id}`) };
  const known = [...others.filter((one) => !silent.includes(one)), ...asked].filter((one) => one !== undefined);
  return { installs: [...named, ...known.filter(({ site }) => site?.id === siteId)] };
}

const placed = (context: Context, id: string): Promise<Install | undefined> =>
  // A list may still show what is gone.
  context.once(`place of install ${id}`, () => unlessNotFound(context.api.installs.get(id)));

const placeUnknown = (what: string): string =>
  `The API does not say which site holds ${what}, and with this site it would delete the installs that the site holds.\n` +
  "Delete the site in the User Portal, and run `pulumi refresh`; or keep it, and drop it from the state with " +
  "`pulumi state delete`.";
