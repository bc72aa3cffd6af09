import { type ResourceDefinition, type State, timeoutOf } from "../define";
import { explained, ResourceError } from "../report";
import { type Context, type Run } from "../run";
import { agrees, privateKeyRefused, privateKeysIn, type Values } from "../values";
import { Finder, presentOrGone } from "./finder";
import { declaredIn, onlyInputs, outputsOf } from "./memory";
import { shownLater } from "./unseen";

export interface ReadResult {
  outputs: Record<string, unknown>;
  inputs: Record<string, unknown>;
}

// Milliseconds that a read may take at least: it may have to wait out the API's refusals.
const timeout = 600_000;

/** Reads a resource: its outputs, and its inputs with the values of the API. Undefined: the resource is gone. */
export async function readResource<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  run: Run,
  id: string,
  outputs: Values,
): Promise<ReadResult | undefined> {
  const context = run.within(timeoutOf("read", outputs, Math.max(timeout, run.settings.timeout)));
  const state = { ...outputs, id } as State<Inputs>;
  // The engine reads a `get` without a check before.
  const [key] = privateKeysIn({ id, ...onlyInputs(definition, outputs) });
  if (key !== undefined) throw new ResourceError(`${definition.type}: ${privateKeyRefused(key)}`);
  try {
    const finder = new Finder(definition, context, outputs as Partial<Inputs> & Values);
    const remote =
      (await presentOrGone(definition, context, finder, state, finder.one(state))) ??
      (await shownLater(definition, context, state, () => presentOrGone(definition, context, finder, state)));
    if (remote === undefined) return undefined;
    const declared = declaredIn(definition, outputs);
    const observed = { ...(await ownerOf(definition, context, outputs)), ...definition.state(remote) };
    return {
      outputs: outputsOf(definition, declared, observed),
      inputs: inputsAsTheyAre(definition, declared, observed),
    };
  } catch (error) {
    throw explained({ subject: `${definition.type} ${labelOf(definition, outputs, id)}`, verb: "read" }, error);
  }
}

/** The output that names the owner of the resource: from the state, or else from the API. */
export async function ownerOf<Inputs extends object, Remote>(
  { belongsTo }: ResourceDefinition<Inputs, Remote>,
  context: Context,
  known: Values,
): Promise<Values> {
  if (belongsTo === undefined) return {};
  const { output, find } = belongsTo;
  return { [output]: known[output] ?? (await find(context, known as Partial<Inputs> & Values)) };
}

/** The declared inputs with the values of the API. An input that the program does not declare is never drift. */
function inputsAsTheyAre<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  declared: Values,
  observed: Values,
): Record<string, unknown> {
  const untouched: string[] = [...(definition.createOnly ?? []), ...(definition.ownedOutside ?? [])];
  const entries = Object.entries(declared).flatMap(([input, value]) => {
    const actual = observed[input];
    if (actual === undefined || untouched.includes(input) || agrees(definition, input, value, actual))
      return [[input, value]];
    return actual === null ? [] : [[input, actual]];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** How errors name a resource of which the provider may know the id alone, as in a `get`. */
export function labelOf<Inputs extends object, Remote>(
  { label, naturalKey }: ResourceDefinition<Inputs, Remote>,
  values: Values,
  id: string,
): string {
  return naturalKey.every((input) => input in values) ? label(values as Partial<Inputs> & Values) : id;
}
