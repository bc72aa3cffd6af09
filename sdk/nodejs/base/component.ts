import { types } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { declaredIn, type PlaceInFile, recordTheProgramOnly } from "./source-position";

/**
 * The base of every component. A component records no inputs: the state of what a program imported or moved into a
 * component would lack them, and the next preview would show a change.
 */
export abstract class WpEngineComponent extends pulumi.ComponentResource {
  /** The names that the component had, by its aliases, without those that another component has now. */
  private readonly formerNames: readonly pulumi.Output<string>[];

  protected constructor(type: string, name: string, options: pulumi.ComponentResourceOptions) {
    const undo = recordTheProgramOnly();
    try {
      super(type, name, {}, options);
    } finally {
      undo();
    }
    const names = namesOfThisRun(`${typeOf(options.parent)}$${type}`).add(name);
    // An output calls back later, so `names` has the components too that the program declares after this one. An alias
    // with the component's own name does nothing.
    const unlessTaken = (former: string): string => (names.has(former) ? name : former);
    this.formerNames = formerUrns(this).map((urn) => pulumi.output(urn).apply((one) => unlessTaken(nameIn(one))));
  }

  /**
   * The aliases of a part that is named after the component. `nameOf` gives its name in a component of another name.
   *
   * The engine hands the aliases of a component down in the `up` that moves the component itself, and never again. If that
   * `up` ends early, the state has the new component and, below it, parts under their old names. If another component has
   * the old name by now, the parts under that name belong to that component.
   */
  protected aliasesOfPart(nameOf: (component: string) => string): pulumi.Alias[] {
    return this.formerNames.map((former) => ({ name: former.apply(nameOf) }));
  }
}

// By the run's stack, because one process may run several programs, and by the type with its parent's.
const namesOfRuns = new WeakMap<pulumi.Resource, Map<string, Set<string>>>();

const typeOf = (parent: pulumi.Resource | undefined): string =>
  (parent as { __pulumiType?: string } | undefined)?.__pulumiType ?? "";

/**
 * The names of the components of a type that this run of a program has declared. A test with mocks has no stack, and each
 * component of it counts alone.
 */
function namesOfThisRun(type: string): Set<string> {
  const stack = pulumi.runtime.getStackResource();
  const ofTypes = (stack && namesOfRuns.get(stack)) ?? new Map<string, Set<string>>();
  const names = ofTypes.get(type) ?? new Set();
  if (stack !== undefined) namesOfRuns.set(stack, ofTypes.set(type, names));
  return names;
}

/** The URNs that a resource had, by its own aliases and those of transformations. Pulumi's types leave the field out. */
const formerUrns = (resource: pulumi.Resource): readonly pulumi.Input<pulumi.URN>[] =>
  (resource as unknown as { __aliases?: pulumi.Input<pulumi.URN>[] }).__aliases ?? [];

const nameIn = (urn: pulumi.URN): string => urn.split("::").slice(3).join("::");

/** The type token of a component, which Pulumi keeps in each of them as `__pulumiType`. */
export const tokenOfComponent = (type: string): string => `wpengine:index:${type}`;

/** The alias of a resource that a program declared under this name before, outside of any component. */
export const wasInProgram = (name: string): pulumi.Alias => ({ name, parent: pulumi.rootStackResource });

/** The aliases of what may have had a name in the program. */
export const aliasesOf = (name: string | null | undefined): pulumi.Alias[] =>
  name === undefined || name === null ? [] : [wasInProgram(name)];

/** The names and positions that lead to a part of the arguments. */
export type Path = readonly (string | number)[];

/** A mistake in the arguments of a component. */
export interface Mistake {
  path: Path;
  reason: string;
}

/** Refuses the arguments of a component, and names every mistake. */
export function refuseMistakes(subject: string, mistakes: readonly Mistake[]): void {
  if (mistakes.length === 0) return;
  throw new pulumi.RunError(
    mistakes.map(({ path, reason }) => `${subject}: ${[pathOf(path), reason].filter(Boolean).join(" ")}`).join("\n"),
  );
}

/** `domains.redirects[0].to` */
export const pathOf = (path: Path): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : /^\w+$/.test(part) ? `.${part}` : `["${part}"]`))
    .join("")
    .replace(/^\./, "");

type Maybe<Value> = Value | null | undefined;

/** An object of the arguments. Null means absence. What is no object is a mistake, and then counts as absent. */
export function objectAt<Value extends object>(
  path: Path,
  given: Maybe<Value>,
  mistakes: Mistake[],
  isRequired?: "required",
): Value | undefined {
  if (typeof given === "object" && given !== null && !Array.isArray(given) && !isOutput(given)) return given;
  if (isRequired || !isAbsent(given)) mistakes.push(mustBe(path, "an object", given));
  return undefined;
}

/** The same for a list. */
export function listAt<Item>(
  path: Path,
  given: Maybe<readonly Item[]>,
  mistakes: Mistake[],
  isRequired?: "required",
): readonly Item[] {
  if (Array.isArray(given)) return given as readonly Item[];
  if (isRequired || !isAbsent(given)) mistakes.push(mustBe(path, "a list", given));
  return [];
}

const isAbsent = (given: unknown): boolean => given === undefined || given === null;

/** The mistake of a value of another kind. */
export const mustBe = (path: Path, what: string, given: unknown): Mistake => ({
  path,
  reason: `must be ${what}, not ${kindOf(given)}.${isOutput(given) ? whyPlain : ""}`,
});

const whyPlain = " The parts of the component are named after what you write there.";

function kindOf(given: unknown): string {
  if (isAbsent(given)) return "nothing";
  if (isOutput(given)) return "an output";
  if (typeof given === "string") return "a text";
  return typeof given === "object" ? (Array.isArray(given) ? "a list" : "an object") : `a ${typeof given}`;
}

/** Whether a value comes later. */
export const isOutput = (given: unknown): boolean => pulumi.Output.isInstance(given) || types.isPromise(given);

/** The mistakes of an object that has other members than these. A compiler finds them too, where there is one. */
export function unknownMembers(path: Path, given: object, known: readonly string[]): Mistake[] {
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: [...path, name], reason: `is not known here. Write ${inWords(known)}.` }));
}

/** `a, b or c` */
export const inWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;

/** The place in a file of a part of a component's arguments. */
type PlaceOf = (path: Path) => PlaceInFile;

let placeOf: PlaceOf | undefined;

/** Declares a component whose arguments stand in a file. Its parts then have their own places there. */
export function componentIn<Declared>(file: PlaceOf, declare: () => Declared): Declared {
  const outer = placeOf;
  placeOf = file;
  try {
    return partAt([], declare);
  } finally {
    placeOf = outer;
  }
}

/** Declares what this part of a component's arguments says. */
export const partAt = <Declared>(path: Path, declare: () => Declared): Declared =>
  placeOf === undefined ? declare() : declaredIn(placeOf(path), declare);
