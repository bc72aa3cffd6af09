import * as pulumi from "@pulumi/pulumi";
import type * as estates from "../../../provider/estate";

/** A dynamic `import()` would fail where a program's tests run in a sandbox of Jest, and under Yarn's Plug'n'Play. */
export const reader = (): typeof estates =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an `import` would load it at the program's start
  require("../../../provider/estate") as typeof estates;

/** ` Did you mean "acme"?`, or nothing. */
export const didYouMean = (written: string, words: readonly string[]): string => reader().didYouMean(written, words);

/** `acme, bakery, and 30 more`; `none` if there are none. */
export const someOf = (words: readonly string[]): string => reader().someOf(words);

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
