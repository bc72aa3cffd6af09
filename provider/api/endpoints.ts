import { AccountUsers } from "./account-users";
import { Accounts } from "./accounts";
import { type Api } from "./api";
import { Backups } from "./backups";
import { Cache } from "./cache";
import { Domains } from "./domains";
import { Installs } from "./installs";
import { Sites } from "./sites";
import { SshKeys } from "./ssh-keys";
import { SslCertificates } from "./ssl-certificates";
import { Status } from "./status";
import { CurrentUser } from "./user";

/** Every operation of the Customer API, by endpoint group. */
export class Endpoints {
  readonly accounts: Accounts;
  readonly accountUsers: AccountUsers;
  readonly sites: Sites;
  readonly installs: Installs;
  readonly domains: Domains;
  readonly backups: Backups;
  readonly cache: Cache;
  readonly sshKeys: SshKeys;
  readonly sslCertificates: SslCertificates;
  readonly user: CurrentUser;
  readonly status: Status;

  constructor(api: Api) {
    this.accounts = new Accounts(api);
    this.accountUsers = new AccountUsers(api);
    this.sites = new Sites(api);
    this.installs = new Installs(api);
    this.domains = new Domains(api);
    this.backups = new Backups(api);
    this.cache = new Cache(api);
    this.sshKeys = new SshKeys(api);
    this.sslCertificates = new SslCertificates(api);
    this.user = new CurrentUser(api);
    this.status = new Status(api);
  }
}
