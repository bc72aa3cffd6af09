import { createHash, randomUUID } from "node:crypto";
import { notFound } from "../http/errors";
import {
  type AccountRecord,
  type AccountUserRecord,
  type BackupRecord,
  type CredentialsRecord,
  type DomainCheckRecord,
  type DomainRecord,
  type InstallRecord,
  type SiteRecord,
  type SshKeyRecord,
} from "../nouns/records";

/**
 * Everything that exists in the simulated world. A test changes it to play the part of somebody at work in the User Portal:
 * what the finders return is the record itself.
 *
 * @example
 * simulator.estate.domain("www.acme.com").redirectTo = null;
 * simulator.estate.removeInstall(simulator.estate.install("acme").id);
 */
export class Estate {
  readonly accounts = new Map<string, AccountRecord>();
  readonly sites = new Map<string, SiteRecord>();
  readonly installs = new Map<string, InstallRecord>();
  readonly domains = new Map<string, DomainRecord>();
  readonly accountUsers = new Map<string, AccountUserRecord>();
  readonly sshKeys = new Map<string, SshKeyRecord>();
  readonly backups = new Map<string, BackupRecord>();
  readonly domainChecks = new Map<string, DomainCheckRecord>();
  readonly credentials: CredentialsRecord[] = [];
  /** Accounts that no credentials see, as if access had been withdrawn. */
  readonly hiddenAccounts = new Set<string>();
  /** What GET /swagger answers. */
  swagger: Record<string, unknown> = {
    swagger: "2.0",
    info: { title: "Simulated Customer API", version: "simulated" },
    paths: {},
  };
  /** Turns the entries of a list into the order in which the API answers. */
  listOrder: <Entry>(entries: Entry[]) => Entry[] = (entries) => entries;
  /** Whether every answer has fields that nobody knows. */
  unknownFields = false;

  addAccount(account: { id?: string; name: string }): AccountRecord {
    const record = { id: randomUUID(), ...account };
    this.accounts.set(record.id, record);
    return record;
  }

  addCredentials(credentials: CredentialsRecord): void {
    this.credentials.push(credentials);
  }

  addSite(site: Pick<SiteRecord, "accountId" | "name"> & Partial<SiteRecord>): SiteRecord {
    const record = { id: randomUUID(), groupName: "", tags: [], createdAt: new Date().toISOString(), ...site };
    this.sites.set(record.id, record);
    return record;
  }

  /** An install, active unless said otherwise, with the domain that every install comes with. */
  addInstall(install: Pick<InstallRecord, "accountId" | "name"> & Partial<InstallRecord>): InstallRecord {
    const record: InstallRecord = {
      id: randomUUID(),
      siteId: null,
      environment: null,
      phpVersion: "8.2",
      status: "active",
      activeAt: 0,
      createdAt: new Date().toISOString(),
      ...install,
    };
    this.installs.set(record.id, record);
    this.addDomain({ installId: record.id, name: `${record.name}.wpengine.com`, primary: true, builtIn: true });
    return record;
  }

  addDomain(domain: Pick<DomainRecord, "installId" | "name"> & Partial<DomainRecord>): DomainRecord {
    const record = {
      id: randomUUID(),
      primary: false,
      redirectTo: null,
      secureAllUrls: false,
      builtIn: false,
      ...domain,
    };
    this.domains.set(record.id, record);
    if (record.primary) this.makePrimary(record);
    return record;
  }

  addAccountUser(
    user: Pick<AccountUserRecord, "accountId" | "firstName" | "lastName" | "email" | "roles"> &
      Partial<AccountUserRecord>,
  ): AccountUserRecord {
    const record = {
      userId: randomUUID(),
      phone: null,
      installIds: [],
      inviteAccepted: false,
      mfaEnabled: false,
      ...user,
    };
    this.accountUsers.set(`${record.accountId} ${record.userId}`, record);
    return record;
  }

