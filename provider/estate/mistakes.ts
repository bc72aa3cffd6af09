import { type z } from "zod";
import { didYouMean, nearestOf } from "../report";
import { type Mistake, type Path, type Text } from "./text";

type Issue = z.core.$ZodIssue;

/** What a schema objects to, each with the place in the file. */
export function mistakesIn(issues: readonly Issue[], schema: z.ZodType, text: Text): Mistake[] {
  const all = issues.flatMap(withoutUnions);
  const misspelt = new Set(all.flatMap((issue) => misspeltIn(issue, schema)));
  // Whoever misspelt a key has not forgotten it.
  const told = all.filter(({ path }) => !(misspelt.has(pathOf(path as Path)) && isMissing(text, path as Path)));
  return told.flatMap((issue) => mistakesOf(issue, schema, text));
}

/** An issue, or those of the alternative that a union seems to mean. */
function withoutUnions(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  return meant(issue.errors).flatMap((inner) => withoutUnions({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** The paths that somebody seems to have meant by unknown keys. */
function misspeltIn(issue: Issue, schema: z.ZodType): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const path = issue.path as Path;
  const known = keysAt(schema, path);
  return issue.keys.map((key) => pathOf([...path, nearestOf(key, known) ?? key]));
}

function mistakesOf(issue: Issue, schema: z.ZodType, text: Text): Mistake[] {
  const path = issue.path as Path;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      place: text.placeOf([...path, key], "ofKey"),
      reason: `${pathOf([...path, key])} is not known here.${offer(key, keysAt(schema, path))}`,
    }));
  }
  if (issue.code === "invalid_key") {
    const reason = `${pathOf(path)} ${issue.issues[0]?.message ?? "is no key"}.`;
    return [{ place: text.placeOf(path, "ofKey"), reason }];
  }
  return [{ place: text.placeOf(path, isMissing(text, path) ? "ofKey" : undefined), reason: reasonOf(issue, text) }];
}

function reasonOf(issue: Issue, text: Text): string {
  const path = issue.path as Path;
  const written = valueAt(text.value, path);
  return `${path.length === 0 ? "the file" : pathOf(path)} ${issue.message}.${hintOn(issue, written)}`;
}

/** How to write what the author seems to mean. */
function hintOn(issue: Issue, written: unknown): string {
  const isPlain = typeof written === "number" || typeof written === "boolean";
  if (isPlain && isForText(issue)) return ` YAML reads it as a ${typeof written}: write it in quotes.`;
  const isOneOfList = issue.code === "invalid_type" && issue.expected === "array" && typeof written === "string";
  return isOneOfList ? ` Write ${JSON.stringify([written])}.` : "";
}

/** Whether a text would do in the place of what stands there. */
const isForText = (issue: Issue): boolean =>
  (issue.code === "invalid_type" && issue.expected === "string") ||
  (issue.code === "invalid_value" && issue.values.every((value) => typeof value === "string"));

/** Of what a union may be, that which the file seems to mean: the one whose mistakes are deepest. */
function meant(alternatives: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (issues: readonly Issue[]): number =>
    Math.max(...issues.map(({ path, code }) => path.length + (code === "unrecognized_keys" ? 1 : 0)));
  return [...alternatives].sort((one, other) => depth(other) - depth(one))[0] ?? [];
}

const offer = (key: string, known: readonly string[]): string =>
  didYouMean(key, known) || ` Write ${known.join(", ").replace(/, ([^,]*)$/, " or $1")}.`;

/** The parts of a schema's inside that lead to other schemas. */
interface Inside {
  innerType?: z.ZodType;
  shape?: Readonly<Record<string, z.ZodType>>;
  valueType?: z.ZodType;
  element?: z.ZodType;
  options?: readonly z.ZodType[];
}

/** The keys that a mapping of the file may have. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  const { innerType, options, shape, valueType, element } = schema.def as Inside;
  if (innerType !== undefined) return keysAt(innerType, path);
  if (options !== undefined) return options.flatMap((option) => keysAt(option, path));
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(shape ?? {});
  const next = shape?.[first] ?? valueType ?? element;
  return next === undefined ? [] : keysAt(next, rest);
}

const isMissing = (text: Text, path: Path): boolean => valueAt(text.value, path) === undefined;

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, part) => (inner as Readonly<Record<string | number, unknown>> | undefined)?.[part],
    value,
  );

/** `accounts.agency.sites["Birch & Sons"].name` */
export const pathOf = (path: Path): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : /^[\w-]+$/.test(part) ? `.${part}` : `["${part}"]`))
    .join("")
    .replace(/^\./, "");
