import { agencyId, type TestWorld } from "../world";

export type Inputs = Record<string, unknown>;
export type Verb = "create" | "read" | "update" | "delete";

export const accountId = agencyId;
export const otherAccountId = "a0000000-0000-4000-8000-000000000002";
/** The user whose credentials a simulator begins with. */
export const credentialsUserId = "b0000000-0000-4000-8000-000000000001";

/** A noun's test data: all that the tests which hold for every noun need to know of it. */
export interface Noun {
  type: string;
  /** Adds to the world what one needs, and returns the inputs that declare one. */
  declare: (world: TestWorld) => Inputs;
  /** Inputs that an update changes. Absent where every change replaces the resource. */
  change?: Inputs;
  /** The simulator's record of the one that `declare` declares. */
  record: (world: TestWorld) => object;
  /** Somebody makes outside what these inputs declare. Returns its id. */
  makeOutside: (world: TestWorld, inputs: Inputs) => string;
  /** The ids of all that exist, without those that the world began with. */
  ids: (world: TestWorld) => string[];
  /** These inputs under another natural key. */
  another: (world: TestWorld, inputs: Inputs) => Inputs;
  /** What each input does when it becomes unknown, as it does when its parent is being replaced. */
  whenUnknown: Record<string, "replaces" | "is updated">;
  errors: InErrors;
}

/** A noun, as the tests of error texts know it. */
export interface InErrors {
  /** The name that an error gives the resource that `declare` declares. */
  called: string;
  /** The API's operation for each verb. */
  routes: Partial<Record<Verb, string>>;
  /**
   * The statuses that the API lists for the look before a creation (at a list) and before a deletion (at the object).
   * For a deletion none, if nothing looks before it: the definition has no `delete.refuse`, and its `send` reads nothing.
   */
  looks: Record<"create" | "delete", number[]>;
  /** Declares one in the place of the noun's own `declare`. */
  declare?: Noun["declare"];
  /** Changes inputs in the place of the noun's own `change`. */
  change?: Inputs;
}

/** The operations of a noun that has a list, and a path for each object in it. */
export const verbsAt = (list: string, item: string): Record<Verb, string> => ({
  create: `POST ${list}`,
  read: `GET ${item}`,
  update: `PATCH ${item}`,
  delete: `DELETE ${item}`,
});
