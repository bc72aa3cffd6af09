import { z } from "zod";
import { type Schema } from "../values";

/** An input of a resource, with all that is particular about it. */
export interface Input<Type extends z.ZodType = z.ZodType> extends Facets {
  readonly schema: Type;
}

interface Facets {
  /** What the input is, with its limits and its default. For users. */
  readonly description: string;
  /** What the output of the same name is, if that differs from the input. */
  readonly output?: string;
  /** Every answer has it, though a program may leave it out. */
  readonly isAlwaysThere?: true;
  /** The words that the input takes, as a type of the SDK. */
  readonly words?: Words;
  /** The program may give a resource in the place of its id. */
  readonly reference?: Reference;
  /** A role: of all resources that belong to one owner, only one may have `true`. */
  readonly isRole?: true;
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
  /** Brings a value into a common form: two values mean the same if it is equal. The form that came first stays. */
  readonly sameAs?: (value: never) => unknown;
  /** Brings a declared value, and what the API made of it, into one form: they agree if it is equal. */
  readonly rewritten?: (value: never) => unknown;
}

/** Words that an input takes, under a name of their own. */
export interface Words {
  readonly type: string;
  readonly description: string;
  readonly of: readonly string[];
  /** The API takes the words in other orders and spacings too. */
  readonly isOpen?: true;
}

/** A resource that a program may give in the place of its id. */
export interface Reference {
  /** The name of its class. */
  readonly to: string;
  /** The resource belongs to it, so the class hands on what the program says of the owner's protection. */
  readonly isOwner?: true;
  /** The argument that takes the resource, beside the one that takes the id. Default: one argument takes both. */
  readonly argument?: {
    readonly name: string;
    /** How a program calls such a resource. */
    readonly example: string;
    readonly description: string;
    /** Other inputs that it gives, each by one of its outputs: a domain gives the id of its install. */
    readonly gives?: Readonly<Record<string, string>>;
  };
}

export const input = <Type extends z.ZodType>(schema: Type, facets: Facets): Input<Type> => ({ schema, ...facets });

/** An input that no answer of the API holds. */
export interface Unanswered {
  readonly isUnanswered: true;
}

export const unanswered = <Type extends z.ZodType>(one: Input<Type>): Input<Type> & Unanswered => ({
  ...one,
  isUnanswered: true,
});

/** An output that is not an input. */
export interface Output {
  readonly schema: z.ZodType;
  readonly description: string;
  /** Every answer has it. Default: the API may leave it out. */
  readonly isAlwaysThere?: true;
  /**
   * The input that it repeats, or a part of it: if the input is secret, the output is too. `domain.name` is the output
   * `name` of the resource that the argument `domain` takes.
   */
  readonly repeats?: string;
  /** The API stops saying it one day. The output then keeps what the API said last. */
  readonly staysKnown?: true;
}

export const output = (
  schema: z.ZodType,
  description: string,
  facets: Pick<Output, "isAlwaysThere" | "repeats" | "staysKnown"> = {},
): Output => ({ schema, description, ...facets });

/** Something that tells the provider how to act, and that the API never gets. */
export interface Control {
  readonly schema: z.ZodType;
  readonly description: string;
  /** The program must know the value when it declares the resource. */
  readonly isPlain?: true;
  /** The class sets it, and not the program, so no error lists it among the inputs. */
  readonly isHandedOn?: true;
}

export const control = (
  schema: z.ZodType,
  description: string,
  facets: Pick<Control, "isPlain" | "isHandedOn"> = {},
): Control => ({ schema, description, ...facets });

/** What the lifecycle knows of the inputs: for each facet, the names of the inputs that have it. */
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

type Schemas = Readonly<Record<string, { readonly schema: z.ZodType }>>;

/** The schemas of fields, by the names of the fields. */
export const schemasOf = (fields: Schemas): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]));

/** The values that the schemas of fields make. */
export type ValuesOf<Fields extends Schemas> = z.infer<z.ZodObject<{ [Name in keyof Fields]: Fields[Name]["schema"] }>>;
