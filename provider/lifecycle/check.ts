import { type z } from "zod";
import { type Definition, type Failure } from "../define";
import { type Connection } from "../run";
import {
  type Declared,
  holdsUnknown,
  isSame,
  onlyInputs,
  privateKeyRefused,
  privateKeysIn,
  type Schema,
  schemaWithout,
  type Values,
  withoutNull,
  withoutUndefined,
  type Written,
} from "../values";
import { replacedBy } from "./differences";
import { claimedKeyOf, isToldToAdopt, meaningOfAll, subjectOf } from "./identity";

export interface CheckResult {
  inputs: Declared;
  failures: Failure[];
}

/**
 * Validates inputs and brings them into their one normal form. Unknown values pass; while the connection is unknown,
 * nothing is claimed. Sends no request.
 */
export function checkInputs(
  definition: Definition,
  connection: Connection | undefined,
  olds: Declared,
  news: Written,
): CheckResult {
  const keys = privateKeysIn(news);
  if (keys.length > 0) return withoutPrivateKeys(news, keys);
  const declared = withoutNull(news);
  const unknown = Object.keys(declared).filter((input) => holdsUnknown(declared[input]));
  const parsed = parseKnown(definition, declared, unknown);
  if (!parsed.success) return { inputs: declared, failures: failuresOf(definition, parsed.error) };

  const known = withoutUndefined(parsed.data);
  const isDeclared = (input: string): boolean => input in known || unknown.includes(input);
  const failures = [...(definition.rules?.(known, isDeclared) ?? []), ...claimRoles(definition, connection, known)];
  const inputs = { ...known, ...Object.fromEntries(unknown.map((input) => [input, declared[input]])) };
  if (Object.keys(olds).length === 0 && failures.length === 0)
    failures.push(...comesTwice(definition, connection, inputs));
  return { inputs: asFirstGiven(definition, connection, olds, inputs), failures };
}

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

function failuresOf({ type, inputs, controls, neverQuoted, fields }: Definition, error: z.ZodError): Failure[] {
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

function claimRoles({ exclusive }: Definition, connection: Connection | undefined, inputs: Values): Failure[] {
  const claim = exclusive?.(inputs);
  if (claim === undefined || connection === undefined) return [];
  const holder = connection.claims.claimRole(claim.role, claim.holder);
  if (holder === claim.holder) return [];
  return [
    {
      property: claim.property,
      reason: `${holder} already claims ${claim.property}, and only one resource can hold it`,
    },
  ];
}

/** Refuses a new resource whose natural key another resource of this run declares. */
function comesTwice(definition: Definition, connection: Connection | undefined, inputs: Declared): Failure[] {
  const key = claimedKeyOf(definition, inputs);
  if (key === undefined || connection === undefined) return [];
  const adopts = isToldToAdopt(definition, connection, inputs);
  const clash = connection.claims.comes(key, meaningOfAll(definition, inputs), adopts);
  if (clash === undefined) return [];
  const subject = subjectOf(definition, inputs);
  const reason =
    clash === "declared"
      ? `${subject}: another resource of this program already stands for this object. Declare the object once`
      : `${subject}: another resource of this program has this name until this run renames it. Leave this resource out of the ` +
        "program, run `pulumi up`, and then add it";
  return [{ property: "", reason }];
}

/** Keeps the old form where the new one means the same, so that a preview shows no difference. */
function asFirstGiven(
  definition: Definition,
  connection: Connection | undefined,
  olds: Declared,
  news: Declared,
): Declared {
  if (Object.keys(olds).length === 0) return news;
  const kept = definition.sameInOtherForm?.(olds, news)
    ? { ...news, ...onlyInputs(definition, olds), ...absentInputs(definition, olds) }
    : { ...news };
  for (const input of Object.keys(definition.sameAs)) {
    if (input in kept && isSame(definition, input, olds[input], kept[input])) kept[input] = olds[input];
  }
  // A replacement is a creation, so create-only inputs count again.
  if (replacedBy(definition, olds, kept).length > 0) return withoutUndefined(kept);
  for (const input of definition.createOnly) {
    if (olds[input] === undefined || isSame(definition, input, olds[input], kept[input])) continue;
    // An unknown value may turn out to be the old one.
    if (!holdsUnknown(kept[input])) {
      connection?.warn(
        `${subjectOf(definition, kept)}: ${input} counts at creation only. The provider keeps ` +
          `${JSON.stringify(olds[input])} and ignores the change to ${JSON.stringify(kept[input])}.`,
      );
    }
    kept[input] = olds[input];
  }
  // `adopt` counts at creation only. But the engine may turn any change into a replacement (`replaceOnChanges`), and a
  // replacement is a creation.
  const changes = Object.keys(definition.inputs.shape).some(
    (input) => !isSame(definition, input, olds[input], kept[input]),
  );
  return withoutUndefined(changes ? kept : { ...kept, adopt: olds.adopt });
}

const absentInputs = ({ inputs }: Schema, values: Values): Values =>
  Object.fromEntries(
    Object.keys(inputs.shape)
      .filter((input) => !(input in values))
      .map((input) => [input, undefined]),
  );
