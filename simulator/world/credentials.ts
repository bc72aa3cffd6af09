/** A person, as the API knows the one who asks. */
export interface UserRecord {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
}

/** Who may send requests, and which accounts they see: undefined for all. */
export interface CredentialsRecord {
  username: string;
  password: string;
  user: UserRecord;
  accountIds?: string[];
}
