import { types } from "node:util";
import * as pulumi from "@pulumi/pulumi";

/**
 * The triggers of an action. Refuses what Pulumi keeps nothing of, such as a Date, a Map or a bigint, because such a
 * trigger would never run the action again. What is not known yet is refused once it is known.
 */
export function checkedTriggers(subject: string, value: unknown): unknown {
  const checked = (one: unknown): unknown => checkedTriggers(subject, one);
  if (pulumi.Output.isInstance(value)) return value.apply(checked);
  if (types.isPromise(value)) return value.then(checked);
  if (Array.isArray(value)) return value.map(checked);
  if (isPlainObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, checked(inner)]));
  if (isKept(value)) return value;
  throw new pulumi.RunError(
    `${subject}: triggers must hold texts, numbers, lists and plain objects, and no ${kindOf(value)}. Write a text in its ` +
      "place, such as `date.toISOString()`.",
  );
}

/** An object has the prototype of all objects, or none, even where another realm made it. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const isKept = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  ["string", "number", "boolean"].includes(typeof value) ||
  pulumi.Resource.isInstance(value) ||
  pulumi.asset.Asset.isInstance(value) ||
  pulumi.asset.Archive.isInstance(value);

const kindOf = (value: unknown): string => (typeof value === "object" ? (value?.constructor.name ?? "") : typeof value);
