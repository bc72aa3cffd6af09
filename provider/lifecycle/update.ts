import { isNotFound, isProvenNotFound, isServerError, OutOfTimeError, UnexpectedAnswerError, waitBefore } from "../api";
import { failureIn, isActive, isPending, type ResourceDefinition, type State, timeoutOf } from "../define";
import { type Attempt, explained, ResourceError } from "../report";
import { type Context, type Run } from "../run";
import { agrees, isSame, type Values } from "../values";
import { movedInput } from "./diff";
import { Finder } from "./finder";
import { meaningOfAll, objectOf } from "./identity";
import { asUnsettled, declaredIn, isUnsettled, onlyInputs, outputsOf, withoutMemory, withoutUndefined } from "./memory";
import { whileInTheWay } from "./order";
import { subjectById, unfinished } from "./unfinished";

/** Sends the inputs that changed, and finishes what an earlier step left unfinished. */
export async function updateResource<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  run: Run,
  id: string,
  outputs: Values,
  inputs: Inputs & Values,
): Promise<Record<string, unknown>> {
  const subject = `${definition.type} ${definition.label(inputs)}`;
  const object = objectOf(definition, id, outputs);
  if (!run.claims.update(object, outputs, meaningOfAll(definition, inputs), inputs)) throw standsElsewhere(subject, id);
  refuseIfMoved(definition, subject, outputs, inputs);

  const context = run.within(timeoutOf("update", inputs, run.settings.timeout));
  const state = { ...outputs, id } as State<Inputs>;
  const finder = new Finder(definition, context, outputs as Partial<Inputs> & Values);
  const changed = changedInputs(definition, declaredIn(definition, outputs), outputs, inputs);
  let observed = observedIn(definition, outputs);
  let sent = false;
  try {
    if (Object.keys(changed).length > 0) {
      const sending = await withTheRest(definition, state, changed, inputs, finder);
      const remote = await sendChange(definition, run, context, state, changed, sending, finder);
      sent = true;
      finder.noteChanged(remote);
      const news = (said: Values): Values => withoutTheRest(definition, changed, inputs, said);
      const before = isUnsettled(outputs) ? undefined : outputs.status;
      const answered = withoutUndefined(definition.state(remote));
      observed = afterChange(definition, observed, changed, news(answered));
      const known = { ...observed, status: answered.status };
      const active = await becomeActive(definition, context, state, known, finder, { before });
      observed = { ...observed, ...news(active) };
    } else if (isUnsettled(outputs)) {
      observed = await becomeActive(definition, context, state, { ...observed, status: undefined }, finder);
    } else {
      observed = await settle(definition, context, state, observed, finder);
    }
    run.claims.updated(object);
    return outputsOf(definition, inputs, observed);
  } catch (error) {
    run.claims.ended(object);
    if (!sent) throw explained(attemptWith(changed, subject, subjectById(definition, id)), error);
    const onward = "The state keeps what the provider updated so far, and the next `pulumi up` goes on from here.";
    const kept = asUnsettled(definition, outputsOf(definition, inputs, observed));
    throw unfinished(definition, id, kept, { tried: "finish updating it", onward }, error);
  }
}

/** The refusal of a second resource for one object: the two would take turns in changing the object. */
export const standsElsewhere = (subject: string, id: string): ResourceError =>
  new ResourceError(
    `${subject}: another resource of this program already stands for this object (id ${id}). The provider changed nothing.\n` +
      "Declare the object once: remove this resource from the program. If the state has this resource, drop it there with " +
      "`pulumi state delete`. The object stays.",
  );

/** An update without changed inputs finishes an earlier step, whose wait speaks of the id. */
function attemptWith(changed: Values, subject: string, byId: string): Attempt {
  const inputs = Object.keys(changed);
  return inputs.length === 0
    ? { subject: byId, verb: "update", tried: "finish creating or updating it" }
    : { subject, verb: "update", tried: `update ${inputs.join(", ")}` };
}

/** The inputs to send in an update: the program changed them, or the API last said something else. */
export function changedInputs<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  declared: Values,
  outputs: Values,
  news: Inputs & Values,
): Partial<Inputs> {
  const removable: string[] = definition.removable ?? [];
  const changed = patchedInputs(definition).filter((input) => {
    if (news[input] === undefined && !removable.includes(input)) return false;
    if (!isSame(definition, input, declared[input], news[input])) return true;
    return news[input] !== undefined && !agrees(definition, input, news[input], outputs[input]);
  });
  return Object.fromEntries(changed.map((input) => [input, news[input]])) as Partial<Inputs>;
}

/**
 * A resource after an update. A success means that the API did it, even if the answer says little or repeats old
 * values.
 */
export function afterChange<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  observed: Values,
  changed: Partial<Inputs>,
  answered: Values,
): Values {
  const contradicted = Object.entries(changed).filter(
    ([input, value]) => !agrees(definition, input, value, answered[input]),
  );
  return { ...observed, ...answered, ...Object.fromEntries(contradicted) };
}

/** Inputs that an update can change. */
function patchedInputs<Inputs extends object, Remote>(definition: ResourceDefinition<Inputs, Remote>): string[] {
  const { replaceOn, createOnly = [], ownedOutside = [] } = definition;
  const fixed: string[] = [...replaceOn, ...createOnly, ...ownedOutside];
  return Object.keys(definition.inputs.shape).filter((input) => !fixed.includes(input));
}

