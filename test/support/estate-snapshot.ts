import { type Estate } from "../../simulator";

/** What a simulator's `snapshot` gives. */
export type Snapshot = Record<
  "accounts" | "sites" | "installs" | "domains" | "sshKeys" | "accountUsers",
  Record<string, string>[]
>;

/** Makes a simulated world what it was when the snapshot was taken. */
export function restore(estate: Estate, snapshot: Snapshot): void {
  for (const [name, records] of Object.entries(structuredClone(snapshot))) {
    const collection = estate[name as keyof Snapshot] as Map<string, unknown>;
    collection.clear();
    for (const one of records) collection.set(keyOf(name, one), one);
  }
}

const keyOf = (collection: string, one: Record<string, string>): string =>
  collection === "accountUsers" ? `${one.accountId!} ${one.userId!}` : (one.id ?? one.uuid!);
