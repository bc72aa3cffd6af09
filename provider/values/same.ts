import { type z } from "zod";
import { type Schema } from "./schema";
import { holdsUnknown } from "./unknown";

/** Whether two values of an input mean the same, whatever their forms. Unknown values are never the same. */
export function isSame(
  schema: Pick<Schema, "inputs" | "sameAs">,
  input: string,
  one: unknown,
  other: unknown,
): boolean {
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  if (holdsUnknown(one) || holdsUnknown(other)) return false;
  return one === other || meaningOf(schema, input, one) === meaningOf(schema, input, other);
}

/** The meaning of a value: one text for all forms that mean the same. */
export function meaningOf(
  { inputs, sameAs }: Pick<Schema, "inputs" | "sameAs">,
  input: string,
  value: unknown,
): string {
  if (isNothing(value)) return "";
  const parsed = (inputs.shape[input] as z.ZodType | undefined)?.safeParse(value);
  const normal = parsed?.success === true ? parsed.data : value;
  const form = sameAs?.[input] as ((value: unknown) => unknown) | undefined;
  return JSON.stringify(form === undefined ? normal : form(normal));
}

const isNothing = (value: unknown): boolean => value === undefined || value === null;
