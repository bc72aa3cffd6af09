import { type ResourceDefinition, type State } from "../define";
import { explained, ResourceError } from "../report";
import { type Context, type Run } from "../run";
import { isSame, privateKeyRefused, privateKeysIn, type Values } from "../values";
import { Finder, presentOrGone } from "./finder";
import { declaredIn, onlyInputs, outputsOf } from "./memory";

export interface ReadResult {
  outputs: Record<string, unknown>;
  inputs: Record<string, unknown>;
}

// Nothing waits for long in a read, but a rate limit may.
const timeout = 600_000;

/** A resource as it is, with its inputs as they are; undefined if it is gone. */
export async function readResource<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  run: Run,
  id: string,
  outputs: Values,
): Promise<ReadResult | undefined> {
  const context = run.within(Math.max(timeout, run.settings.timeout));
  const state = { ...outputs, id } as State<Inputs>;
  // A `get` is read without having been checked.
  const [key] = privateKeysIn({ id, ...onlyInputs(definition, outputs) });
  if (key !== undefined) throw new ResourceError(`${definition.type}: ${privateKeyRefused(key)}`);
  try {
    const remote = await presentOrGone(
      definition,
      context,
      state,
      new Finder(definition, context, outputs as Partial<Inputs> & Values).one(state),
    );
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

/** What the resource belongs to, as an output: remembered, or else found. */
export async function ownerOf<Inputs extends object, Remote>(
  { belongsTo }: ResourceDefinition<Inputs, Remote>,
  context: Context,
  known: Values,
): Promise<Values> {
  if (belongsTo === undefined) return {};
  const { output, find } = belongsTo;
  return { [output]: known[output] ?? (await find(context, known as Partial<Inputs> & Values)) };
}

/** Declared inputs with the values they have: what the program did not declare is never drift. */
function inputsAsTheyAre<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  declared: Values,
  observed: Values,
): Record<string, unknown> {
  const untouched: string[] = [...(definition.createOnly ?? []), ...(definition.ownedOutside ?? [])];
  const entries = Object.entries(declared).flatMap(([input, value]) => {
    const actual = observed[input];
    if (actual === undefined || untouched.includes(input) || isSame(definition, input, value, actual))
      return [[input, value]];
    return actual === null ? [] : [[input, actual]];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** What errors call a resource of which little may be known, as in a `get`. */
export function labelOf<Inputs extends object, Remote>(
  { label, naturalKey }: ResourceDefinition<Inputs, Remote>,
  values: Values,
  id: string,
): string {
  return naturalKey.every((input) => input in values) ? label(values as Partial<Inputs> & Values) : id;
}