  /** Adds a public key; its blob is not kept, as the API never gives it back. */
  addSshKey({ userId, publicKey }: { userId: string; publicKey: string }): SshKeyRecord {
    const [, blob = "", ...comment] = publicKey.trim().split(/ +/);
    const record = {
      uuid: randomUUID(),
      userId,
      fingerprint: createHash("md5")
        .update(Buffer.from(blob, "base64"))
        .digest("hex")
        .replace(/(..)(?!$)/g, "$1:"),
      comment: comment.join(" "),
      createdAt: new Date().toISOString(),
    };
    this.sshKeys.set(record.uuid, record);
    return record;
  }

  site(name: string): SiteRecord {
    return found(
      [...this.sites.values()].find((one) => one.name === name),
      `the site "${name}"`,
    );
  }

  install(name: string): InstallRecord {
    return found(
      [...this.installs.values()].find((one) => one.name === name),
      `the install "${name}"`,
    );
  }

  domain(name: string): DomainRecord {
    return found(
      [...this.domains.values()].find((one) => one.name === name),
      `the domain "${name}"`,
    );
  }

  accountUser(email: string): AccountUserRecord {
    const wanted = email.toLowerCase();
    return found(
      [...this.accountUsers.values()].find((one) => one.email.toLowerCase() === wanted),
      `the user "${email}"`,
    );
  }

  domainsOf(installId: string): DomainRecord[] {
    return [...this.domains.values()].filter((one) => one.installId === installId);
  }

  installsOf(siteId: string): InstallRecord[] {
    return [...this.installs.values()].filter((one) => one.siteId === siteId);
  }

  /** Makes a domain its install's primary one; the one that was is no longer. */
  makePrimary(domain: DomainRecord): void {
    for (const other of this.domainsOf(domain.installId)) other.primary = other === domain;
  }

  /** Removes a site with all its installs. */
  removeSite(id: string): void {
    for (const install of this.installsOf(id)) this.removeInstall(install.id);
    this.sites.delete(id);
  }

  removeInstall(id: string): void {
    for (const domain of this.domainsOf(id)) this.domains.delete(domain.id);
    for (const user of this.accountUsers.values()) user.installIds = user.installIds.filter((one) => one !== id);
    this.installs.delete(id);
  }

  /** Removes a domain, and the redirects of others to it. */
  removeDomain(id: string): void {
    const removed = this.domains.get(id);
    for (const other of this.domains.values()) if (other.redirectTo === id) other.redirectTo = null;
    this.domains.delete(id);
    const builtIn = this.domainsOf(removed?.installId ?? "").find((domain) => domain.builtIn);
    if (removed?.primary === true && builtIn !== undefined) this.makePrimary(builtIn);
  }

  removeAccountUser({ accountId, userId }: Pick<AccountUserRecord, "accountId" | "userId">): void {
    this.accountUsers.delete(`${accountId} ${userId}`);
  }

  removeSshKey(uuid: string): void {
    this.sshKeys.delete(uuid);
  }

  /** What time has done since the last look: pending installs become active, deleted ones go. */
  catchUp(now = Date.now()): void {
    for (const install of this.installs.values()) {
      if (install.status === "pending" && install.activeAt <= now) install.status = "active";
      if (install.goneAt !== undefined && install.goneAt <= now) this.removeInstall(install.id);
    }
  }

  /** Everything that exists now, as plain JSON, for comparing. */
  snapshot(): Record<string, unknown[]> {
    this.catchUp();
    const { accounts, sites, installs, domains, accountUsers, sshKeys } = this;
    const collections = Object.entries({ accounts, sites, installs, domains, accountUsers, sshKeys });
    const copy = Object.fromEntries(collections.map(([name, records]) => [name, [...records.values()]]));
    return JSON.parse(JSON.stringify(copy)) as Record<string, unknown[]>;
  }
}

function found<Record>(record: Record | undefined, what: string): Record {
  if (record === undefined) throw notFound(what);
  return record;
}
