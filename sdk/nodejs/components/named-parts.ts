import * as pulumi from "@pulumi/pulumi";
import { didYouMean, someOf } from "./reader";

/** A part of a component by its name. If there is none, the error offers the nearest one, and lists those there are. */
export function partNamed<Part>(
  subject: string,
  noun: string,
  parts: Readonly<Record<string, Part>>,
  name: string,
): Part {
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (part !== undefined) return part;
  const names = Object.keys(parts);
  // The likeliest slip is a handle without that of its account.
  const whole = names.find((one) => one.endsWith(`/${name}`));
  const meant = whole === undefined ? didYouMean(name, names) : ` Did you mean "${whole}"?`;
  throw new pulumi.RunError(`${subject} has no ${noun} "${name}".${meant} It has: ${someOf(names)}.`);
}
