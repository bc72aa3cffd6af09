import { z } from "zod";
import { type Schema } from "../values";

/** An input of a resource, with all that is particular about it. */
export interface Input<Type extends z.ZodType = z.ZodType> extends Facets {
  readonly schema: Type;
}

interface Facets {
  /** Belongs to the natural key: the inputs by which a person recognises the resource without an id. */
  readonly key?: true;
  /** An id is unique within a value of this input, and the same id may stand for another object elsewhere. */
  readonly scopesId?: true;
  /**
   * What a change does. Default: the provider updates the resource. `nothing`: the input counts at creation only. The
   * provider warns of a later change, sends nothing and replaces nothing.
   */
  readonly onChange?: "update" | "replace" | "nothing";
  /** Others may rightly change it outside of Pulumi. Such a change is never drift. */
  readonly ownedOutside?: true;
  /** The provider sends the removal of this input from the program. The removal of any other input sends nothing. */
  readonly removable?: true;
  /** The API takes it in an update only. The provider sends that update after the creation. */
  readonly updateOnly?: true;
  /** No error may repeat the value, because the user may have given a secret by mistake. */
  readonly neverQuoted?: true;
  /** To a common form: two values mean the same if their common forms are equal. The form first given stays. */
  readonly sameAs?: (value: never) => unknown;
  /** To a common form of what was declared and what the API made of it: equal forms agree. */
  readonly rewritten?: (value: never) => unknown;
}

export const input = <Type extends z.ZodType>(schema: Type, facets: Facets = {}): Input<Type> => ({
  schema,
  ...facets,
});

/** Something that tells the provider how to act, and that the API never gets. */
export interface Control {
  readonly schema: z.ZodType;
  /** The class hands it on, and no program gives it: no error offers it. */
  readonly handedOn?: true;
}

export const control = (schema: z.ZodType, facets: Pick<Control, "handedOn"> = {}): Control => ({ schema, ...facets });

/** What the lifecycle knows of the inputs: the names of those with a facet. */
export interface InputFacts extends Required<Pick<Schema, "sameAs" | "rewritten">> {
  readonly naturalKey: readonly string[];
  readonly idWithin: string | undefined;
  readonly replaceOn: readonly string[];
  readonly createOnly: readonly string[];
  readonly ownedOutside: readonly string[];
  readonly removable: readonly string[];
  readonly updateOnly: readonly string[];
  readonly neverQuoted: readonly string[];
}

export function factsOf(inputs: Readonly<Record<string, Input>>): InputFacts {
  const all = Object.entries(inputs);
  const named = (has: (input: Input) => unknown): string[] => all.filter(([, one]) => has(one)).map(([name]) => name);
  const forms = (form: "sameAs" | "rewritten"): InputFacts["sameAs"] =>
    Object.fromEntries(all.flatMap(([name, one]) => (one[form] === undefined ? [] : [[name, one[form]]])));
  return {
    naturalKey: named(({ key }) => key),
    idWithin: named(({ scopesId }) => scopesId)[0],
    replaceOn: named(({ onChange }) => onChange === "replace"),
    createOnly: named(({ onChange }) => onChange === "nothing"),
    ownedOutside: named(({ ownedOutside }) => ownedOutside),
    removable: named(({ removable }) => removable),
    updateOnly: named(({ updateOnly }) => updateOnly),
    neverQuoted: named(({ neverQuoted }) => neverQuoted),
    sameAs: forms("sameAs"),
    rewritten: forms("rewritten"),
  };
}
