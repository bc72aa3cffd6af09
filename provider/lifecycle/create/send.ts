import {
  ApiAnswerError,
  isDenied,
  isRefusedValue,
  isServerError,
  mayHaveBeenHandled,
  NoAnswerError,
  OutOfTimeError,
  saysTaken,
  waitBefore,
  WpEngineApiError,
} from "../../api";
import { type Remote } from "../../define";
import { isUnsent, ResourceError } from "../../report";
import { type Context } from "../../run";
import { isSame, type Declared, type Observed } from "../../values";
import { differences, differingInputs } from "../differences";
import { Finder } from "../finder";
import { isToldToAdopt, objectOf } from "../identity";
import { whileInTheWay } from "../order";
import { type Step } from "../step";
import { namesNew, whileUnseen } from "../unseen";
import { BulkRequest } from "./bulk";
import { freshEnough, namedOnceShown } from "./late";

/** The outcome of a creation: the object is ours, or the API refused because of objects that somebody else created. */
export type Made = { isOurs: true; remote: Remote } | { isOurs: false; found: Remote[]; refusal: unknown };

/** Whether the pace, or the API's limit, held a request back until it was too late to send it. */
const isHeldBack = (error: unknown): error is OutOfTimeError =>
  error instanceof OutOfTimeError &&
  (isUnsent(error.last) || (error.last instanceof ApiAnswerError && error.last.status === 429));

// Requests a second.
const lowestPaceForLooks = 0.2;
// Milliseconds before the new look of a creation that was held back.
const pauseWhileHeldBack = 5000;

// Milliseconds, even beyond the deadline, to find out whether a request with a lost answer took effect.
const timeToLook = 60_000;
// Milliseconds in which a request that the provider will not repeat may still take effect.
const timeToArrive = 1000;
// How often the list is read again where no second request can tell what became of the first: a list may be late.
const looksForTheLost = 6;

/**
 * Sends creations. After a lost answer, it finds out whether the API created the object before it sends anything
 * again.
 */
export class CreateSender {
  /** The ids of what existed before this creation sent anything. None of these is ours. */
  readonly #before: ReadonlySet<string>;

  constructor(private readonly step: Step) {
    this.#before = step.finder.knownIds();
  }

  /** Creates an object that the last look did not find. */
  async send(inputs: Declared): Promise<Made> {
    const outcome = await this.#inBulk(inputs);
    if (outcome === "alone") return this.#alone(inputs);
    if ("made" in outcome && outcome.made !== undefined) return { isOurs: true, remote: outcome.made };
    const error = "error" in outcome ? outcome.error : undefined;
    if (isDenied(error)) throw error;
    if (error === undefined || mayHaveBeenHandled(error)) {
      const remote = await this.#lookForOurs(inputs, error, this.#pauseAfter(error, 0).wait, 1);
      return remote === undefined ? this.#alone(inputs, true) : { isOurs: true, remote };
    }
    // The API may have created some of them all the same. What the refusal names existed before. The rest goes alone,
    // so that each gets an answer of its own.
    const found = await this.#namedInFull(this.step.finder, inputs);
    const [one, ...others] = found;
    if (one === undefined) return this.#alone(inputs);
    const isOurs = others.length === 0 && this.#isOurs(inputs, one) && !this.#isNamedIn(error, inputs);
    return isOurs ? { isOurs: true, remote: one } : { isOurs: false, found, refusal: error };
  }

