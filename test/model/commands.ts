import * as fc from "fast-check";
import { type ActName, actNames, type FaultKind } from "../../simulator";
import { behavioursUpTo, type Drawn } from "./behaviours";
import { type Plan, plans } from "./plans";

export type Change =
  "site" | "account" | "redirect" | "primary" | "secure" | "roles" | "person" | "environment" | "stray" | "order";
export type Deletion = "site" | "production" | "staging" | "apex" | "www" | "user" | "key";

/** What somebody does at one request of a run. */
export interface Deed {
  act: ActName;
  /** At which request, the first being 1. */
  nth: number;
  moment: "before" | "after";
}

/** How the world is during one run. */
export interface Circumstances {
  fault: FaultKind | "none";
  /** How bad the world is, beside what holds for the whole sequence. */
  weather: Drawn[];
  deed?: Deed | undefined;
}

export type Run =
  | ({ do: "up"; plan: Plan; adopt: boolean; refresh: boolean } & Circumstances)
  | ({ do: "refresh" } & Circumstances)
  | ({ do: "destroy" } & Circumstances)
  /** The state loses a resource, as if the engine was killed before it saved the resource. The next `up` adopts it. */
  | ({ do: "adopt"; index: number } & Circumstances);

export type Command =
  | Run
  | { do: "change"; what: Change }
  | { do: "delete"; what: Deletion }
  /** Somebody acts between two runs, on whatever is drawn. */
  | { do: "deed"; act: ActName };

export const isRun = (command: Command): command is Run => "fault" in command;

export const faultKinds: (FaultKind | "none")[] = [
  "none",
  "429",
  "429-retry-after",
  "503",
  "500",
  "500-after",
  "cut-before",
  "cut-after",
  "slow",
  "stuck-pending",
  "moving-list",
];

const deeds: fc.Arbitrary<Deed> = fc.record({
  act: fc.constantFrom(...actNames),
  nth: fc.integer({ min: 1, max: 8 }),
  moment: fc.constantFrom("before", "after"),
});

const circumstances = {
  // A third of the runs meet no fault, so that behaviours show by themselves.
  fault: fc.oneof(
    { weight: 1, arbitrary: fc.constant("none" as const) },
    { weight: 2, arbitrary: fc.constantFrom(...faultKinds) },
  ),
  weather: behavioursUpTo(2),
  deed: fc.option(deeds, { nil: undefined, freq: 2 }),
};

const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("up" as const),
      plan: plans,
      adopt: fc.boolean(),
      refresh: fc.boolean(),
      ...circumstances,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("refresh" as const), ...circumstances }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("destroy" as const), ...circumstances }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("change" as const),
      what: fc.constantFrom<Change[]>(
        "site",
        "account",
        "redirect",
        "primary",
        "secure",
        "roles",
        "person",
        "environment",
        "stray",
        "order",
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("delete" as const),
      what: fc.constantFrom<Deletion[]>("site", "production", "staging", "apex", "www", "user", "key"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("deed" as const), act: fc.constantFrom(...actNames) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("adopt" as const), index: fc.nat(9), ...circumstances }) },
);

/** At least 15 commands, and a program to end with. */
export interface Sequence {
  commands: Command[];
  last: Plan;
  /** How bad the world is as long as the commands last. */
  climate: Drawn[];
  /** Whether somebody else works in the same account meanwhile. */
  inCompany: boolean;
  faultSeed: number;
}

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  commands: fc.array(commands, { minLength: 15, maxLength: 18 }),
  last: plans,
  climate: behavioursUpTo(1),
  inCompany: process.env.MODEL_ALONE === undefined ? fc.boolean() : fc.constant(false),
  faultSeed: fc.nat(),
});
