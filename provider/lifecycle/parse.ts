import { type z } from "zod";
import { type Definition, type Failure, type IsDeclared } from "../define";
import {
  type Declared,
  holdsUnknown,
  privateKeyRefused,
  privateKeysIn,
  type Schema,
  schemaWithout,
  type Values,
  withoutNull,
  withoutUndefined,
  type Written,
} from "../values";

export interface CheckResult {
  inputs: Declared;
  failures: Failure[];
}

/** What the program wrote, in its one normal form. */
interface Parsed extends CheckResult {
  /** Without what is not known yet. */
  known: Values;
  isDeclared: IsDeclared;
}

type Parsable = Schema & Pick<Definition, "type" | "neverQuoted" | "fields">;

/** Brings what the program wrote into its one normal form. Unknown values pass. */
export function parsedInputs(definition: Parsable, news: Written): Parsed {
  const keys = privateKeysIn(news);
  if (keys.length > 0) return { ...withoutPrivateKeys(news, keys), ...nothingKnown };
  const declared = withoutNull(news);
  const unknown = Object.keys(declared).filter((input) => holdsUnknown(declared[input]));
  const parsed = parseKnown(definition, declared, unknown);
  if (!parsed.success) return { inputs: declared, failures: failuresOf(definition, parsed.error), ...nothingKnown };
  const known = withoutUndefined(parsed.data);
  return {
    inputs: { ...known, ...Object.fromEntries(unknown.map((input) => [input, declared[input]])) },
    failures: [],
    known,
    isDeclared: (input) => input in known || unknown.includes(input),
  };
}

const nothingKnown = { known: {}, isDeclared: () => false };

/** The engine quotes the value of the property that a failure names, so these failures name none. */
function withoutPrivateKeys(news: Written, keys: string[]): CheckResult {
  const inputs = Object.fromEntries(Object.entries(withoutNull(news)).filter(([input]) => !keys.includes(input)));
  return { inputs, failures: keys.map((input) => ({ property: "", reason: privateKeyRefused(input) })) };
}

function parseKnown(schema: Schema, values: Values, unknown: string[]) {
  const { inputs, controls } = schema;
  const known = Object.entries(values).filter(
    ([input]) => !unknown.includes(input) || !(input in inputs.shape || input in controls.shape),
  );
  return schemaWithout(schema, unknown).safeParse(Object.fromEntries(known));
}

function failuresOf({ type, inputs, controls, neverQuoted, fields }: Parsable, error: z.ZodError): Failure[] {
  // The engine quotes the value of the property that a failure names. Without a property, it shows the reason alone.
  return error.issues.flatMap((issue) => {
    const property = String(issue.path[0] ?? "");
    if (issue.code !== "unrecognized_keys") {
      const isSecret = neverQuoted.includes(property);
      return [{ property: isSecret ? "" : property, reason: `${issue.path.join(".")} ${issue.message}` }];
    }
    const named = [...Object.keys(inputs.shape), ...Object.keys(controls.shape)];
    const isHandedOn = (name: string): boolean => fields.controls[name]?.isHandedOn === true;
    const inputNames = named.filter((name) => !isHandedOn(name)).join(", ");
    return issue.keys.map((key) => ({
      property: "",
      reason:
        property === ""
          ? `${type} has no input \`${key}\`. Its inputs are ${inputNames}`
          : `${property} has no key \`${key}\``,
    }));
  });
}
