import { type Definition, type Failure } from "../define";
import { type Connection } from "../run";
import {
  type Declared,
  holdsUnknown,
  isSame,
  onlyInputs,
  type Schema,
  type Values,
  withoutUndefined,
  type Written,
} from "../values";
import { replacedBy } from "./differences";
import { claimedKeyOf, goesWhileTaken, isToldToAdopt, meaningOfAll, subjectOf } from "./identity";
import { type CheckResult, parsedInputs } from "./parse";

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
  const parsed = parsedInputs(definition, news);
  if (parsed.failures.length > 0) return parsed;
  const { inputs, known, isDeclared } = parsed;
  const failures = [...(definition.rules?.(known, isDeclared) ?? []), ...claimRoles(definition, connection, known)];
  if (Object.keys(olds).length === 0 && failures.length === 0)
    failures.push(...comesTwice(definition, connection, inputs));
  return { inputs: asFirstGiven(definition, connection, olds, inputs), failures };
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
  const clash = connection.claims.claimNewKey(key, meaningOfAll(definition, inputs), adopts);
  if (clash === undefined) return [];
  const subject = subjectOf(definition, inputs);
  const reasons = {
    declared: `${subject}: another resource of this program already stands for this object. Declare the object once`,
    leaving:
      `${subject}: another resource of this program has this name until this run renames it. Leave this resource out of the ` +
      "program, run `pulumi up`, and then add it",
    going: goesWhileTaken(subject),
  };
  return [{ property: "", reason: reasons[clash] }];
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
  // A replacement is a creation, so the inputs that count at creation only count again.
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
