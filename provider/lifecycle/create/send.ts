import {
  ApiAnswerError,
  isDenied,
  isRefusedValue,
  isStrangersRefusal,
  mayHaveBeenHandled,
  OutOfTimeError,
  saysTaken,
  WpEngineApiError,
} from "../../api";
import { type Remote } from "../../define";
import { isUnsent } from "../../report";
import { type Declared } from "../../values";
import { isToldToAdopt } from "../identity";
import { looksForTheLost, pauseAfter, timeToArrive } from "../lost";
import { whileInTheWay } from "../order";
import { type Step } from "../step";
import { namesNew, whileUnseen } from "../unseen";
import { BulkRequest } from "./bulk";
import { freshEnough, namedOnceShown } from "./late";
import { mayBeOurs, notSentAgain, Recovery } from "./recover";

/** The outcome of a creation: the object is ours, or the provider found objects that somebody else created. */
export type Made = { isOurs: true; remote: Remote } | { isOurs: false; found: Remote[]; refusal: unknown };

/** What became of a request. Lost: nobody knows whether the API carried it out. */
type Sent = { is: "made"; made: Made } | { is: "refused" | "lost"; error: unknown };

const ours = (remote: Remote): Made => ({ isOurs: true, remote });
const failed = (error: unknown): Sent => ({ is: mayHaveBeenHandled(error) ? "lost" : "refused", error });

/** Creates an object that the last look did not find, with others in one request or alone. */
export async function send(step: Step, inputs: Declared): Promise<Made> {
  const recovery = new Recovery(step, inputs);
  const together = await sendTogether(step, inputs);
  if (together === undefined) return sendAlone(step, inputs, recovery, false);
  if (together.is === "made") return together.made;
  const { error } = together;
  if (isStrangersRefusal(error)) return ours(await createdAllTheSame(step, recovery, error));
  if (isDenied(error)) throw error;
  if (together.is === "lost") {
    const remote = await recovery.look(error, pauseAfter(step.context, error, 0).wait, 1);
    return remote === undefined ? sendAlone(step, inputs, recovery, true) : ours(remote);
  }
  // The API may have created some of them all the same. An object that the refusal names existed before. Each of the
  // rest goes alone, so that it gets an answer of its own.
  const found = await recovery.namedAfter(error);
  const [one, ...others] = found;
  if (one === undefined) return sendAlone(step, inputs, recovery, false);
  const isOurs = others.length === 0 && recovery.isOurs(one) && !isNamedIn(error, step.definition.label(inputs));
  return isOurs ? ours(one) : { isOurs: false, found, refusal: error };
}

/** Undefined: this creation goes alone. */
async function sendTogether({ definition, connection, context }: Step, inputs: Declared): Promise<Sent | undefined> {
  const { bulk, type } = definition;
  const group = bulk?.group(inputs);
  if (bulk === undefined || group === undefined) return undefined;
  const outcome = await connection.bulk(`${type} ${group}`, () => new BulkRequest(bulk)).join(context, inputs);
  if (outcome === "alone") return undefined;
  if ("error" in outcome) return failed(outcome.error);
  return outcome.made === undefined ? { is: "lost", error: undefined } : { is: "made", made: ours(outcome.made) };
}

