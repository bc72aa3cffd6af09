import { z } from "zod";
import { type Domain, isProvenNotFound, noRedirect, redirectTargetOf } from "../api";
import {
  control,
  defineResource,
  type Failure,
  failureIn,
  id,
  input,
  isPending,
  isSameId,
  meaningOfId,
  output,
  text,
  unanswered,
  wordOf,
  yesOrNo,
} from "../define";
import { canonicalDomainName, isWildcard } from "../dns";
import { type Context } from "../run";
import { createTogether } from "./domain-bulk";
import { deleteDomain } from "./domain-deletion";
import { isOfWpEngine, primaryRole, takingRole } from "./domain-role";
import { installOnce } from "./install";
import { installAsOwner, installProtection } from "./install-owner";

const nameRule = 'a domain name such as "www.example.com" or "*.example.com"';

/**
 * Domain: a name that leads to an install, or redirects to another domain of it. API: /installs/{install_id}/domains.
 */
export const domain = defineResource("Domain", {
  documentation: {
    noun: "domain",
    description: [
      "A domain of an install, or a redirect to another domain of it.",
      "A creation waits until the install is active, and fails if the install has a domain of that name already (see " +
        "`adopt`).",
      "Before the provider deletes a primary domain, it gives the role back to the install's own domain (its `cname`, " +
        "such as `acme.wpengine.com`). The provider never deletes that own domain, nor a domain to which a domain " +
        "outside of the stack still redirects.",
    ],
    operations:
      "GET, POST, PATCH and DELETE of `/installs/{install_id}/domains`, and POST of " +
      "`/installs/{install_id}/domains/bulk` for up to 20 new domains in one request",
    example: [
      'const apex = new Domain("acme.com", { install: production, name: "acme.com", primary: true });',
      'new Domain("www.acme.com", { install: production, name: "www.acme.com", redirectTo: apex });',
    ],
    readBy: "installId",
    derived: {
      dnsRecords: {
        type: "DnsRecord[]",
        calls: "dnsRecordsOf([this])",
        description:
          "The DNS records that lead the domain's visitors to WP Engine: one CNAME, or one A record for a registrable " +
          "domain such as `acme.com`; none for the install's own domain. Each is `{ purpose, type, name, values }`. The " +
          "types and the names are plain, so a preview shows the records. The values are outputs. Throws unless the " +
          "program gives `name` as a plain text. " +
          "`dnsRecordsOf` joins those of several domains.",
      },
      ownershipRecord: {
        type: "pulumi.Output<OwnershipRecord | undefined>",
        calls: "ownershipRecordOf(this)",
        description:
          "The TXT record by which WP Engine verifies the domain's ownership, as `{ name, value }`. It stays known after " +
          "the verification. Undefined if WP Engine had verified the domain before. `ownershipRecordsOf` joins those of " +
          "several domains.",
      },
    },
  },
  inputs: {
    // The path of a request names the install, and the answer does not.
    installId: unanswered(
      input(id("an install"), {
        description: "The id of the install that the domain leads to, for an install of another program.",
        output: "The id of the install that the domain leads to.",
        reference: {
          to: "Install",
          isOwner: true,
          argument: {
            name: "install",
            example: "production",
            description:
              "The install that the domain leads to.\n\n" +
              "If you give the install itself, the domain is as safe as the install: a run that neither keeps the " +
              "install nor may delete it (`deletionProtection`) does not delete the domain either. So no protected " +
              "install loses its domains.",
          },
        },
        key: true,
        onChange: "replace",
        sameAs: meaningOfId,
      }),
    ),
    name: input(
      text(nameRule).transform((name, check) => {
        const canonical = canonicalDomainName(name);
        if (canonical === undefined) check.addIssue({ code: "custom", message: `must be ${nameRule}, not "${name}"` });
        return canonical ?? name;
      }),
      {
        description:
          "The domain's name, such as `www.example.com` or `*.example.com`; at most 253 characters. The provider " +
          "brings capitals, a trailing dot and letters outside ASCII into the API's form (`bücher.example` becomes " +
          "`xn--bcher-kva.example`).",
        output: "The domain's name: lowercase letters, punycode, no trailing dot.",
        key: true,
        onChange: "replace",
      },
    ),
    // Only `true` means something: a domain stops being primary when another one becomes primary.
    primary: input(yesOrNo.transform((primary) => primary || undefined).optional(), {
      description:
        "`true` makes this the install's primary domain. `false` means the same as no value: the provider leaves the " +
        "role alone. To take the role from a domain, make another domain primary. A wildcard or a domain that " +
        "redirects cannot be primary. WP Engine gives the role to a domain once it has verified the domain's ownership; " +
        "until then the old primary domain keeps it.",
      output:
        "Whether this is the install's primary domain, or becomes it once WP Engine has verified its ownership. Absent " +
        "for a domain that waits for its verification and that you do not declare primary: the API does not say then.",
      isRole: true,
    }),
    redirectTo: input(id("another domain of the same install").optional(), {
      description:
        "Another domain of the same install to redirect to, or its id. To remove the redirect, remove this input.",
      output: "The id of the domain to which this domain redirects.",
      reference: { to: "Domain" },
      removable: true,
      sameAs: meaningOfId,
    }),
    secureAllUrls: input(yesOrNo.optional(), {
      description:
        "Whether the domain sends every request on to https. Without a value, the provider leaves the setting alone.",
      output: "Whether the domain sends every request on to https.",
      updateOnly: true,
    }),
  },
  controls: {
    installProtection: control(installProtection.optional(), "What the program says of the install's protection.", {
      isHandedOn: true,
    }),
  },
  outputs: {
    accountId: output(z.string(), "The id of the account that owns the install."),
    duplicate: output(z.boolean(), "Whether another install has the same domain name too."),
    networkType: output(
      z.string(),
      "The network that serves the domain: `AN` (Advanced Network), `GES` (Global Edge Security) or `LEGACY`.",
    ),
    networkStatus: output(
      z.string(),
      "How far the network is: `ACTIVE` once it is set up. It may be active before the domain's ownership is verified.",
    ),
    sslStatus: output(z.string(), "How far the SSL certificate is: `active` once the domain answers with https."),
    cname: output(z.string(), "The host name to point a CNAME record of this domain at.", { repeats: "install.name" }),
    aRecords: output(z.array(z.string()), "The IP addresses to point an A record of this domain at."),
    ownershipStatus: output(
      z.string(),
      "`TXT_VERIFIED`, or `TXT_VERIFICATION_PENDING` until WP Engine finds the TXT record below.",
    ),
    txtVerificationKey: output(
      z.string(),
      "The name of the TXT record that proves the domain's ownership. It stays known after the verification.",
      { repeats: "name", staysKnown: true },
    ),
    txtVerificationValue: output(
      z.string(),
      "The value of the TXT record that proves the domain's ownership. It stays known after the verification.",
      { staysKnown: true },
    ),
    txtVerifiedDomain: output(z.string(), "The domain for which WP Engine verified the TXT record.", {
      repeats: "name",
    }),
    txtVerifiedTime: output(z.string(), "When WP Engine verified the TXT record: a date and time in UTC."),
  },
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
            (isSameId(one.id, redirectTo) && typeof one.redirectTo === "string") ||
            (one.id !== id && isSameId(one.redirectTo, id)),
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
      const made = await createTogether(context.api, installId, plain);
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
    // The API does not say which domain gets the role once its ownership is verified.
    primary: isPendingOwnership(found) && found.primary !== true ? undefined : found.primary,
    redirectTo: redirectTargetOf(found),
    secureAllUrls: found.secure_all_urls,
    duplicate: found.duplicate,
    networkType: found.network_type,
    networkStatus: found.network_details?.network_info?.status,
    sslStatus: found.network_details?.network_info?.ssl?.status,
    cname: found.network_details?.dns_config_info?.cname,
    aRecords: found.network_details?.dns_config_info?.a_records,
    ownershipStatus: found.ownership_status,
    // Once a domain is verified, the API says null. The user's DNS record must not go for that.
    txtVerificationKey: found.txt_verification_key ?? undefined,
    txtVerificationValue: found.txt_verification_value ?? undefined,
    txtVerifiedDomain: found.txt_verified_domain,
    txtVerifiedTime: found.txt_verified_time,
  }),
});

const isPendingOwnership = ({ ownership_status: status }: Domain): boolean =>
  wordOf(status) === "txt_verification_pending";

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
