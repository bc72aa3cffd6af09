import { type Definition, type State } from "../define";
import { explained, ResourceError } from "../report";
import { type Run } from "../run";
import { agrees, privateKeyRefused, privateKeysIn, type Values } from "../values";
import { presentOrGone } from "./gone";
import { ownerOf, subjectOfKnown } from "./identity";
import { declaredIn, onlyInputs, outputsOf } from "./memory";
import { openStep } from "./step";
import { shownLater } from "./unseen";

export interface ReadResult {
  outputs: Record<string, unknown>;
  inputs: Record<string, unknown>;
}

/** Reads a resource: its outputs, and its inputs with the values of the API. Undefined: the resource is gone. */
export async function readResource(
  definition: Definition,
  run: Run,
  id: string,
  outputs: Values,
): Promise<ReadResult | undefined> {
  const subject = subjectOfKnown(definition, outputs, id);
  const step = openStep({ definition, run, verb: "read", subject, values: outputs });
  const state: State = { ...outputs, id };
  // The engine reads a `get` without a check before.
  const [key] = privateKeysIn({ id, ...onlyInputs(definition, outputs) });
  if (key !== undefined) throw new ResourceError(`${definition.type}: ${privateKeyRefused(key)}`);
  try {
    const remote =
      (await presentOrGone(step, state, step.finder.one(state))) ??
      (await shownLater(step, state, () => presentOrGone(step, state)));
    if (remote === undefined) return undefined;
    const declared = declaredIn(definition, outputs);
    const observed = { ...(await ownerOf(definition, step.context, outputs)), ...definition.state(remote) };
    return {
      outputs: outputsOf(definition, declared, observed),
      inputs: inputsAsTheyAre(definition, declared, observed),
    };
  } catch (error) {
    throw explained({ subject, verb: "read" }, error);
  }
}

/** The declared inputs with the values of the API. An input that the program does not declare is never drift. */
function inputsAsTheyAre(definition: Definition, declared: Values, observed: Values): Record<string, unknown> {
  const untouched = [...(definition.createOnly ?? []), ...(definition.ownedOutside ?? [])];
  const entries = Object.entries(declared).flatMap(([input, value]) => {
    const actual = observed[input];
    if (actual === undefined || untouched.includes(input) || agrees(definition, input, value, actual))
      return [[input, value]];
    return actual === null ? [] : [[input, actual]];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}
