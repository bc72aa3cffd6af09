export { AccountUser, type AccountUserArgs, type AccountUserRoles } from "./account-user";
export {
  type Account,
  getAccount,
  type GetAccountArgs,
  getAccountOutput,
  type GetAccountOutputArgs,
  getAccounts,
  getAccountsOutput,
  type GetAccountsResult,
} from "./accounts";
export { Domain, type DomainArgs } from "./domain";
export { type Environment, Install, type InstallArgs, type InstallReference } from "./install";
export { type ConnectionOptions } from "./base/functions";
export { type AdoptArgs, WpEngineResource } from "./base/resource";
export { Site, type SiteArgs } from "./site";
export { SshKey, type SshKeyArgs } from "./ssh-key";
