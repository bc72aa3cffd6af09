import { z } from "zod";
import { type Schema } from "./definition";

// zod compiles a schema at its first use, which costs more than many uses: so none is made twice.
const made = new WeakMap<Schema, Map<string, z.ZodObject>>();

/** Inputs and controls, less those whose values are not known yet. */
export function schemaWithout(schema: Schema, unknown: string[]): z.ZodObject {
  const fields = Object.entries({ ...schema.inputs.shape, ...schema.controls.shape });
  const known = fields.filter(([name]) => !unknown.includes(name));
  const names = known.map(([name]) => name).join();
  return once(schema, names, () => z.strictObject(Object.fromEntries(known)));
}

/** Inputs of which any may be missing. */
export const partialInputs = (schema: Schema): z.ZodObject => once(schema, "partial", () => schema.inputs.partial());

function once(schema: Schema, name: string, make: () => z.ZodObject): z.ZodObject {
  const schemas = made.get(schema) ?? new Map<string, z.ZodObject>();
  made.set(schema, schemas);
  const found = schemas.get(name) ?? make();
  schemas.set(name, found);
  return found;
}
