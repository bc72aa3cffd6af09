import { type Schema } from "./definition";
import { holdsUnknown } from "./unknown";

/** Whether two values of an input mean the same. Of what is unknown nobody can say so. */
export function isSame({ sameAs }: Pick<Schema, "sameAs">, input: string, one: unknown, other: unknown): boolean {
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  if (holdsUnknown(one) || holdsUnknown(other)) return false;
  const form = sameAs?.[input] as ((value: unknown) => unknown) | undefined;
  const formed = (value: unknown): string => JSON.stringify(form === undefined ? value : form(value));
  return formed(one) === formed(other);
}

const isNothing = (value: unknown): boolean => value === undefined || value === null;
