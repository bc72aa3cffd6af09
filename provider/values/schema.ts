import { z } from "zod";
import { getOrInsert } from "./get-or-insert";

/** The values of a resource, from the API or from the program, by the name of the input or output. */
export type Values = Readonly<Record<string, unknown>>;

/** The form of a resource's inputs, and when two values of an input mean the same. */
export interface Schema {
  /** The inputs that the user declares, with their limits. Parsing brings an input into its one normal form. */
  inputs: z.ZodObject;
  /** Inputs that tell the provider how to act and are never sent to the API. */
  controls: z.ZodObject;
  /**
   * Functions that bring a value into a common form: two values mean the same if their common forms are equal. The form
   * that came first stays.
   */
  sameAs?: Readonly<Record<string, (value: never) => unknown>>;
  /** Functions that bring a declared value, and what the API made of it, into one form: they agree if it is equal. */
  rewritten?: Readonly<Record<string, (value: never) => unknown>>;
}

// zod compiles a schema at its first use, and that costs more than many uses. So this module builds no schema twice.
const built = new WeakMap<Schema, Map<string, unknown>>();

/** Inputs and controls, without those whose values are not known yet. */
export const schemaWithout = (schema: Schema, unknown: string[]): z.ZodObject =>
  once(schema, `without ${unknown.join()}`, () => {
    const fields = Object.entries({ ...schema.inputs.shape, ...schema.controls.shape });
    return z.strictObject(Object.fromEntries(fields.filter(([name]) => !unknown.includes(name))));
  });

/** The inputs, each of them optional. */
export const partialInputs = (schema: Schema): z.ZodObject => once(schema, "partial", () => schema.inputs.partial());

const once = (schema: Schema, name: string, build: () => z.ZodObject): z.ZodObject =>
  getOrInsert(
    getOrInsert(built, schema, () => new Map<string, unknown>()),
    name,
    build,
  );
