import {
  ApiAnswerError,
  type Domain,
  type Install,
  isDenied,
  isNotFound,
  isServerError,
  noRedirect,
  redirectTargetOf,
  unlessNotFound,
} from "../api";
import { type Siblings } from "../define";
import { known } from "../lifecycle";
import { UnattributedError } from "../report";
import { type Context } from "../run";
import { isOfWpEngine, takingRole } from "./domain-role";
import { install, installOnce } from "./install";

/** What the deletion of a domain knows of it. */
interface DeletedDomain {
  readonly id: string;
  readonly installId: string;
  readonly accountId?: string | undefined;
  readonly name: string;
  readonly primary?: boolean | undefined;
}

/**
 * Deletes a domain. The first look uses a list that may be some seconds old, so that many deletions need few readings.
 * Another look is fresh: where the domain is primary, where others redirect to it, and where the API refuses.
 */
export async function deleteDomain(context: Context, domain: DeletedDomain, siblings: Siblings<Domain>): Promise<void> {
  // The API keeps the install's own domain as long as the install exists.
  if (await isOwnDomain(context, domain)) return;
  const { installId, id } = domain;
  // What a refused deletion must put back.
  const putBack: (() => Promise<unknown>)[] = [];
  const send = (): Promise<unknown> => context.api.domains.delete(installId, id);
  const recent = await siblings.recent();
  const isPrimary = domain.primary === true || recent.some((one) => one.id === id && one.primary === true);
  try {
    if (isPrimary || redirectsTo(domain, recent).length > 0) await makeDeletable(context, domain, siblings, putBack);
    await send().catch(async (error: unknown) => {
      if (!(error instanceof ApiAnswerError) || isDenied(error)) throw error;
      if (!(await makeDeletable(context, domain, siblings, putBack))) throw error;
      await send();
    });
  } catch (error) {
    if (isRefused(error)) for (const one of putBack.reverse()) await one().catch(() => undefined);
    throw error;
  }
}

/** Whether the deletion failed for good. A 404 or a failure of the server may pass, or the domain may be gone. */
const isRefused = (error: unknown): boolean =>
  error instanceof ApiAnswerError && !isServerError(error) && !isNotFound(error);

// How long the redirects of others may take to go.
const timeForOthersRedirects = 15_000;
const pause = 1000;

/**
 * Removes what keeps the API from deleting the domain, or would be lost with it. False: there was nothing to remove. It
 * waits for redirects that this run does not remove itself, and refuses if they stay.
 */
async function makeDeletable(
  context: Context,
  domain: DeletedDomain,
  siblings: Siblings<Domain>,
  putBack: (() => Promise<unknown>)[],
): Promise<boolean> {
  const givesUpAt = context.now() + timeForOthersRedirects;
  for (;;) {
    const staying = await takingRole(context, domain.installId, async () => {
      const all = await siblings.afresh();
      const redirecting = await removeRedirectsTo(context, domain, all, putBack);
      if (redirecting.length === 0) await giveUpRole(context, domain, all, putBack);
      return redirecting;
    });
    if (staying.length === 0) return putBack.length > 0;
    const mayWait = context.now() + pause < givesUpAt && (await context.pauseInTime(pause));
    if (!mayWait) throw redirected(staying);
  }
}

/**
 * The API would remove the redirects to a domain together with the domain. The provider removes those that this run is
 * going to change or to delete, and answers with the others.
 */
async function removeRedirectsTo(
  context: Context,
  domain: DeletedDomain,
  all: Domain[],
  putBack: (() => Promise<unknown>)[],
): Promise<Domain[]> {
  const { domains } = context.api;
  const redirecting = redirectsTo(domain, all);
  const isGivenUp = ({ id }: Domain): boolean => context.isGivingUp("Domain", id, "redirectTo", domain.id);
  for (const { id } of redirecting.filter(isGivenUp)) {
    putBack.push(() => domains.update(domain.installId, id, { redirect_to: domain.id }));
    await domains.update(domain.installId, id, { redirect_to: noRedirect });
  }
  return redirecting.filter((one) => !isGivenUp(one));
}

/** Gives the role of the primary domain to the install's own domain, if the deleted domain has it. */
async function giveUpRole(
  context: Context,
  domain: DeletedDomain,
  all: Domain[],
  putBack: (() => Promise<unknown>)[],
): Promise<void> {
  // A list may be late. Where it shows another primary domain, or the domain itself says otherwise, the role has moved.
  if (all.some((one) => one.id !== domain.id && one.primary === true)) return;
  if ((await single(context, domain))?.primary !== true) return;
  putBack.push(() => context.api.domains.update(domain.installId, domain.id, { primary: true }));
  await handOver(context, domain, all);
}

const single = ({ api }: Context, { installId, id }: DeletedDomain): Promise<Domain | undefined> =>
  unlessNotFound(api.domains.get(installId, id));

/**
 * An install must have a primary domain, so its own domain gets the role. A domain that redirects cannot have the role.
 */
async function handOver(context: Context, domain: DeletedDomain, all: Domain[]): Promise<void> {
  const { id, installId } = domain;
  const candidates = all.filter((one) => one.id !== id && isOfWpEngine(one));
  if (candidates.length === 0) return;
  const own = await ownNames(context, domain);
  const heir = own.map((name) => candidates.find((one) => isNamed(one, name))).find((one) => one !== undefined);
  if (heir === undefined) return;
  const { domains } = context.api;
  if (typeof redirectTargetOf(heir) === "string") await domains.update(installId, heir.id, { redirect_to: noRedirect });
  await domains.update(installId, heir.id, { primary: true });
}

const isOwnDomain = async (context: Context, domain: DeletedDomain): Promise<boolean> =>
  isOfWpEngine(domain) && (await ownNames(context, domain)).some((name) => isNamed(domain, name));

const isNamed = (one: { name?: string | null | undefined }, name: string): boolean => one.name?.toLowerCase() === name;

/** The names of an install's own domains, the one that its `cname` says before all others. */
async function ownNames(context: Context, { installId, accountId }: DeletedDomain): Promise<string[]> {
  const { name, cname } = context.created(installId) ?? (await installOf(context, installId, accountId));
  const under = ["wpengine.com", "wpenginepowered.com"].map((domain) => `${String(name)}.${domain}`);
  return [...(typeof cname === "string" ? [cname] : []), ...under].map((one) => one.toLowerCase());
}

/** An install's names never change, so one list serves all domains. Its entry may say less than the install itself. */
async function installOf(context: Context, id: string, accountId: string | undefined): Promise<Install> {
  const listed = accountId === undefined ? undefined : await known(install, context, id, { accountId });
  return listed?.name && listed.cname ? listed : installOnce(context, id);
}

/** Those that redirect to the domain, except an install's own domain, which redirects to the primary one by itself. */
const redirectsTo = ({ id }: DeletedDomain, all: Domain[]): Domain[] =>
  all.filter((one) => one.id !== id && redirectTargetOf(one) === id && !isOfWpEngine(one));

function redirected(redirecting: Domain[]): UnattributedError {
  const names = redirecting.map(({ name, id }) => name ?? id).join(", ");
  const verb = redirecting.length === 1 ? "redirects" : "redirect";
  return new UnattributedError(`${names} ${verb} to it, and would lose the redirect.`, () => [
    "Remove the redirect first, or point it at another domain. Then run the same command again.",
  ]);
}