/**
 * What an answer says, without declared inputs that the update does not change. If somebody changed those outside of
 * Pulumi, a refresh shows it. If the state took them over now, the next update would undo what the program leaves to
 * others (`ignoreChanges`).
 */
function withoutTheRest<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  changed: Partial<Inputs>,
  inputs: Inputs & Values,
  said: Values,
): Values {
  const rest = patchedInputs(definition).filter((input) => inputs[input] !== undefined && !(input in changed));
  return Object.fromEntries(Object.entries(said).filter(([key]) => !rest.includes(key)));
}

/**
 * The inputs of an update. Those that it must send but does not change get the API's values: somebody may have changed
 * them since the last read, and the program may leave them to others (`ignoreChanges`).
 */
async function withTheRest<Inputs extends object, Remote>(
  { alwaysSent, state: stateOf }: ResourceDefinition<Inputs, Remote>,
  state: State<Inputs>,
  changed: Partial<Inputs>,
  inputs: Inputs,
  finder: Finder<Inputs, Remote>,
): Promise<Inputs> {
  const rest = alwaysSent?.(changed).filter((input) => !(input in changed)) ?? [];
  if (rest.length === 0) return inputs;
  const remote = await finder.oneBySelf(state);
  const observed = remote === undefined ? {} : stateOf(remote);
  // An input that the API does not mention is as it was last declared. Null means that there is none.
  const asItIs = (input: string): unknown =>
    observed[input] === undefined ? inputs[input as keyof Inputs] : observed[input];
  return { ...inputs, ...Object.fromEntries(rest.map((input) => [input, asItIs(input) ?? undefined])) };
}

/** Waits while the API says that the resource is pending. An unknown word may well mean that it is active. */
export async function settle<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  context: Context,
  state: State<Inputs>,
  observed: Values,
  finder: Finder<Inputs, Remote>,
): Promise<Values> {
  if (!isPending(observed.status)) return observed;
  return wait(definition, context, state, observed, finder, (status) => !isPending(status));
}

/** What a wait knows of the time before. */
interface Past {
  /** The status that the resource had before a change. */
  before?: unknown;
  /** The API may not show yet what this run created a moment ago. */
  isNew?: boolean;
}

/** Waits until what was created or changed is active. */
export async function becomeActive<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  context: Context,
  state: State<Inputs>,
  observed: Values,
  finder: Finder<Inputs, Remote>,
  { before, isNew = false }: Past = {},
): Promise<Values> {
  return wait(definition, context, state, observed, finder, (status) => isActive(status, before), isNew);
}

async function wait<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  context: Context,
  state: State<Inputs>,
  observed: Values,
  finder: Finder<Inputs, Remote>,
  isDone: (status: unknown) => boolean,
  isNew = false,
): Promise<Values> {
  if (definition.becomesActive !== true) return observed;
  const subject = subjectById(definition, state.id);
  let mayAppear = isNew;
  const look = async (): Promise<Values | undefined> => {
    const remote = await finder.oneAfresh(state).catch((error: unknown) => {
      if (mayAppear && isNotFound(error)) return undefined;
      throw error;
    });
    if (remote === undefined && !mayAppear) {
      throw new ResourceError(
        `${subject}: disappeared while the provider waited for it. Run \`pulumi refresh\`, and then \`pulumi up\`.`,
      );
    }
    mayAppear &&= remote === undefined;
    return remote && withoutUndefined(definition.state(remote));
  };
  const found = await context.waitFor<Values | undefined>({
    // Not every answer to a creation or a change says the status: then it is looked up.
    known: observed.status === undefined ? undefined : observed,
    what: `${subject} to become active`,
    look,
    done: (seen) => seen !== undefined && isDone(seen.status),
    failed: (seen) => failureIn(seen?.status),
    meanwhile: (seen) =>
      seen === undefined ? "the API does not show it yet" : `its status is still ${JSON.stringify(seen.status)}`,
  });
  return { ...observed, ...found };
}

export async function sendChange<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  run: Run,
  context: Context,
  state: State<Inputs>,
  changed: Partial<Inputs>,
  inputs: Inputs,
  finder: Finder<Inputs, Remote>,
): Promise<Remote> {
  const removable: string[] = definition.removable ?? [];
  const kept = Object.entries(onlyInputs(definition, state)).filter(([input]) => !removable.includes(input));
  const wanted = { inputs: { ...Object.fromEntries(kept), ...inputs }, id: state.id };
  for (let attempt = 0; ; attempt++) {
    try {
      return await whileInTheWay(definition, run, context, finder, wanted, () =>
        definition.update(context, state, changed, inputs),
      );
    } catch (error) {
      if (!isServerError(error) && !(error instanceof UnexpectedAnswerError)) throw error;
      // The gateway turns unknown statuses into 500, "not found" among them, so the provider looks before it sends
      // again.
      const isInTime = await context.pauseInTime(waitBefore(attempt, error));
      const remote = await finder.oneAfresh(state).catch((failure: unknown) => {
        throw isProvenNotFound(failure) ? failure : error;
      });
      if (remote !== undefined && isDone(definition, changed, definition.state(remote))) return remote;
      if (attempt >= run.settings.retries) throw error;
      if (!isInTime) throw new OutOfTimeError(error, error);
    }
  }
}

const isDone = <Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  changed: Partial<Inputs>,
  observed: Values,
): boolean => Object.entries(changed).every(([input, value]) => agrees(definition, input, value, observed[input]));

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
