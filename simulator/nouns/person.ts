import { type Noun } from "../http/route";
import { Collection } from "../world/collection";
import { type UserRecord } from "../world/credentials";

/** A person whom WP Engine knows, in whatever accounts, or in none. */
export class People extends Collection<UserRecord> {
  add(person: Omit<UserRecord, "id"> & Partial<UserRecord>): UserRecord {
    const record = { id: this.world.newId(), ...person };
    return this.insert(record.id, record);
  }

  /** Who has this address. Addresses are compared without case. */
  withEmail(email: string): UserRecord | undefined {
    const wanted = email.toLowerCase();
    const known = [...this.values(), ...this.world.credentials.map(({ user }) => user)];
    return known.find((one) => one.email.toLowerCase() === wanted);
  }
}

/** The API has no path for a person: they show in accounts, and as the user of credentials. */
export const personNoun: Noun = { records: People, routes: [] };
