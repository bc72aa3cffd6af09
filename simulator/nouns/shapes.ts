import {
  type AccountRecord,
  type AccountUserRecord,
  type DomainRecord,
  type InstallRecord,
  type SiteRecord,
  type SshKeyRecord,
  type UserRecord,
} from "./records";
import { type World } from "../world/world";

/*
 * How records look in answers. A list and a single GET say the same but for what only a single GET has; the answer to a
 * creation or a change may say less.
 */

type Answer = Record<string, unknown>;
const isNewest = ({ shape }: World): boolean => shape === "1.17.0";

export const accountAnswer = (world: World, { id, name }: AccountRecord): Answer => ({
  id,
  name,
  ...(isNewest(world) && { nickname: name }),
});

export const briefSite = ({ id, name, accountId }: SiteRecord): Answer => ({ id, name, account: { id: accountId } });

export const siteAnswer = (world: World, site: SiteRecord): Answer => ({
  ...briefSite(site),
  ...(world.shape !== "2021" && { group_name: site.groupName, tags: site.tags }),
  ...(isNewest(world) && { created_at: site.createdAt, sandbox: false, transferable: false }),
  installs: world.estate.installsOf(site.id).map(({ id, name, environment, phpVersion }) => ({
    id,
    name,
    environment,
    cname: `${name}.wpengine.com`,
    php_version: phpVersion,
    is_multisite: false,
  })),
});

export const briefInstall = ({ id, name, accountId, phpVersion, siteId, environment }: InstallRecord): Answer => ({
  id,
  name,
  account: { id: accountId },
  php_version: phpVersion,
  site: siteId === null ? null : { id: siteId },
  environment,
});

export const installAnswer = (world: World, install: InstallRecord): Answer => ({
  ...briefInstall(install),
  status: install.status,
  cname: `${install.name}.wpengine.com`,
  stable_ips: null,
  primary_domain: world.estate.domainsOf(install.id).find(({ primary }) => primary)?.name ?? null,
  is_multisite: false,
  ...(isNewest(world) && { created_at: install.createdAt }),
});

/** Some fields are answered only when a single install is asked for. */
export const singleInstallAnswer = (world: World, install: InstallRecord): Answer => ({
  ...installAnswer(world, install),
  ...(isNewest(world) && { wp_version: "6.8.1", defer_wordpress_upgrades_until: null }),
});

export function domainAnswer(world: World, domain: DomainRecord): Answer {
  const { id, name, primary, installId } = domain;
  // The one that was there first is no duplicate.
  const duplicate = [...world.estate.domains.values()].find((other) => other.name === name)?.installId !== installId;
  return {
    name,
    duplicate,
    primary,
    id,
    ...redirectAnswer(world, domain),
    ...(isNewest(world) && newestFields(world, domain)),
  };
}

/** A bulk answer names a redirect's target as one object, and says nothing of the network and of secure URLs. */
export function bulkDomainAnswer(world: World, domain: DomainRecord): Answer {
  const target = redirectTarget(world, domain);
  const { redirect_to, redirects_to, secure_all_urls, network_type, network_details, ...rest } = domainAnswer(
    world,
    domain,
  );
  return target === undefined ? rest : { ...rest, redirects_to: target };
}

function redirectTarget({ estate }: World, { redirectTo }: DomainRecord): { id: string; name: string } | undefined {
  const target = redirectTo === null ? undefined : estate.domains.get(redirectTo);
  return target && { id: target.id, name: target.name };
}

function redirectAnswer(world: World, domain: DomainRecord): Answer {
  const target = redirectTarget(world, domain);
  if (world.shape === "2021") return { redirect_to: target ?? {} };
  return target === undefined ? {} : { redirects_to: [target] };
}

function newestFields({ estate }: World, { secureAllUrls, name, installId }: DomainRecord): Answer {
  const install = estate.installs.get(installId);
  return {
    secure_all_urls: secureAllUrls,
    network_type: "AN",
    network_details: {
      dns_config_info: { cname: `${install?.name ?? ""}.wpenginepowered.com`, a_records: ["192.0.2.1"] },
    },
    ownership_status: "TXT_VERIFIED",
    txt_verification_key: null,
    txt_verification_value: null,
    txt_verified_domain: name,
    txt_verified_time: "2026-04-20T16:00:00.007Z",
  };
}

export const briefAccountUser = (user: AccountUserRecord): Answer => ({
  user_id: user.userId,
  account_id: user.accountId,
  first_name: user.firstName,
  last_name: user.lastName,
  email: user.email,
  // Roles come back in another order than they were written in, and with a space.
  roles: user.roles.split(",").reverse().join(", "),
});

export const accountUserAnswer = ({ estate }: World, user: AccountUserRecord): Answer => ({
  ...briefAccountUser(user),
  phone: user.phone,
  invite_accepted: user.inviteAccepted,
  mfa_enabled: user.mfaEnabled,
  ...(user.roles === "owner" && { last_owner: ownersOf(estate.accountUsers.values(), user.accountId) === 1 }),
  ...(user.roles.includes("partial") && {
    installs: user.installIds.map((id) => ({ id, name: estate.installs.get(id)?.name })),
  }),
});

export const ownersOf = (users: Iterable<AccountUserRecord>, accountId: string): number =>
  [...users].filter((user) => user.accountId === accountId && user.roles === "owner").length;

export const sshKeyAnswer = ({ uuid, fingerprint, comment, createdAt }: SshKeyRecord): Answer => ({
  comment,
  created_at: createdAt,
  fingerprint,
  uuid,
});

export const userAnswer = ({ shape }: World, { id, firstName, lastName, email }: UserRecord): Answer => ({
  id,
  first_name: firstName,
  last_name: lastName,
  email,
  ...(shape !== "2021" && { phone_number: null }),
});
