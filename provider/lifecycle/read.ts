import { type Definition } from "../define";
import { explained, ResourceError } from "../report";
import { type Connection } from "../run";
import {
  agrees,
  type Declared,
  type Kept,
  keptOf,
  type Observed,
  onlyInputs,
  privateKeyRefused,
  privateKeysIn,
  withoutUndefined,
} from "../values";
import { presentOrGone } from "./gone";
import { ownerOf, stateOf, subjectOfKnown } from "./identity";
import { openStep } from "./step";
import { shownLater } from "./unseen";

export interface ReadResult {
  kept: Kept;
  /** The declared inputs with the values of the API. */
  inputs: Record<string, unknown>;
}

/** Reads all that the API has of a resource. Undefined: the resource is gone. */
export async function readResource(
  definition: Definition,
  connection: Connection,
  kept: Kept,
): Promise<ReadResult | undefined> {
  const { id, declared, adoption } = kept;
  const state = stateOf(definition, kept);
  // For a `get`, the engine asks for a read without a check before it.
  const [key] = privateKeysIn({ id, ...onlyInputs(definition, state) });
  if (key !== undefined) throw new ResourceError(`${definition.type}: ${privateKeyRefused(key)}`);
  const subject = subjectOfKnown(definition, state, id);
  const step = openStep({ definition, connection, verb: "read", subject, values: state });
  try {
    const remote =
      (await presentOrGone(step, state, step.finder.one(state))) ??
      (await shownLater(step, state, () => presentOrGone(step, state)));
    if (remote === undefined) return undefined;
    const observed: Observed = {
      ...lastSaid(definition, kept.observed),
      ...(await ownerOf(definition, step.context, state)),
      ...withoutUndefined(definition.state(remote)),
    };
    return {
      kept: keptOf(definition, id, declared, observed, { adoption }),
      inputs: inputsAsTheyAre(definition, declared, observed),
    };
  } catch (error) {
    throw explained({ subject, verb: "read", connection: connection.name }, error);
  }
}

/** The outputs that stay as the API said them last. */
const lastSaid = ({ fields: { outputs } }: Definition, before: Observed): Observed =>
  Object.fromEntries(Object.entries(before).filter(([name]) => outputs[name]?.staysKnown === true));

/** The declared inputs with the values of the API. An input that the program does not declare is never drift. */
function inputsAsTheyAre(definition: Definition, declared: Declared, observed: Observed): Record<string, unknown> {
  const untouched = [...definition.createOnly, ...definition.ownedOutside];
  const entries = Object.entries(declared).flatMap(([input, value]) => {
    const actual = observed[input];
    if (actual === undefined || untouched.includes(input) || agrees(definition, input, value, actual))
      return [[input, value]];
    return actual === null ? [] : [[input, actual]];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}
