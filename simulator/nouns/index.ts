import { type Noun } from "../http/route";
import { accountNoun } from "./account";
import { accountUserNoun } from "./account-user";
import { backupNoun } from "./backup";
import { cacheNoun } from "./cache";
import { domainNoun } from "./domain";
import { domainCheckNoun } from "./domain-check";
import { domainVerificationNoun } from "./domain-verification";
import { installNoun } from "./install";
import { personNoun } from "./person";
import { siteNoun } from "./site";
import { sshKeyNoun } from "./ssh-key";
import { sslCertificateNoun } from "./ssl-certificate";
import { statusNoun } from "./status";
import { userNoun } from "./user";

export type { AccountRecord } from "./account";
export type { AccountUserRecord } from "./account-user";
export type { BackupRecord } from "./backup";
export type { DomainCheckRecord } from "./domain-check";
export type { DomainRecord } from "./domain-records";
export type { Environment, InstallRecord } from "./install";
export type { SiteRecord } from "./site";
export type { SshKeyRecord } from "./ssh-key";
export type { SslCertificateRecord } from "./ssl-certificate";

export const nouns: Noun[] = [
  statusNoun,
  userNoun,
  personNoun,
  accountNoun,
  accountUserNoun,
  siteNoun,
  installNoun,
  // The path of a check's report comes before the paths of a domain, which would match it too.
  domainCheckNoun,
  domainNoun,
  domainVerificationNoun,
  backupNoun,
  cacheNoun,
  sshKeyNoun,
  sslCertificateNoun,
];

export const routes = nouns.flatMap((noun) => noun.routes);
