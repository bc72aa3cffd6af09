import { randomUUID } from "node:crypto";
import { isProvenNotFound, isStrangersRefusal, mayHaveBeenHandled, unlessNotFound, WpEngineApiError } from "../api";
import { type Action, type ActionAnswer, timeoutOf } from "../define";
import { explained, ResourceError, UnfinishedError } from "../report";
import { type Connection, type Context } from "../run";
import { type Declared, isSame, type Kept, keptOf, type Observed, withoutUndefined } from "../values";
import { connectionIn, connectionOf } from "./connections";
import { type ResourceLifecycle } from "./engine";
import { notingFailures, refuseAfterFailure } from "./failures";
import { contextOfLooks, looksForTheLost, lookWithRetries, pauseAfter, timeToArrive } from "./lost";
import { parsedInputs } from "./parse";
import { lagAfterEarlierRun, namesNew, timeToAppear, whileUnseen } from "./unseen";

/**
 * An action for any engine. It runs when it is created, and again when an input changes: then the engine replaces it. A
 * read and a deletion send nothing, because there is nothing that the API would still show or could take back.
 */
export function actionLifecycleOf(action: Action): ResourceLifecycle {
  return notingFailures(action.type, {
    schema: action,
    check: (run, olds, news) => {
      const { inputs, failures } = parsedInputs(action, news);
      if (failures.length > 0) return { inputs, failures };
      // The claims need to know that a program runs. No action takes part in them.
      connectionIn(run, inputs)?.claims.noteDeclared(action.type, "");
      return { inputs: asFirstGiven(action, olds, inputs), failures };
    },
    diff: (_run, kept, news) => {
      const replaces = Object.keys(action.inputs.shape).filter(
        (input) => !isSame(action, input, kept.declared[input], news[input]),
      );
      const isUnfinished = replaces.length === 0 && kept.isUnsettled === true;
      const changed = replaces.length > 0 || isUnfinished;
      return { replaces, changed, deleteBeforeReplace: false, ...(isUnfinished && { isUnfinished }) };
    },
    // What began may fail and run again, so the state has an id of its own for it.
    create: (run, news) => act(openActionStep(action, connectionOf(run, news), randomUUID(), news)),
    read: async (_run, kept) => ({ kept, inputs: withoutUndefined(kept.declared) }),
    update: (run, kept, news) => goOn(action, connectionOf(run, news), kept, news),
    delete: async (run, kept) => {
      // If the state dropped the action, the next run would create it, and so run it once more.
      refuseAfterFailure(run, `${action.type} ${action.label(kept.declared)}`, kept);
      if (run.hasProgram) return;
      run.warnOnce(
        `${action.type}: the API cannot take back what an action did. The state drops the actions of this stack, and the ` +
          "provider sends nothing.",
      );
    },
  });
}

/** Keeps the old form of an input where the new one means the same, so that a preview shows no difference. */
function asFirstGiven(action: Action, olds: Declared, news: Declared): Declared {
  const same = Object.keys(news).filter((input) => input in olds && isSame(action, input, olds[input], news[input]));
  return { ...news, ...Object.fromEntries(same.map((input) => [input, olds[input]])) };
}

/** One step on one action: what every piece of the step shares. */
interface ActionStep {
  action: Action;
  connection: Connection;
  context: Context;
  subject: string;
  id: string;
  inputs: Declared;
}

function openActionStep(action: Action, connection: Connection, id: string, inputs: Declared): ActionStep {
  const context = connection.within(
    timeoutOf("create", inputs, action.timeout?.(inputs) ?? connection.settings.timeout),
  );
  return { action, connection, context, subject: `${action.type} ${action.label(inputs)}`, id, inputs };
}

/** Runs the action, and waits until it is done. */
async function act(step: ActionStep): Promise<Kept> {
  const { action, connection, context, subject } = step;
  // Of two requests that are alike, one may find what the other began. So each waits until the one before it has an
  // answer, and the run notes what that one began. A program may write the id in capitals.
  const answer = await context
    .inTurn(subject.toLowerCase(), async () => {
      const begun = await sendOnce(step);
      const id = action.id?.(begun);
      if (id !== undefined) connection.noteCreated(id, {});
      return begun;
    })
    .catch((error: unknown) => {
      throw explained({ subject, verb: "run", tried: "run it", connection: connection.name }, error);
    });
  return complete(step, withoutUndefined(action.state(answer)));
}

