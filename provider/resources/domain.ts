import { z } from "zod";
import { type Domain, redirectTargetOf } from "../api";
import { canonicalDomainName, isWildcard } from "./domain-name";
import { defineResource, type Failure, id, text, yesOrNo } from "../define";
import { assertAccountVisible, type Context } from "../run";

const nameRule = 'a domain name such as "www.example.com" or "*.example.com"';

/** Domain: a name under which an install is reached, or a redirect to one. API: /installs/{install_id}/domains. */
export const domain = defineResource({
  type: "Domain",
  inputs: z.object({
    installId: id("an install"),
    name: text(nameRule).transform((name, check) => {
      const canonical = canonicalDomainName(name);
      if (canonical === undefined) check.addIssue({ code: "custom", message: `must be ${nameRule}, not "${name}"` });
      return canonical ?? name;
    }),
    // Only `true` says anything: a primary domain is unset by making another one primary.
    primary: yesOrNo.transform((primary) => primary || undefined).optional(),
    redirectTo: id("another domain of the same install").optional(),
    secureAllUrls: yesOrNo.optional(),
  }),
  replaceOn: ["installId", "name"],
  removable: ["redirectTo"],
  updateOnly: ["secureAllUrls"],
  naturalKey: ["installId", "name"],
  apiRefusesDuplicates: true,
  label: ({ name }) => String(name),
  rules: ({ name, primary }, isDeclared) => [
    ...refusal(primary === true && name !== undefined && isWildcard(name), "a wildcard domain cannot be primary"),
    ...refusal(
      primary === true && isDeclared("redirectTo"),
      "a domain that redirects cannot be primary: remove primary or redirectTo",
    ),
  ],
  exclusive: ({ installId, name, primary }) =>
    primary === true && installId !== undefined && name !== undefined
      ? { role: primaryRole(installId), holder: name, property: "primary" }
      : undefined,
  // A domain can be on one install only.
  deleteBeforeReplace: (declared, news) => declared.name === news.name,

  listed: (api, { installId = "" }) => ({
    within: installId,
    pages: api.domains.pages(installId),
    get: (id) => api.domains.get(installId, id),
  }),
  isNamed: (one: Domain, { name }) => canonicalDomainName(one.name) === name,
  // One that becomes primary takes that from another, and one that goes takes along the redirects to it.
  isEntangled: true,
  // A read that says nothing of a redirect says that there is none.
  asRead: (found) => ({ ...found, redirects_to: found.redirects_to ?? found.redirect_to ?? [] }),
  belongsTo: { output: "accountId", find: (context, { installId = "" }) => accountOf(context, installId) },
  create: async (context, { installId, name, primary, redirectTo }) => {
    await installReady(context, installId);
    const create = (): Promise<Domain> =>
      context.api.domains.create(installId, { name, primary, redirect_to: redirectTo });
    return primary === true ? takingRole(context, installId, create) : create();
  },
  bulk: {
    most: 20,
    // A bulk request has no `primary`, and names the targets of redirects instead of giving their ids.
    group: ({ installId, primary, redirectTo }) => (primary || redirectTo !== undefined ? undefined : installId),
    create: async (context, domains) => {
      const { installId = "" } = domains[0] ?? {};
      await installReady(context, installId);
      const plain = domains.map(({ name }) => ({ name }));
      const made = await context.api.domains.createBulk(installId, plain);
      return domains.map(({ name }) => made.find((one) => canonicalDomainName(one.name) === name));
    },
  },
  update: async (context, { id, installId }, changed) => {
    const { domains } = context.api;
    // The API has no null here: the word "nil" removes a redirect.
    const redirect = "redirectTo" in changed && { redirect_to: changed.redirectTo ?? "nil" };
    // A domain that still redirects cannot become primary: then the redirect goes first, in a request of its own.
    const isFreed = redirect && changed.primary === true;
    if (isFreed) await domains.update(installId, id, redirect);
    const update = (): Promise<Domain> =>
      domains.update(installId, id, {
        primary: changed.primary,
        ...(!isFreed && redirect),
        secure_all_urls: changed.secureAllUrls,
      });
    return changed.primary === true ? takingRole(context, installId, update) : update();
  },
  delete: async (context, { id, installId, primary }, siblings) => {
    const { domains } = context.api;
    const look = async (): Promise<{ isToGo: boolean; heir: Domain | undefined }> => {
      const all = await siblings();
      const found = all.find((one) => one.id === id);
      const builtIn = all.find((one) => isBuiltIn(one));
      // The domain that every install has by itself stays as long as the install does.
      const isToGo = found !== undefined && found !== builtIn;
      return { isToGo, heir: isToGo && found.primary === true ? builtIn : undefined };
    };
    // An install must have a primary domain. Which one it is may have changed since it was declared, and must not change between
    // the look and the hand-over: another domain of the program would lose the role that it has just got.
    const handOver = (): Promise<boolean> =>
      takingRole(context, installId, async () => {
        const { isToGo, heir } = await look();
        if (heir !== undefined) await domains.update(installId, heir.id, { primary: true });
        return isToGo;
      });
    const seen = primary === true ? undefined : await look();
    const isToGo = seen === undefined || seen.heir !== undefined ? await handOver() : seen.isToGo;
    if (isToGo) await domains.delete(installId, id);
  },
  assertVisible: (context, { accountId }) => assertAccountVisible(context, accountId),

  id: ({ id }) => id,
  state: (found: Domain) => ({
    name: canonicalDomainName(found.name) ?? found.name,
    primary: found.primary,
    redirectTo: redirectTargetOf(found),
    secureAllUrls: found.secure_all_urls,
    duplicate: found.duplicate,
    networkType: found.network_type,
    cname: found.network_details?.dns_config_info?.cname,
    aRecords: found.network_details?.dns_config_info?.a_records,
    ownershipStatus: found.ownership_status,
    txtVerificationKey: found.txt_verification_key,
    txtVerificationValue: found.txt_verification_value,
    txtVerifiedDomain: found.txt_verified_domain,
    txtVerifiedTime: found.txt_verified_time,
  }),
});