function isNamedIn(error: unknown, label: string): boolean {
  const words = error instanceof Error ? error.message.split(/[\s"'`,;:()[\]]+/) : [];
  return words.includes(label);
}

/**
 * Sends a request for one object. After a lost answer, sends it again only if the API itself refuses a second object.
 *
 * @param mayExist Whether an earlier request may still take effect.
 */
async function sendAlone(step: Step, inputs: Declared, recovery: Recovery, mayExist: boolean): Promise<Made> {
  const { definition, connection } = step;
  let before: WpEngineApiError | undefined;
  for (let attempt = 0; ; attempt++) {
    const isSecond = mayExist || attempt > 0;
    const sent = await sendOnce(step, inputs, isSecond);
    if (sent.is === "made") return sent.made;
    const { error } = sent;
    // The deadline came before this attempt, so the error tells of the attempt before.
    if (error instanceof OutOfTimeError && isUnsent(error.last) && before !== undefined)
      throw new OutOfTimeError(error, before);
    if (error instanceof WpEngineApiError) before = error;
    if (sent.is === "refused" && !isSecond) {
      if (isStrangersRefusal(error)) return ours(await createdAllTheSame(step, recovery, error));
      return refused(step, inputs, error);
    }

    // After a lost answer, "taken" may mean taken by our own first request, which the list may be late to show.
    const isTaken = sent.is === "refused" && isRefusedValue(error);
    const { wait, isInTime } = pauseAfter(step.context, error, attempt);
    const looks = isTaken || definition.mayExistTwice === true ? looksForTheLost : 1;
    const remote = await recovery.look(error, wait, looks);
    if (remote !== undefined) return ours(remote);
    if (isTaken) throw recovery.outcomeUnknown(error, mayBeOurs);
    if (sent.is === "refused") throw error;
    if (definition.mayExistTwice === true) throw recovery.outcomeUnknown(error, notSentAgain);
    if (error instanceof OutOfTimeError) throw error;
    if (!isAway(error) && attempt >= connection.settings.retries) throw error;
    if (!isInTime && before !== undefined) throw new OutOfTimeError(before, before);
  }
}

// Milliseconds before the new look of a creation that was held back.
const pauseWhileHeldBack = 5000;

/** One request. Where the API refuses no second object, a request that was held back goes out only after a new look. */
async function sendOnce(step: Step, inputs: Declared, isSecond: boolean): Promise<Sent> {
  const { context, finder } = step;
  let refusal: OutOfTimeError | undefined;
  for (;;) {
    try {
      return { is: "made", made: ours(await request(step, inputs, isSecond)) };
    } catch (error) {
      if (maySendLate(step) || !isHeldBack(error)) return failed(error);
      // What the API answered says more than that nothing was sent afterwards.
      refusal = isUnsent(error.last) ? (refusal ?? error) : error;
    }
    if (!(await context.pauseInTime(pauseWhileHeldBack))) return failed(refusal);
    const found = await finder.namedSince(context.now(), inputs).catch(() => undefined);
    if (found === undefined) return failed(refusal);
    if (found.length > 0) return { is: "made", made: { isOurs: false, found, refusal } };
  }
}

/** The request itself, repeated while something holds the place that this run will move or has deleted. */
async function request(step: Step, inputs: Declared, isSecond: boolean): Promise<Remote> {
  const { definition, connection, context, finder } = step;
  // Where the API refuses no second object, a request that was held back must not go out without a new look.
  const sending = maySendLate(step) ? context : connection.within(context.left(), finder.freshUntil(freshEnough));
  const post = (): Promise<Remote> => definition.create(sending, inputs);
  const create = (): Promise<Remote> => whileUnseen(context, namesNew(context, inputs), post);
  return isSecond ? create() : whileInTheWay(step, { inputs }, create);
}

// Requests a second.
const lowestPaceForLooks = 0.2;

/** Whether a request may go out late without a new look. At a very low pace, the look would take the request's turn. */
function maySendLate({ definition, connection }: Step): boolean {
  const { requestsPerSecond = Infinity } = connection.settings;
  return definition.mayExistTwice !== true || requestsPerSecond < lowestPaceForLooks;
}

/** Whether the pace, or the API's limit, held a request back until it was too late to send it. */
const isHeldBack = (error: unknown): error is OutOfTimeError =>
  error instanceof OutOfTimeError &&
  (isUnsent(error.last) || (error.last instanceof ApiAnswerError && error.last.status === 429));

/** The API is not available for a while, however often it is asked. */
const isAway = (error: unknown): boolean => error instanceof ApiAnswerError && error.status === 503;

/** What the API created although something in its place refused the request. The provider looks once. */
async function createdAllTheSame({ context }: Step, recovery: Recovery, error: ApiAnswerError): Promise<Remote> {
  await context.pauseInTime(timeToArrive);
  const found = await recovery.named().catch((): Remote[] => []);
  const [one, ...others] = found.filter((each) => recovery.isOurs(each));
  if (one === undefined) throw error;
  if (others.length > 0) throw recovery.outcomeUnknown(error, notSentAgain);
  return one;
}

/** The API may refuse because of an object that somebody created after the last look. */
async function refused(step: Step, inputs: Declared, error: unknown): Promise<Made> {
  if (!isRefusedValue(error)) throw error;
  const found = await namesakes(step, inputs, error).catch(() => {
    throw error;
  });
  if (found.length === 0) throw error;
  return { isOurs: false, found, refusal: error };
}

/**
 * The objects that have the name. If it is taken and the list shows none, a killed run may have created one. With
 * adoption on, that is worth a wait.
 */
async function namesakes(step: Step, inputs: Declared, error: ApiAnswerError): Promise<Remote[]> {
  const found = await step.finder.namedAfresh(inputs);
  if (found.length > 0 || !saysTaken(error) || !isToldToAdopt(step.definition, step.connection, inputs)) return found;
  return namedOnceShown(step, inputs);
}
