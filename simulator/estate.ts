import {
  type AccountRecord,
  type AccountUserRecord,
  type DomainRecord,
  type InstallRecord,
  nouns,
  type SiteRecord,
  type SshKeyRecord,
} from "./nouns";
import { Accounts } from "./nouns/account";
import { AccountUsers } from "./nouns/account-user";
import { Backups } from "./nouns/backup";
import { DomainChecks } from "./nouns/domain-check";
import { Domains } from "./nouns/domain-records";
import { Installs } from "./nouns/install";
import { People } from "./nouns/person";
import { Sites } from "./nouns/site";
import { SshKeys } from "./nouns/ssh-key";
import { SslCertificates } from "./nouns/ssl-certificate";
import { type CredentialsRecord, type UserRecord } from "./world/credentials";
import { type Part, type PartClass, World } from "./world/world";

/**
 * All records of the simulated world, gathered from the nouns. A test changes them to play the part of somebody at work
 * in the User Portal: a finder returns the record itself.
 *
 * @example
 * simulator.estate.domain("www.acme.com").redirectTo = null;
 * simulator.estate.removeInstall(simulator.estate.install("acme").id);
 */
export class Estate {
  readonly #world: World;

  constructor(world = new World()) {
    this.#world = world;
    // All nouns need their records before the first change, because a change of one noun may change the records of
    // another.
    for (const { records } of nouns) if (records !== undefined) world.of(records);
  }

  get accounts(): Accounts {
    return this.#now(Accounts);
  }

  get sites(): Sites {
    return this.#now(Sites);
  }

  get installs(): Installs {
    return this.#now(Installs);
  }

  get domains(): Domains {
    return this.#now(Domains);
  }

  get people(): People {
    return this.#now(People);
  }

  get accountUsers(): AccountUsers {
    return this.#now(AccountUsers);
  }

  get sshKeys(): SshKeys {
    return this.#now(SshKeys);
  }

  get backups(): Backups {
    return this.#now(Backups);
  }

  get sslCertificates(): SslCertificates {
    return this.#now(SslCertificates);
  }

  get domainChecks(): DomainChecks {
    return this.#now(DomainChecks);
  }

  get credentials(): CredentialsRecord[] {
    return this.#world.credentials;
  }

  /** No credentials see these accounts, as if somebody had withdrawn the access. */
  get hiddenAccounts(): Set<string> {
    return this.#world.hiddenAccounts;
  }

  /** The answer to GET /swagger. */
  get swagger(): Record<string, unknown> {
    return this.#world.swagger;
  }

  set swagger(swagger) {
    this.#world.swagger = swagger;
  }

  /** Turns the entries of a list into the order in which the API answers. */
  get listOrder(): World["listOrder"] {
    return this.#world.listOrder;
  }

  set listOrder(order) {
    this.#world.listOrder = order;
  }

  /** Turns an answer into the form in which the API gives it. */
  get reword(): World["reword"] {
    return this.#world.reword;
  }

  set reword(reword) {
    this.#world.reword = reword;
  }

  /** Whether every answer has unknown fields. */
  get unknownFields(): boolean {
    return this.#world.unknownFields;
  }

  set unknownFields(wanted) {
    this.#world.unknownFields = wanted;
  }

  addCredentials(credentials: CredentialsRecord): void {
    this.credentials.push(credentials);
  }

  addAccount(account: Parameters<Accounts["add"]>[0]): AccountRecord {
    return this.accounts.add(account);
  }

  addSite(site: Parameters<Sites["add"]>[0]): SiteRecord {
    return this.sites.add(site);
  }

  /** Adds an install with its own domain. The install is active by default. */
  addInstall(install: Parameters<Installs["add"]>[0]): InstallRecord {
    return this.installs.add(install);
  }

  addDomain(domain: Parameters<Domains["add"]>[0]): DomainRecord {
    return this.domains.add(domain);
  }

  /** Somebody whom WP Engine knows. An account that invites their address gets this person, names and id. */
  addPerson(person: Parameters<People["add"]>[0]): UserRecord {
    return this.people.add(person);
  }

  /** Adds a user to an account: the person whose address it is, if one is known. */
  addAccountUser(user: Parameters<AccountUsers["add"]>[0]): AccountUserRecord {
    return this.accountUsers.add(user);
  }

  addSshKey(key: Parameters<SshKeys["add"]>[0]): SshKeyRecord {
    return this.sshKeys.add(key);
  }

  site(name: string): SiteRecord {
    return this.sites.theOne(`the site "${name}"`, (one) => one.name === name);
  }

  install(name: string): InstallRecord {
    return this.installs.theOne(`the install "${name}"`, (one) => one.name === name);
  }

  domain(name: string): DomainRecord {
    return this.domains.theOne(`the domain "${name}"`, (one) => one.name === name);
  }

  /** A user of the account, or of the first account that has the person. */
  accountUser(email: string, accountId?: string): AccountUserRecord {
    const [found] = this.accountsOf(email).filter((one) => accountId === undefined || one.accountId === accountId);
    if (found === undefined) throw new Error(`the user "${email}" not found`);
    return found;
  }

  /** One person as a user of each account that they are in. */
  accountsOf(email: string): AccountUserRecord[] {
    return this.accountUsers.of(email);
  }

  domainsOf(installId: string): DomainRecord[] {
    return this.domains.onInstall(installId);
  }

  installsOf(siteId: string): InstallRecord[] {
    return this.installs.onSite(siteId);
  }

  makePrimary(domain: DomainRecord): void {
    this.domains.makePrimary(domain);
  }

  /** Removes a site with all its installs. */
  removeSite(id: string): void {
    this.sites.remove(id);
  }

  removeInstall(id: string): void {
    this.installs.remove(id);
  }

  /** Removes a domain, and ends the redirects of others to it. */
  removeDomain(id: string): void {
    this.domains.remove(id);
  }

  removeAccountUser(user: Pick<AccountUserRecord, "accountId" | "userId">): void {
    this.accountUsers.remove(AccountUsers.key(user));
  }

  removeSshKey(uuid: string): void {
    this.sshKeys.remove(uuid);
  }

  /** Makes the changes that are due by now, such as a pending install that becomes active. */
  catchUp(now = this.#world.clock.now()): void {
    this.#world.catchUp(now);
  }

  /** The records of a noun as they are now, after all changes that are due. */
  #now<Kind extends Part>(kind: PartClass<Kind>): Kind {
    this.catchUp();
    // The caller changes the record at once, so the change is done by then.
    queueMicrotask(() => this.#world.look());
    return this.#world.of(kind);
  }

  /** All records as plain JSON, for comparing. */
  snapshot(): Record<string, unknown[]> {
    const { accounts, sites, installs, domains, accountUsers, sshKeys } = this;
    const all = Object.entries({ accounts, sites, installs, domains, accountUsers, sshKeys });
    const copy = Object.fromEntries(all.map(([name, records]) => [name, [...records.values()]]));
    return JSON.parse(JSON.stringify(copy)) as Record<string, unknown[]>;
  }
}
