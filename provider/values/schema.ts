import { z } from "zod";
import { getOrInsert } from "./get-or-insert";

/** What the API, or the user, says of a resource: values by the name of the input or output. */
export type Values = Readonly<Record<string, unknown>>;

/** How a resource's inputs are written, and when two values of one mean the same. */
export interface Schema {
  /** What the user declares, with its limits. A schema's answer is the input's one normal form. */
  inputs: z.ZodObject;
  /** Inputs that tell the provider how to act and are never sent to the API. */
  controls: z.ZodObject;
  /** Forms that mean the same: two values are equal if these are. The form first given stays. */
  sameAs?: Readonly<Record<string, (value: never) => unknown>>;
}

// zod compiles a schema at its first use, which costs more than many uses: so none is made twice.
const made = new WeakMap<Schema, Map<string, unknown>>();

/** Inputs and controls, less those whose values are not known yet. */
export const schemaWithout = (schema: Schema, unknown: string[]): z.ZodObject =>
  once(schema, `without ${unknown.join()}`, () => {
    const fields = Object.entries({ ...schema.inputs.shape, ...schema.controls.shape });
    return z.strictObject(Object.fromEntries(fields.filter(([name]) => !unknown.includes(name))));
  });

/** Inputs of which any may be missing. */
export const partialInputs = (schema: Schema): z.ZodObject => once(schema, "partial", () => schema.inputs.partial());

const once = (schema: Schema, name: string, make: () => z.ZodObject): z.ZodObject =>
  getOrInsert(
    getOrInsert(made, schema, () => new Map<string, unknown>()),
    name,
    make,
  );
