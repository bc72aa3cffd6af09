import { type Estate } from "../../simulator";

/** The form of what a simulator's `snapshot` returns. */
export type Snapshot = Record<
  "accounts" | "sites" | "installs" | "domains" | "sshKeys" | "accountUsers",
  Record<string, string>[]
>;

/** Puts a simulated estate back into the state that the snapshot holds. */
export function restore(estate: Estate, snapshot: Snapshot): void {
  for (const [name, records] of Object.entries(structuredClone(snapshot))) {
    const things = estate[name as keyof Snapshot] as Map<string, unknown>;
    things.clear();
    for (const one of records) things.set(keyOf(name, one), one);
  }
}

const keyOf = (name: string, one: Record<string, string>): string =>
  name === "accountUsers" ? `${one.accountId!} ${one.userId!}` : (one.id ?? one.uuid!);
