import { isNotFound, isServerError, OutOfTimeError, waitBefore } from "../api";
import { type ResourceDefinition, type State, timeoutOf } from "../define";
import { explained, ResourceError, UnfinishedError } from "../report";
import { type Context, type Run } from "../run";
import { isSame, type Values } from "../values";
import { movedInput } from "./diff";
import { Finder } from "./finder";
import { declaredIn, outputsOf, withoutMemory, withoutUndefined } from "./memory";

/** Sends the inputs that changed, and finishes what an earlier step left unfinished. */
export async function updateResource<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  run: Run,
  id: string,
  outputs: Values,
  inputs: Inputs & Values,
): Promise<Record<string, unknown>> {
  const subject = `${definition.type} ${definition.label(inputs)}`;
  run.claim(`${definition.type} ${id}`);
  refuseIfMoved(definition, subject, outputs, inputs);

  const context = run.within(timeoutOf("update", inputs, run.settings.timeout));
  const state = { ...outputs, id } as State<Inputs>;
  const finder = new Finder(definition, context, outputs as Partial<Inputs> & Values);
  const changed = changedInputs(definition, declaredIn(definition, outputs), outputs, inputs);
  let observed = observedIn(definition, outputs);
  let sent = false;
  try {
    if (Object.keys(changed).length > 0) {
      const remote = await sendChange(definition, run, context, state, changed, inputs, finder);
      sent = true;
      finder.noteChanged(remote);
      const answered = withoutUndefined(definition.state(remote));
      // The answer to an update may leave out the updated fields.
      observed = { ...observed, ...changed, ...answered };
      observed = { ...observed, ...(await settle(definition, context, state, answered, finder)) };
    } else {
      observed = await settle(definition, context, state, observed, finder);
    }
    return outputsOf(definition, inputs, observed);
  } catch (error) {
    if (!sent) throw explained({ subject, verb: "update", tried: triedWith(changed) }, error);
    const onward = "The state keeps what the provider updated so far, and the next `pulumi up` goes on from here.";
    const reason = explained({ subject, verb: "update", tried: "finish updating it", onward }, error);
    throw new UnfinishedError(reason, id, outputsOf(definition, inputs, observed));
  }
}

/** An update without changed inputs finishes an earlier step. */
function triedWith(changed: Values): string {
  const inputs = Object.keys(changed);
  return inputs.length === 0 ? "finish creating or updating it" : `update ${inputs.join(", ")}`;
}

/** The inputs to send in an update: the program changed them, or the API last said something else. */
export function changedInputs<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  declared: Values,
  outputs: Values,
  news: Inputs & Values,
): Partial<Inputs> {
  const fixed: string[] = [
    ...definition.replaceOn,
    ...(definition.createOnly ?? []),
    ...(definition.ownedOutside ?? []),
  ];
  const removable: string[] = definition.removable ?? [];
  const changed = Object.keys(definition.inputs.shape).filter((input) => {
    if (fixed.includes(input)) return false;
    if (news[input] === undefined && !removable.includes(input)) return false;
    if (!isSame(definition, input, declared[input], news[input])) return true;
    return news[input] !== undefined && !isSame(definition, input, outputs[input], news[input]);
  });
  return Object.fromEntries(changed.map((input) => [input, news[input]])) as Partial<Inputs>;
}

/** Waits until the resource can be used. */
export async function settle<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  context: Context,
  state: State<Inputs>,
  observed: Values,
  finder: Finder<Inputs, Remote>,
): Promise<Values> {
  const { settled, type, label } = definition;
  if (settled === undefined || settled(observed)) return observed;
  const look = async (): Promise<Values> => {
    const remote = await finder.oneAfresh(state);
    if (remote === undefined) {
      throw new ResourceError(
        `${type} ${label(state)}: disappeared while the provider waited for it. ` +
          "Run `pulumi refresh`, and then `pulumi up`.",
      );
    }
    return withoutUndefined(definition.state(remote));
  };
  const found = await context.waitFor({
    known: observed,
    what: `${type} ${label(state)} to become active`,
    look,
    done: settled,
    meanwhile: ({ status }) => `its status is still ${JSON.stringify(status)}`,
  });
  return { ...observed, ...found };
}

async function sendChange<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  { settings }: Run,
  context: Context,
  state: State<Inputs>,
  changed: Partial<Inputs>,
  inputs: Inputs,
  finder: Finder<Inputs, Remote>,
): Promise<Remote> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await definition.update(context, state, changed, inputs);
    } catch (error) {
      if (!isServerError(error)) throw error;
      // The gateway turns unknown statuses into 500, "not found" among them, so the provider looks before it sends
      // again.
      const isInTime = await context.pauseInTime(waitBefore(attempt, error));
      const remote = await finder.oneAfresh(state).catch((failure: unknown) => {
        throw isNotFound(failure) ? failure : error;
      });
      if (remote !== undefined && isDone(definition, changed, definition.state(remote))) return remote;
      if (attempt >= settings.retries) throw error;
      if (!isInTime) throw new OutOfTimeError(error, error);
    }
  }
}

const isDone = <Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  changed: Partial<Inputs>,
  observed: Values,
): boolean => Object.entries(changed).every(([input, value]) => isSame(definition, input, observed[input], value));

/** What the API last said: the outputs, without the memory and the controls. */
function observedIn<Inputs extends object, Remote>(
  { controls }: ResourceDefinition<Inputs, Remote>,
  outputs: Values,
): Values {
  return Object.fromEntries(Object.entries(withoutMemory(outputs)).filter(([key]) => !(key in controls.shape)));
}

/**
 * Only somebody outside of Pulumi can have changed a replacing input on the API. Neither an update nor a replacement
 * is safe.
 */
function refuseIfMoved<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  subject: string,
  outputs: Values,
  inputs: Inputs & Values,
): void {
  const moved = movedInput(definition, inputs, outputs);
  if (moved === undefined) return;
  throw new ResourceError(
    `${subject}: the provider updated nothing, because somebody changed its ${moved} outside of Pulumi, from ` +
      `${JSON.stringify(inputs[moved])} to ${JSON.stringify(outputs[moved])}, and an update cannot change that back.\n` +
      `To follow the move, write ${JSON.stringify(outputs[moved])} as its ${moved} in the program. ` +
      "To undo the move, use the User Portal, and then run `pulumi refresh`.",
  );
}
