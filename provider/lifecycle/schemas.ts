import { z } from "zod";
import { type Schema } from "./definition";
import { keptIn } from "./kept";

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
  keptIn(
    keptIn(made, schema, () => new Map<string, unknown>()),
    name,
    make,
  );
