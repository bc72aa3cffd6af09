/** The person to whom credentials belong. */
export interface UserRecord {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
}

/** Credentials with which a client may send requests. */
export interface CredentialsRecord {
  username: string;
  password: string;
  user: UserRecord;
  /** The accounts that the credentials see. Default: all. */
  accountIds?: string[];
}