  async #inBulk(inputs: Declared) {
    const { bulk, type } = this.step.definition;
    const group = bulk?.group(inputs);
    if (bulk === undefined || group === undefined) return "alone";
    const request = this.step.run.bulk(`${type} ${group}`, () => new BulkRequest(bulk));
    return request.join(this.step.context, inputs);
  }

  #isNamedIn(error: unknown, inputs: Declared): boolean {
    const words = error instanceof Error ? error.message.split(/[\s"'`,;:()[\]]+/) : [];
    return words.includes(this.step.definition.label(inputs));
  }

  /** `isUnderWay`: an earlier request may still take effect. */
  async #alone(inputs: Declared, isUnderWay = false): Promise<Made> {
    const { apiRefusesDuplicates } = this.step.definition;
    let before: WpEngineApiError | undefined;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#createUnlessSeen(inputs, attempt > 0 || isUnderWay);
      } catch (error) {
        // The deadline came before the next attempt, so the error tells of the attempt before.
        if (error instanceof OutOfTimeError && isUnsent(error.last) && before !== undefined) {
          throw new OutOfTimeError(error, before);
        }
        if (error instanceof WpEngineApiError) before = error;
        const isLost = mayHaveBeenHandled(error);
        const isSecond = attempt > 0 || isUnderWay;
        if (!isLost && !isSecond) return this.#refused(inputs, error);
        // After a lost answer, "taken" may mean taken by our own first request, of which the list may be late to tell.
        const isTaken = !isLost && isRefusedValue(error);
        const { wait, isInTime } = this.#pauseAfter(error, attempt);
        const looks = isTaken || !apiRefusesDuplicates ? looksForTheLost : 1;
        const remote = await this.#lookForOurs(inputs, error, wait, looks);
        if (remote !== undefined) return { isOurs: true, remote };
        if (isTaken) throw this.#outcomeUnknown(inputs, error, mayBeOurs);
        if (!isLost) throw error;
        if (!apiRefusesDuplicates) throw this.#outcomeUnknown(inputs, error, notSentAgain);
        if (error instanceof OutOfTimeError) throw error;
        if (!isAway(error) && attempt >= this.step.run.settings.retries) throw error;
        if (!isInTime && before !== undefined) throw new OutOfTimeError(before, before);
      }
    }
  }

  /** Where the API refuses no second object, a request that was held back goes out only after a new look. */
  async #createUnlessSeen(inputs: Declared, isSecond: boolean): Promise<Made> {
    const { context, finder } = this.step;
    let refusal: OutOfTimeError | undefined;
    for (;;) {
      try {
        return { isOurs: true, remote: await this.#create(inputs, isSecond) };
      } catch (error) {
        if (this.#maySendLate() || !isHeldBack(error)) throw error;
        // What the API answered says more than that nothing was sent afterwards.
        refusal = isUnsent(error.last) ? (refusal ?? error) : error;
      }
      const last = refusal;
      if (!(await context.pauseInTime(pauseWhileHeldBack))) throw last;
      const found = await finder.namedSince(context.now(), inputs).catch(() => {
        throw last;
      });
      if (found.length > 0) return { isOurs: false, found, refusal: last };
    }
  }

  /**
   * Whether a request may go out late without a new look. At a very low pace, the look would take the request's turn.
   */
  #maySendLate(): boolean {
    const { requestsPerSecond = Infinity } = this.step.run.settings;
    return this.step.definition.apiRefusesDuplicates || requestsPerSecond < lowestPaceForLooks;
  }

  /** One request, repeated while something holds the place that this run will move or has deleted. */
  async #create(inputs: Declared, isSecond: boolean): Promise<Remote> {
    const { definition, context } = this.step;
    // Where the API refuses no second one, a request that is held back must not go out without a new look.
    const sending = this.#maySendLate()
      ? context
      : this.step.run.within(context.left(), this.step.finder.freshUntil(freshEnough));
    const create = (): Promise<Remote> =>
      whileUnseen(context, namesNew(context, inputs), () => definition.create(sending, inputs));
    if (isSecond) return create();
    return whileInTheWay(this.step, { inputs }, create);
  }

  /** The API may refuse because of an object that somebody created after the last look. */
  async #refused(inputs: Declared, error: unknown): Promise<Made> {
    if (!isRefusedValue(error)) throw error;
    const found = await this.#namedAfter(inputs, error).catch(() => {
      throw error;
    });
    if (found.length === 0) throw error;
    return { isOurs: false, found, refusal: error };
  }

  /**
   * A name that is taken but not listed may be that of an object of a killed run. With adoption on, that is worth a
   * wait.
   */
  async #namedAfter(inputs: Declared, error: ApiAnswerError): Promise<Remote[]> {
    const found = await this.step.finder.namedAfresh(inputs);
    if (found.length > 0 || !saysTaken(error) || !isToldToAdopt(this.step.definition, this.step.run, inputs))
      return found;
    return namedOnceShown(this.step, inputs);
  }

  /** How many milliseconds to wait before the look, and whether the deadline leaves time to send again after it. */
  #pauseAfter(error: unknown, attempt: number): { wait: number; isInTime: boolean } {
    const wait = waitBefore(attempt, error);
    const isInTime = wait < this.step.context.left();
    return { wait: isInTime ? wait : timeToArrive, isInTime };
  }

  /** Looks for what a lost request created. An object that has the name and is not ours stays as it is. */
  async #lookForOurs(inputs: Declared, error: unknown, wait: number, looks: number): Promise<Remote | undefined> {
    const { pollInterval } = this.step.run.settings;
    const context = this.step.run.within(wait + timeToLook + looks * pollInterval);
    const finder = new Finder(this.step.definition, context, inputs);
    let foreign: Remote | undefined;
    for (let look = 0; look < looks; look++) {
      await context.pause(look === 0 ? wait : pollInterval);
      const found = await lookWithRetries(context, () => this.#namedInFull(finder, inputs)).catch(() => {
        throw this.#outcomeUnknown(inputs, error, notSentAgain);
      });
      const [ours, ...others] = found.filter((one) => this.#isOurs(inputs, one));
      if (others.length > 0) throw this.#outcomeUnknown(inputs, error, notSentAgain);
      if (ours !== undefined) return ours;
      foreign = found[0];
      // Where there can be only one, ours cannot appear beside it.
      if (foreign !== undefined && this.step.definition.apiRefusesDuplicates) break;
    }
    if (foreign !== undefined) throw this.#somebodyElses(inputs, foreign, error);
    return undefined;
  }

  /** What has the name, each read by itself: an entry of a list may be late, and may say too little to tell whose it is. */
  async #namedInFull(finder: Finder, inputs: Declared): Promise<Remote[]> {
    const listed = await finder.namedAfresh(inputs);
    return finder.readsSingly ? finder.stillExisting(listed) : listed;
  }

  /** Whether an object appeared after the request, and is as the request said. */
  #isOurs(inputs: Declared, remote: Remote): boolean {
    const { definition } = this.step;
    const id = definition.id(remote);
    // What this run deleted may be back under the id that it had: a person keeps the id.
    const isRecreated = this.step.run.claims.isDeleted(objectOf(definition, id, inputs));
    if ((this.#before.has(id) && !isRecreated) || definition.comesByItself?.(remote) === true) return false;
    return this.#unlikeSent(inputs, definition.state(remote)).length === 0;
  }

  /** The inputs in which an object differs from the request. To leave out a removable input is to ask for none. */
  #unlikeSent(inputs: Declared, observed: Observed): string[] {
    const { definition } = this.step;
    const { updateOnly = [], removable = [] } = definition;
    const added = removable.filter(
      (input) => inputs[input] === undefined && !isSame(definition, input, undefined, observed[input]),
    );
    const differing = differingInputs(definition, inputs, observed);
    return [...differing.filter((input) => !updateOnly.includes(input)), ...added];
  }

  #somebodyElses(inputs: Declared, remote: Remote, error: unknown): ResourceError {
    const { type, label, id, state } = this.step.definition;
    const observed = state(remote);
    const differing = this.#unlikeSent(inputs, observed);
    return new ResourceError(
      [
        `${type} ${label(inputs)}: could not create it. ${error instanceof Error ? error.message : "The answer does not mention it."}`,
        `An object with this name exists now (id ${id(remote)}), but the provider did not create it: the object ${
          differing.length > 0 ? "differs from what the provider sent." : "was there before."
        }`,
        ...differences(inputs, observed, differing),
        "If it is yours, declare it as it is and adopt it with `adopt: true` on the resource or `WPENGINE_ADOPT=true pulumi up`; " +
          "otherwise choose another name.",
      ].join("\n"),
    );
  }

  #outcomeUnknown(inputs: Declared, error: unknown, why: string): ResourceError {
    const { type, label } = this.step.definition;
    return new ResourceError(
      `${type} ${label(inputs)}: the provider does not know whether the API created it. ${error instanceof Error ? error.message : ""}\n` +
        `${why} Run \`pulumi up\` again in a minute. If that says that the resource exists already, and nobody else ` +
        "created it, run `WPENGINE_ADOPT=true pulumi up`.",
    );
  }
}

const notSentAgain = "The provider did not send the request again, because that could create a second one.";
const mayBeOurs =
  "The answer to an earlier request got lost, so the provider itself may have created what the API calls taken. The list " +
  "does not show it yet.";

/** Looks until the API answers or the deadline comes. To give up earlier could lose an object that the API created. */
async function lookWithRetries<Found>(context: Context, look: () => Promise<Found>): Promise<Found> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await look();
    } catch (error) {
      const isPassing = error instanceof NoAnswerError || isServerError(error);
      if (!isPassing || !(await context.pauseInTime(waitBefore(attempt, error)))) throw error;
    }
  }
}

/** The API is not available for a while, however often it is asked. */
const isAway = (error: unknown): boolean => error instanceof ApiAnswerError && error.status === 503;
