import {
  type AccountUserChange,
  type CacheType,
  type DomainChange,
  type Endpoints,
  type InstallChange,
  type NewAccountUser,
  type NewBackup,
  type NewBulkDomain,
  type NewDomain,
  type NewInstall,
  type NewSite,
  type NewSshKey,
} from "../../provider/api";
import { agencyId } from "../../simulator";
import {
  anotherKey,
  domainIds,
  installIds,
  keyIds,
  otherAccountId,
  publicKey,
  siteIds,
  strangerId,
  userIds,
  workIds,
} from "./estate";

/** A call of one method of the client, which sends one request or more. */
export type Call = (api: Endpoints) => Promise<unknown>;

/** A value with every field of its type. If the client learns a field, the compiler demands it here. */
const complete = <T>(value: Required<T>): Required<T> => value;

const { acme } = installIds;
const { duplicate, primary, unverified, ...domainsOfAcme } = domainIds;
const accountId = agencyId;
const newSite = complete<NewSite>({ name: "New", account_id: accountId });
export const newInstall = complete<NewInstall>({
  name: "shop",
  account_id: accountId,
  site_id: siteIds.acme,
  environment: "staging",
});
const move = complete<InstallChange>({ site_id: siteIds.bare, environment: "development" });
const newUser = complete<NewAccountUser>({
  account_id: accountId,
  first_name: "Una",
  last_name: "Miller",
  email: "una@acme.com",
  roles: "partial",
  install_ids: [acme],
});
const { install_ids, ...newUserOfAll } = { ...newUser, roles: "full,billing" };
const access = complete<AccountUserChange>({ roles: "partial,billing", install_ids: [acme] });
const newDomain = complete<NewDomain>({ name: "m.acme.com", primary: false, redirect_to: domainIds.apex });
const newBulkDomain = complete<NewBulkDomain>({ name: "m.acme.com", redirect_to: "acme.com" });
const domainChange = complete<DomainChange>({ primary: false, redirect_to: "nil", secure_all_urls: true });
const newBackup = complete<NewBackup>({ description: "Before", notification_emails: ["pia@acme.com", "tom@acme.com"] });
const newKey = complete<NewSshKey>({ public_key: anotherKey });
const { all, ...olderCacheTypes } = complete<Record<CacheType, true>>({
  object: true,
  page: true,
  cdn: true,
  all: true,
});

const forEach = (values: object, call: (api: Endpoints, value: string) => Promise<unknown>): Call[] =>
  (Object.values(values) as string[]).map((value) => (api) => call(api, value));

/** Calls of every method of the client, with each optional field given and left out. */
export const calls: Call[] = [
  (api) => api.status.get(),
  (api) => api.status.swagger(),
  (api) => api.user.get(),

  (api) => api.accounts.list(),
  ...forEach([accountId, otherAccountId], (api, id) => api.accounts.get(id)),

  (api) => api.accountUsers.list(accountId),
  (api) => api.accountUsers.pages(accountId).whole(),
  ...forEach(userIds, (api, id) => api.accountUsers.get(accountId, id)),
  (api) => api.accountUsers.create(newUser),
  (api) => api.accountUsers.create(newUserOfAll),
  (api) => api.accountUsers.update(accountId, userIds.tom, access),
  ...forEach(["owner", "full", "full,billing"], (api, roles) =>
    api.accountUsers.update(accountId, userIds.pia, { roles }),
  ),
  (api) => api.accountUsers.delete(accountId, userIds.pia),

  (api) => api.sites.list(),
  (api) => api.sites.list({ accountId }),
  ...forEach(siteIds, (api, id) => api.sites.get(id)),
  (api) => api.sites.create(newSite),
  (api) => api.sites.update(siteIds.acme, { name: "Renamed" }),
  (api) => api.sites.delete(siteIds.acme),

  (api) => api.installs.list(),
  (api) => api.installs.list({ accountId }),
  ...forEach(installIds, (api, id) => api.installs.get(id)),
  (api) => api.installs.create(newInstall),
  (api) => api.installs.update(acme, move),
  (api) => api.installs.update(acme, { site_id: siteIds.bare }),
  ...forEach(["production", "staging", "development"], (api, environment) =>
    api.installs.update(acme, { environment }),
  ),
  (api) => api.installs.delete(acme),

  (api) => api.domains.list(acme),
  (api) => api.domains.list(installIds.stray),
  ...forEach(domainsOfAcme, (api, id) => api.domains.get(acme, id)),
  ...forEach([duplicate, primary, unverified], (api, id) => api.domains.get(installIds.stray, id)),
  (api) => api.domains.create(acme, newDomain),
  (api) => api.domains.create(acme, { name: "acme.org", primary: true }),
  (api) => api.domains.create(acme, { name: "acme.org" }),
  (api) => api.domains.createBulk(acme, [{ name: "acme.org" }, newBulkDomain]),
  (api) => api.domains.update(acme, domainIds.www, domainChange),
  (api) => api.domains.update(acme, domainIds.apex, { primary: true }),
  (api) => api.domains.update(acme, domainIds.secured, { redirect_to: domainIds.apex }),
  (api) => api.domains.update(acme, domainIds.secured, { secure_all_urls: false }),
  (api) => api.domains.delete(acme, domainIds.apex),
  ...forEach([domainIds.apex, domainIds.www], (api, id) => api.domains.checkStatus(acme, id)),
  ...forEach(workIds, (api, id) => api.domains.checkReport(acme, id)),

  (api) => api.backups.create(acme, newBackup),
  ...forEach(workIds, (api, id) => api.backups.get(acme, id)),
  ...forEach(Object.keys(olderCacheTypes), (api, type) => api.cache.purge(acme, type as CacheType)),

  (api) => api.sshKeys.list(),
  (api) => api.sshKeys.create(newKey),
  (api) => api.sshKeys.delete(keyIds.laptop),
];