/**
 * Goes on with what an earlier run began; what failed runs again. A change of anything that counts would have been a
 * replacement.
 */
async function goOn(action: Action, connection: Connection, kept: Kept, inputs: Declared): Promise<Kept> {
  const { id, observed, isUnsettled } = kept;
  if (isUnsettled !== true) return keptOf(action, id, inputs, observed);
  const step = openActionStep(action, connection, id, inputs);
  const seen = action.completion?.failed(observed) === undefined ? await lookAgain(step, observed) : undefined;
  return seen === undefined ? act(step) : complete(step, seen);
}

/** What has become of what an earlier run began. Undefined: the API has forgotten it. */
async function lookAgain(step: ActionStep, observed: Observed): Promise<Observed | undefined> {
  try {
    return await onceShown(step, observed, lagAfterEarlierRun);
  } catch (error) {
    return isProvenNotFound(error) ? undefined : observed;
  }
}

/** Looks once more at what the action began. */
async function look({ action, context, inputs }: ActionStep, seen: Observed): Promise<Observed> {
  if (action.completion === undefined) return seen;
  const answer = await action.completion.look(context, seen, inputs);
  return { ...seen, ...withoutUndefined(action.state(answer)) };
}

/** Looks, for so many milliseconds while the API does not show what the action began: a reading may lag behind it. */
function onceShown(step: ActionStep, seen: Observed, time: number): Promise<Observed> {
  const { action, context } = step;
  const until = context.now() + time;
  const isUnseen = (error: unknown): boolean => isProvenNotFound(error) && context.now() < until;
  return whileUnseen(context, action.completion?.isNew?.(seen) === true, () => look(step, seen), isUnseen);
}

/** The API may not know yet what this run created a moment ago. */
const onceKnown = <T>({ context, inputs }: ActionStep, ask: () => Promise<T>): Promise<T> =>
  whileUnseen(context, namesNew(context, inputs), ask);

const send = (step: ActionStep): Promise<ActionAnswer> =>
  onceKnown(step, () => step.action.send(step.context, step.inputs));

type Recall = NonNullable<Action["recall"]>;

/** Sends the request, so that the action runs once. After a lost answer, finds out what became of the request. */
async function sendOnce(step: ActionStep): Promise<ActionAnswer> {
  const { action, context, inputs } = step;
  const { recall } = action;
  if (recall === undefined) return send(step);
  // If the API has no such list, nobody can tell. If the object is missing, the request itself is going to say so.
  const before = await unlessNotFound(onceKnown(step, () => recall.all(context, inputs)));
  const known = before && idsOf(action, before);
  try {
    return await send(step);
  } catch (error) {
    if (mayHaveBeenHandled(error)) return afterLost(step, recall, known, error);
    if (!isStrangersRefusal(error) || known === undefined) throw error;
    const begun = await begunAllTheSame(step, recall, known, error);
    if (begun === undefined) throw error;
    return begun;
  }
}

/** What the API began although something in its place refused the request. The provider looks once. */
async function begunAllTheSame(
  step: ActionStep,
  recall: Recall,
  before: Set<string>,
  error: unknown,
): Promise<ActionAnswer | undefined> {
  const { context, inputs } = step;
  await context.pauseInTime(timeToArrive);
  const all = await recall.all(context, inputs).catch(() => undefined);
  return begunSince(step, recall, before, all ?? [], error);
}

/**
 * What the request began: the one like it that is new in the list, and that no other action of this run began (a list
 * may be late to show that one). Throws if there are several.
 */
function begunSince(
  { action, context, subject, inputs }: ActionStep,
  recall: Recall,
  before: Set<string>,
  all: ActionAnswer[],
  error: unknown,
): ActionAnswer | undefined {
  const isNew = (id: string): boolean => !before.has(id) && context.created(id) === undefined;
  const begun = all.filter((one) => isNew(action.id?.(one) ?? "") && recall.isLike(one, inputs));
  if (begun.length < 2) return begun[0];
  throw new ResourceError(
    `${subject}: the answer to the request got lost, and several that are like it have begun since (ids ` +
      `${[...idsOf(action, begun)].join(", ")}). ${reasonOf(error)}\n${lookAndRunAgain}`,
  );
}

