export { type Account, Accounts } from "./accounts";
export { type AccountUser, type AccountUserChange, AccountUsers, type NewAccountUser } from "./account-users";
export { type Backup, Backups, type NewBackup } from "./backups";
export { Cache, type CacheType } from "./cache";
export { defaultBaseUrl, WpEngineApi, type WpEngineApiOptions } from "./client";
export { type Clock, systemClock } from "./http/clock";
export { type Credentials } from "./http/credentials";
export {
  type Domain,
  type DomainChange,
  type DomainCheck,
  type DomainStatus,
  Domains,
  type NewBulkDomain,
  type NewDomain,
  noRedirect,
  redirectTargetOf,
} from "./domains";
export { Endpoints } from "./endpoints";
export {
  ApiAnswerError,
  type FieldError,
  isDenied,
  isMissingOperation,
  isNotFound,
  isOutOfSight,
  isProvenDenied,
  isProvenNotFound,
  isRefusedValue,
  isServerError,
  isStrangers,
  isStrangersRefusal,
  mayHaveBeenHandled,
  NoAnswerError,
  OutOfTimeError,
  saysTaken,
  type Stranger,
  UnexpectedAnswerError,
  unlessNotFound,
  UnsteadyListError,
  WpEngineApiError,
} from "./http/errors";
export { type Install, type InstallChange, Installs, type NewInstall } from "./installs";
export { waitBefore } from "./http/retries";
export { entriesOf, type Listing, type Page, PagedList, pagesIn } from "./http/pages";
export { type NewSite, type Site, Sites } from "./sites";
export { type NewSshKey, type SshKey, SshKeys } from "./ssh-keys";
export { type SslCertificate, SslCertificates } from "./ssl-certificates";
export { type ApiStatus, Status } from "./status";
export { isLoopback } from "./http/proxy";
export { CurrentUser, type User } from "./user";