/** Only newer versions of the API accept these calls. */
export const newerCalls: Call[] = [
  (api) => api.cache.purge(acme, "all"),
  (api) => api.backups.list(acme),
  (api) => api.sslCertificates.list(acme),
  (api) => api.sslCertificates.list(installIds.stray),
  (api) => api.domains.verify(acme, domainIds.apex),
];

const { name, account_id } = newInstall;

/** Calls whose requests agree with the Swagger, and which the simulator refuses. Each has a reason of its own. */
export const refusedCalls: Call[] = [
  (api) => api.accountUsers.list(strangerId),
  (api) => api.accountUsers.create({ ...newUser, email: "pia@acme.com" }),
  (api) => api.accountUsers.create({ ...newUser, roles: "king" }),
  (api) => api.accountUsers.create({ ...newUser, install_ids: [strangerId] }),
  (api) => api.accountUsers.create({ ...newUser, install_ids: undefined }),
  (api) => api.accountUsers.create({ ...newUser, roles: "full" }),
  (api) => api.accountUsers.update(accountId, userIds.owner, { roles: "full" }),
  (api) => api.accountUsers.delete(accountId, userIds.owner),

  (api) => api.sites.create({ ...newSite, name: "" }),
  (api) => api.sites.create({ ...newSite, name: "x".repeat(41) }),
  (api) => api.sites.create({ ...newSite, account_id: strangerId }),

  (api) => api.installs.create({ name, account_id }),
  (api) => api.installs.create({ ...newInstall, name: "acme" }),
  (api) => api.installs.create({ ...newInstall, name: "Not a name" }),
  (api) => api.installs.create({ ...newInstall, account_id: strangerId }),
  (api) => api.installs.create({ ...newInstall, site_id: strangerId }),
  (api) => api.installs.create({ ...newInstall, environment: "production" }),
  (api) => api.installs.update(acme, { site_id: siteIds.spare }),

  (api) => api.domains.create(acme, { name: "no domain" }),
  (api) => api.domains.create(acme, { name: "acme.com" }),
  (api) => api.domains.create(installIds.pending, { name: "pending.com" }),
  (api) => api.domains.create(acme, { ...newDomain, primary: true }),
  (api) => api.domains.create(acme, { ...newDomain, redirect_to: strangerId }),
  (api) => api.domains.createBulk(acme, [{ name: "acme.com" }]),
  (api) => api.domains.createBulk(acme, [{ name: "m.acme.com", redirect_to: "nowhere.com" }]),
  (api) => api.domains.createBulk(installIds.pending, [{ name: "pending.com" }]),
  (api) => api.domains.update(acme, domainIds.wildcard, { primary: true }),
  (api) => api.domains.update(acme, domainIds.apex, { redirect_to: domainIds.apex }),
  (api) => api.domains.update(acme, domainIds.apex, { redirect_to: domainIds.secured }),

  (api) => api.domains.delete(acme, domainIds.builtIn),
  (api) => api.domains.delete(installIds.stray, primary),
  (api) => api.domains.verify(installIds.stray, unverified),

  (api) => api.backups.create(acme, { ...newBackup, description: "" }),
  (api) => api.backups.create(acme, { ...newBackup, notification_emails: [] }),

  (api) => api.sshKeys.create({ public_key: publicKey }),
  (api) => api.sshKeys.create({ public_key: "no key" }),
];
