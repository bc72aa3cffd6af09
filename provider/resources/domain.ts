import { type Domain, isProvenNotFound, noRedirect, redirectTargetOf } from "../api";
import {
  control,
  defineResource,
  type Failure,
  failureIn,
  id,
  input,
  isPending,
  meaningOfId,
  text,
  yesOrNo,
} from "../define";
import { type Context } from "../run";
import { deleteDomain, isOfWpEngine, primaryRole, takingRole } from "./domain-deletion";
import { canonicalDomainName, isWildcard } from "./domain-name";
import { installOnce } from "./install";
import { installAsOwner, installProtection } from "./install-owner";

const nameRule = 'a domain name such as "www.example.com" or "*.example.com"';

/**
 * Domain: a name that leads to an install, or redirects to another domain of it. API: /installs/{install_id}/domains.
 */
export const domain = defineResource("Domain", {
  inputs: {
    installId: input(id("an install"), { key: true, onChange: "replace", sameAs: meaningOfId }),
    name: input(
      text(nameRule).transform((name, check) => {
        const canonical = canonicalDomainName(name);
        if (canonical === undefined) check.addIssue({ code: "custom", message: `must be ${nameRule}, not "${name}"` });
        return canonical ?? name;
      }),
      { key: true, onChange: "replace" },
    ),
    // Only `true` means something: a domain stops being primary when another one becomes primary.
    primary: input(yesOrNo.transform((primary) => primary || undefined).optional()),
    redirectTo: input(id("another domain of the same install").optional(), { removable: true, sameAs: meaningOfId }),
    secureAllUrls: input(yesOrNo.optional(), { updateOnly: true }),
  },
  controls: { installProtection: control(installProtection.optional(), { handedOn: true }) },
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
  // Only one install can have a domain at a time.
  deleteBeforeReplace: (olds, news) => olds.name === news.name,

  listed: (api, { installId = "" }) => ({
    within: installId,
    pages: api.domains.pages(installId),
    get: (id) => api.domains.get(installId, id),
  }),
  isNamed: (one: Domain, { name }) => nameOf(one) === name,
  // A domain that becomes primary takes the role from another. A deleted domain takes the redirects to it along.
  isEntangled: true,
  adoption: {
    // An install begins with its own domain as primary. If another one is primary, somebody made it so on purpose.
    mayFillIn: (input, siblings) => {
      const holders = siblings.filter((one) => one.primary === true);
      return input === "primary" && holders.length > 0 && holders.every(isOfWpEngine);
    },
    comesByItself: isOfWpEngine,
  },
  // An answer to a read without a redirect means that the domain redirects nowhere.
  asRead: (found) => ({ ...found, redirects_to: found.redirects_to ?? found.redirect_to ?? [] }),
  belongsTo: { output: "accountId", find: (context, { installId = "" }) => accountOf(context, installId) },
  // The API takes no redirect to a domain that redirects, and none of a domain to which others redirect.
  inTheWay: ({ id, redirectTo }, others) =>
    typeof redirectTo !== "string"
      ? []
      : others.filter(
          (one) =>
            (one.id === redirectTo && typeof one.redirectTo === "string") ||
            (id !== undefined && one.id !== id && one.redirectTo === id),
        ),
  create: async (context, { installId, name, primary, redirectTo }) => {
    await installReady(context, installId);
    const create = (): Promise<Domain> =>
      context.api.domains.create(installId, { name, primary, redirect_to: redirectTo });
    return primary === true ? takingRole(context, installId, create) : create();
  },
  bulk: {
    most: 20,
    // A bulk request has no `primary`, and takes the name of a redirect's target instead of its id.
    group: ({ installId, primary, redirectTo }) => (primary || redirectTo !== undefined ? undefined : installId),
    create: async (context, domains) => {
      const { installId = "" } = domains[0] ?? {};
      await installReady(context, installId);
      const plain = domains.map(({ name }) => ({ name }));
      const made = await context.api.domains.createBulk(installId, plain);
      return domains.map(({ name }) => {
        const answered = made.find((one) => nameOf(one) === name);
        return answered !== undefined && answered.id === undefined ? "refused" : answered;
      });
    },
  },
  update: async (context, { id, installId }, changed) => {
    const { domains } = context.api;
    const redirect = "redirectTo" in changed && { redirect_to: changed.redirectTo ?? noRedirect };
    // A domain that still redirects cannot become primary, so the first request removes the redirect.
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
  delete: {
    owners: ({ installId, accountId, installProtection: protection }) =>
      installAsOwner(installId, accountId, protection),
    send: (context, state, siblings) => deleteDomain(context, state, siblings),
    isGoneWithOwner: (context, { installId }) => isInstallGone(context, installId),
  },

  id: ({ id }) => id,
  state: (found: Domain) => ({
    name: nameOf(found),
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

const nameOf = ({ name }: { name?: string | null | undefined }): string | undefined =>
  canonicalDomainName(name ?? "") ?? name ?? undefined;

/**
 * The account of an install, and whether the install is still pending. The run knows both for an install that it
 * created.
 */
async function installOf(
  context: Context,
  installId: string,
): Promise<{ accountId: string | undefined; isPending: boolean }> {
  const created = context.created(installId);
  if (created !== undefined) return { accountId: created.accountId as string | undefined, isPending: false };
  const { account, status } = await installOnce(context, installId);
  return { accountId: account?.id, isPending: isPending(status) };
}

/** Whether an install is proved gone; false where the provider cannot tell. A run asks once. */
const isInstallGone = (context: Context, installId: string): Promise<boolean> =>
  context.once(`install ${installId}, perhaps gone`, () =>
    context.api.installs.get(installId).then(
      () => false,
      (error: unknown) => isProvenNotFound(error),
    ),
  );

const accountOf = async (context: Context, installId: string): Promise<string | undefined> =>
  (await installOf(context, installId)).accountId;

/** Waits until the install is active: the API takes no domains before. */
async function installReady(context: Context, installId: string): Promise<void> {
  if (!(await installOf(context, installId)).isPending) return;
  await context.waitFor({
    what: `install ${installId} to become active`,
    look: () => context.api.installs.get(installId),
    done: ({ status }) => !isPending(status),
    failed: ({ status }) => failureIn(status),
    meanwhile: ({ status }) => `its status is still ${JSON.stringify(status)}`,
  });
}
