import { type FieldError } from "./errors";

/** What the body of a refusal says, whatever its form. */
export interface SaidErrors {
  message: string | undefined;
  fieldErrors: FieldError[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * What an error's body says. `{message, errors: [{field, message, …}]}` is the documented form. Errors by field, bare
 * texts and one `error` are understood too.
 */
export function errorsOf(body: unknown): SaidErrors {
  if (!isObject(body)) return { message: undefined, fieldErrors: [] };
  const { message, error, detail, errors } = body;
  const [first, ...others] = [message, error, detail].flatMap(textsIn);
  return {
    message: first,
    fieldErrors: [
      ...[...new Set(others)].filter((other) => other !== first).map((other) => ({ message: other })),
      ...(isObject(error) ? entryErrors(error) : []),
      ...errorsIn(errors),
    ],
  };
}

function errorsIn(errors: unknown): FieldError[] {
  if (Array.isArray(errors))
    return errors.flatMap((entry: unknown) => (isObject(entry) ? entryErrors(entry) : plain(entry)));
  return isObject(errors) ? byField(errors) : plain(errors);
}

/** One entry of a list: an error that names its parts, or errors by field. */
function entryErrors(entry: Fields): FieldError[] {
  const parts = fieldError(entry);
  if (Object.values(parts).some((part) => part !== undefined)) return [parts];
  const named = byField(entry);
  return named.length > 0 ? named : [parts];
}

/** `{name: ["is taken"]}`, at any depth: `{site: {name: "is taken"}}` names the field `site.name`. */
function byField(fields: Fields, within = ""): FieldError[] {
  return Object.entries(fields).flatMap(([name, said]) => {
    const field = within + name;
    if (isObject(said)) {
      const parts = fieldError(said);
      return parts.message === undefined && parts.code === undefined
        ? byField(said, `${field}.`)
        : [{ ...parts, field }];
    }
    if (!Array.isArray(said)) return plain(said).map((error) => ({ ...error, field }));
    return said.flatMap((one: unknown) =>
      isObject(one) ? [{ ...fieldError(one), field }] : plain(one).map((error) => ({ ...error, field })),
    );
  });
}

const plain = (said: unknown): FieldError[] => textsIn(said).map((message) => ({ message }));

function fieldError(entry: Fields): FieldError {
  const text = (...keys: string[]): string | undefined => {
    const said = keys.flatMap((key) => textsIn(entry[key]));
    return said.length === 0 ? undefined : said.join(", ");
  };
  return {
    resource: text("resource"),
    field: text("field"),
    type: text("type"),
    code: text("code"),
    message: text("message") ?? text("detail") ?? text("error"),
  };
}

/** A text, or a list of them. */
const textsIn = (said: unknown): string[] =>
  [said].flat().filter((one): one is string => typeof one === "string" && one !== "");

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