const idsOf = ({ id }: Action, all: ActionAnswer[]): Set<string> => new Set(all.map((one) => id?.(one) ?? ""));

/** What a request with a lost answer began; if it began nothing, or nobody can tell, the request goes out once more. */
async function afterLost(
  step: ActionStep,
  recall: Recall,
  before: Set<string> | undefined,
  error: unknown,
): Promise<ActionAnswer> {
  const { connection, subject, inputs } = step;
  const { wait, isInTime } = pauseAfter(step.context, error, 0);
  const context = contextOfLooks(connection, wait);
  await context.pause(wait);
  for (let look = 0; look < looksForTheLost && before !== undefined; look++) {
    if (look > 0) await context.pause(connection.settings.pollInterval);
    const all = await lookWithRetries(context, () => recall.all(context, inputs)).catch(() => undefined);
    // The API listed them before the request, so a refusal now proves nothing.
    if (all === undefined) throw outcomeUnknown(step, error);
    const ours = begunSince(step, recall, before, all, error);
    if (ours !== undefined) return ours;
  }
  if (!isInTime) throw outcomeUnknown(step, error);
  connection.warn(
    `${subject}: the answer to the request got lost, and the API lists nothing that the request began. The provider ` +
      "sends the request once more, so the action may run twice.",
  );
  return sendAgain(step, error);
}

/** Sends the request a second time, and no third. A refusal of the second says nothing about the first. */
async function sendAgain(step: ActionStep, lost: unknown): Promise<ActionAnswer> {
  try {
    return await send(step);
  } catch (error) {
    if (!(error instanceof WpEngineApiError)) throw error;
    throw outcomeUnknown(step, lost, error);
  }
}

const lookAndRunAgain =
  "Look at the install in the User Portal, and then run `pulumi up`, which runs the action once more.";

const outcomeUnknown = ({ subject }: ActionStep, lost: unknown, again?: unknown): ResourceError =>
  new ResourceError(
    [
      `${subject}: the provider does not know whether the API began it. ${reasonOf(lost)}`,
      ...(again === undefined ? [] : [`The second request failed too: ${reasonOf(again)}`]),
      lookAndRunAgain,
    ].join("\n"),
  );

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Waits until the action is done. The state keeps one that is not, and the next `pulumi up` goes on or runs it again. */
async function complete(step: ActionStep, observed: Observed): Promise<Kept> {
  const { action, context, connection, id, inputs } = step;
  const { completion, type, documentation } = action;
  if (completion === undefined) return keptOf(action, id, inputs, observed);
  let seen = observed;
  try {
    const notice = completion.isDone(observed, inputs) ? undefined : completion.notice?.(observed, inputs);
    if (notice !== undefined) connection.warn(notice);
    await context.waitFor<Observed>({
      known: observed,
      what: `the ${documentation.noun} to be done`,
      look: async () => (seen = await onceShown(step, seen, timeToAppear)),
      done: (outputs) => completion.isDone(outputs, inputs),
      failed: completion.failed,
      meanwhile: (outputs) => completion.meanwhile(outputs, inputs),
      pause: completion.pause,
      ...(action.timeout !== undefined && { moreTime: "set `customTimeouts.create` on the resource" }),
    });
    return keptOf(action, id, inputs, seen);
  } catch (error) {
    const then = completion.failed(seen) === undefined ? "goes on from here" : "runs it again";
    const onward = `The state keeps it, and the next \`pulumi up\` ${then}.`;
    // The state keeps this text, and any input may be secret: so it names none.
    const told = { subject: type, verb: "run", tried: "finish it", connection: connection.name } as const;
    const attempt = { ...told, onward, unquoted: inputs };
    throw new UnfinishedError(explained(attempt, error), keptOf(action, id, inputs, seen, { isUnsettled: true }));
  }
}