const refusal = (applies: boolean, reason: string): Failure[] =>
  applies ? [{ property: "primary", reason: `primary: ${reason}` }] : [];

/** What only one domain of an install has, and one of them always has. */
const primaryRole = (installId: string): string => `primary domain of ${installId}`;

/** One at a time decides on the primary domain of an install. */
const takingRole = <T>({ inTurn }: Context, installId: string, work: () => Promise<T>): Promise<T> =>
  inTurn(primaryRole(installId), work);

const isBuiltIn = ({ name }: Domain): boolean => /^[a-z0-9]+\.wpengine\.com$/.test(name);

/** The account of an install, and whether it takes domains; of one that this run made, both are known. */
async function installOf(
  context: Context,
  installId: string,
): Promise<{ accountId: string | undefined; isPending: boolean }> {
  const made = context.made(installId);
  if (made !== undefined) return { accountId: made.accountId as string | undefined, isPending: false };
  const { account, status } = await context.once(`install ${installId}`, () => context.api.installs.get(installId));
  return { accountId: account?.id, isPending: status === "pending" };
}

const accountOf = async (context: Context, installId: string): Promise<string | undefined> =>
  (await installOf(context, installId)).accountId;

/** Domains may not be added before the install is active. */
async function installReady(context: Context, installId: string): Promise<void> {
  if (!(await installOf(context, installId)).isPending) return;
  await context.waitFor({
    what: `install ${installId} to become active`,
    look: () => context.api.installs.get(installId),
    done: ({ status }) => status !== "pending",
    meanwhile: ({ status }) => `its status is still "${String(status)}"`,
  });
}
