import { type z } from "zod";
import { type Schema } from "./schema";
import { holdsUnknown } from "./unknown";

type Meanings = Pick<Schema, "inputs" | "sameAs" | "rewritten">;

/** Whether two values of an input mean the same, whatever their forms. Unknown values are never the same. */
export function isSame(schema: Meanings, input: string, one: unknown, other: unknown): boolean {
  return isAlike(one, other, (value) => JSON.stringify(formOf(schema, input, value)));
}

/** Whether the API has the value that the program declared. The API may write it in a form of its own. */
export function agrees(schema: Meanings, input: string, declared: unknown, said: unknown): boolean {
  return isAlike(declared, said, (value) => meaningOf(schema, input, value));
}

/**
 * The meaning of a value as one text, the same for all forms in which the program or the API writes the value. All
 * values that are not known yet have one meaning.
 */
export function meaningOf(schema: Meanings, input: string, value: unknown): string {
  if (isNothing(value)) return "";
  if (holdsUnknown(value)) return "unknown";
  const form = formOf(schema, input, value);
  const rewritten = schema.rewritten?.[input] as ((value: unknown) => unknown) | undefined;
  return JSON.stringify(rewritten === undefined ? form : rewritten(form));
}

function isAlike(one: unknown, other: unknown, asText: (value: unknown) => string): boolean {
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  if (holdsUnknown(one) || holdsUnknown(other)) return false;
  return one === other || asText(one) === asText(other);
}

function formOf({ inputs, sameAs }: Meanings, input: string, value: unknown): unknown {
  const parsed = (inputs.shape[input] as z.ZodType | undefined)?.safeParse(value);
  const normal = parsed?.success === true ? parsed.data : value;
  const form = sameAs?.[input] as ((value: unknown) => unknown) | undefined;
  return form === undefined ? normal : form(normal);
}

/** A value as one text, whatever the order of its keys. */
export const textOf = (one: unknown): string =>
  JSON.stringify(one, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([first], [second]) => (first < second ? -1 : 1)))
      : value,
  );

const isNothing = (value: unknown): boolean => value === undefined || value === null;
