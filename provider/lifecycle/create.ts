import { ApiAnswerError, mayHaveBeenHandled, OutOfTimeError, waitBefore, WpEngineApiError } from "../api";
import { toAdopt } from "./adoption";
import { isUnsent } from "./advice";
import { timeoutOf } from "./controls";
import { type ResourceDefinition, type State, type Values } from "./definition";
import { explained, ResourceError, UnfinishedError } from "./errors";
import { outputsOf } from "./memory";
import { type Context, type Operation } from "./operation";
import { meaningOf } from "./sameness";
import { changedInputs, settle } from "./update";

export interface Created {
  id: string;
  outputs: Record<string, unknown>;
}

// Time to learn what became of a request whose answer got lost, beyond the deadline if need be.
const timeToLook = 60_000;
// How long a request that nobody is going to repeat may be under way.
const timeToArrive = 1000;
// How often the list of sites is read again before a lost creation is taken for failed.
const looksForTheLost = 6;

/** Creates a resource, or takes over the one that exists. Look and creation are one at a time for a natural key. */
export async function createResource<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  operation: Operation,
  inputs: Inputs & Values,
): Promise<Created> {
  const context = operation.within(timeoutOf("create", inputs, operation.settings.timeout));
  const subject = `${definition.type} ${definition.label(inputs)}`;
  const identity = definition.naturalKey.map((input) => meaningOf(definition, input, inputs[input]));
  const key = JSON.stringify([definition.type, ...identity]);
  const remote = await operation
    .exclusively(key, () => findOrMake(definition, operation, context, inputs))
    .catch((error: unknown) => {
      throw explained({ subject, verb: "create" }, error);
    });

  // From here on it exists: whatever fails must hand its id to the engine.
  const id = definition.id(remote);
  let observed = definition.state(remote);
  try {
    observed = { ...observed, ...(await finish(definition, context, id, inputs, observed)) };
    return { id, outputs: outputsOf(definition, inputs, observed) };
  } catch (error) {
    const onward = `It is kept (id ${id}), and the next \`pulumi up\` goes on from here.`;
    const attempt = { subject, verb: "change", tried: "finish creating it", onward } as const;
    throw new UnfinishedError(explained(attempt, error), id, outputsOf(definition, inputs, observed));
  }
}

async function findOrMake<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  operation: Operation,
  context: Context,
  inputs: Inputs & Values,
): Promise<Remote> {
  const existing = toAdopt(definition, operation, await definition.find(context, inputs), inputs);
  if (existing !== undefined) return existing;
  const remote = await makeOnce(definition, operation, context, inputs);
  operation.take(`${definition.type} ${definition.id(remote)}`);
  return remote;
}

/** Sends the creation, and where its answer got lost finds out what became of it before anything is sent again. */
async function makeOnce<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  operation: Operation,
  context: Context,
  inputs: Inputs & Values,
): Promise<Remote> {
  let before: WpEngineApiError | undefined;
  for (let attempt = 0; ; attempt++) {
    try {
      return await definition.create(context, inputs);
    } catch (error) {
      // The time was over before it could be sent again, so what came before is what there is to tell.
      if (error instanceof OutOfTimeError && isUnsent(error.last) && before !== undefined) {
        throw new OutOfTimeError(error, before);
      }
      if (error instanceof WpEngineApiError) before = error;
      // After a lost answer, "taken" may mean taken by our own first request.
      if (!mayHaveBeenHandled(error) && attempt === 0) throw error;
      const wait = waitBefore(attempt, error);
      const isInTime = wait < context.left();
      const made = await lookForOurs(definition, operation, inputs, error, isInTime ? wait : timeToArrive);
      if (made !== undefined) return made;
      if (!mayHaveBeenHandled(error) || error instanceof OutOfTimeError) throw error;
      if (!isRefusal(error)) {
        if (!definition.apiRefusesDuplicates) throw outcomeUnknown(definition, inputs, error);
        if (attempt >= operation.settings.retries) throw error;
      }
      if (!isInTime && before !== undefined) throw new OutOfTimeError(before, before);
    }
  }
}

const isRefusal = (error: unknown): boolean => error instanceof ApiAnswerError && error.status === 503;

/** There was none when the creation was sent, so one that is there now is ours. */
async function lookForOurs<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  operation: Operation,
  inputs: Inputs & Values,
  error: unknown,
  wait: number,
): Promise<Remote | undefined> {
  const looks = definition.apiRefusesDuplicates || isRefusal(error) ? 1 : looksForTheLost;
  const context = operation.within(wait + timeToLook + looks * operation.settings.pollInterval);
  for (let look = 0; look < looks; look++) {
    await context.pause(look === 0 ? wait : operation.settings.pollInterval);
    const [ours, ...others] = await definition.find(context, inputs).catch(() => {
      throw outcomeUnknown(definition, inputs, error);
    });
    if (others.length > 0) throw outcomeUnknown(definition, inputs, error);
    if (ours !== undefined) return ours;
  }
  return undefined;
}

function outcomeUnknown<Inputs extends object, Remote>(
  { type, label }: ResourceDefinition<Inputs, Remote>,
  inputs: Inputs & Values,
  error: unknown,
): ResourceError {
  return new ResourceError(
    `${type} ${label(inputs)}: it is not known whether it was created. ${error instanceof Error ? error.message : ""}\n` +
      "It was not sent again, since that could create a second one. Run `pulumi up` again in a minute; if it says that " +
      "the resource exists already, and nobody else made it, take it over with `adopt: true`.",
  );
}

/** What a creation cannot do in one request: send what only an update takes, fill in what was unset, and wait. */
async function finish<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  context: Context,
  id: string,
  inputs: Inputs & Values,
  observed: Values,
): Promise<Values> {
  const state = { ...inputs, ...observed, id } as State<Inputs>;
  const changed = changedInputs(definition, inputs, { ...inputs, ...observed }, inputs);
  for (const input of definition.updateOnly ?? []) {
    if (inputs[input] !== undefined && observed[input] !== inputs[input]) changed[input] = inputs[input];
  }
  if (Object.keys(changed).length === 0) return settle(definition, context, state, observed);
  const updated = definition.state(await definition.update(context, state, changed, inputs));
  return settle(definition, context, state, { ...observed, ...updated });
}
