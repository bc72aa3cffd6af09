/** What the simulator knows, in its own words: the names of fields are camelCase, and no answer's shape plays a part. */

export type Environment = "production" | "staging" | "development";

export interface AccountRecord {
  id: string;
  name: string;
}

export interface UserRecord {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
}

/** Who may request, and which accounts they see: undefined for all. */
export interface CredentialsRecord {
  username: string;
  password: string;
  user: UserRecord;
  accountIds?: string[];
}

export interface SiteRecord {
  id: string;
  accountId: string;
  name: string;
  groupName: string;
  tags: string[];
  createdAt: string;
}

export interface InstallRecord {
  id: string;
  accountId: string;
  siteId: string | null;
  name: string;
  environment: Environment | null;
  phpVersion: string;
  status: "pending" | "active";
  /** When a pending install becomes active: milliseconds since 1970, or Infinity. */
  activeAt: number;
  /** When a deleted install is gone; undefined as long as it was not deleted. */
  goneAt?: number;
  createdAt: string;
}

export interface DomainRecord {
  id: string;
  installId: string;
  name: string;
  primary: boolean;
  /** The id of the domain that it redirects to. */
  redirectTo: string | null;
  secureAllUrls: boolean;
  /** Whether it is the `<name>.wpengine.com` that the install came with. */
  builtIn: boolean;
}

export interface AccountUserRecord {
  userId: string;
  accountId: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  /** As they are written: `partial,billing`. */
  roles: string;
  installIds: string[];
  inviteAccepted: boolean;
  mfaEnabled: boolean;
}

export interface SshKeyRecord {
  uuid: string;
  userId: string;
  fingerprint: string;
  comment: string;
  createdAt: string;
}

export interface BackupRecord {
  id: string;
  installId: string;
  description: string;
  requestedAt: number;
}

/** A check of a domain that is under way, or done. */
export interface DomainCheckRecord {
  reportId: string;
  installId: string;
  domainId: string;
  requestedAt: number;
}
