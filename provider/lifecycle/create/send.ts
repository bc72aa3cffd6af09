import {
  ApiAnswerError,
  isDenied,
  isServerError,
  mayHaveBeenHandled,
  NoAnswerError,
  OutOfTimeError,
  waitBefore,
  WpEngineApiError,
} from "../../api";
import { type ResourceDefinition } from "../../define";
import { isUnsent, ResourceError } from "../../report";
import { type Context, type Run } from "../../run";
import { type Values } from "../../values";
import { Finder } from "../finder";
import { BulkRequest } from "./bulk";

/** The outcome of a creation: the object is ours, or the API refused because of objects that somebody else created. */
export type Made<Remote> = { isOurs: true; remote: Remote } | { isOurs: false; found: Remote[]; refusal: unknown };

// Milliseconds, even beyond the deadline, to find out whether a request with a lost answer took effect.
const timeToLook = 60_000;
// Milliseconds in which a request that the provider will not repeat may still take effect.
const timeToArrive = 1000;
// How often the provider reads a list in which duplicates are possible before it takes a lost creation for failed.
const looksForTheLost = 6;

/**
 * Sends creations. After a lost answer, it finds out whether the API created the object before it sends anything
 * again.
 */
export class CreateSender<Inputs extends object, Remote> {
  constructor(
    private readonly definition: ResourceDefinition<Inputs, Remote>,
    private readonly run: Run,
    private readonly context: Context,
    private readonly finder: Finder<Inputs, Remote>,
  ) {}

  /** Creates an object that the last look did not find. */
  async send(inputs: Inputs & Values): Promise<Made<Remote>> {
    const outcome = await this.#inBulk(inputs);
    if (outcome === "alone") return this.#alone(inputs);
    if ("made" in outcome && outcome.made !== undefined) return { isOurs: true, remote: outcome.made };
    const error = "error" in outcome ? outcome.error : undefined;
    if (isDenied(error)) throw error;
    if (error === undefined || mayHaveBeenHandled(error)) {
      const remote = await this.#lookForOurs(inputs, error, this.#pauseAfter(error, 0).wait);
      return remote === undefined ? this.#alone(inputs, true) : { isOurs: true, remote };
    }
    // One bad creation makes the API refuse all of them. Sent alone, each gets its own answer.
    const found = await this.finder.namedAfresh(inputs);
    return found.length > 0 ? { isOurs: false, found, refusal: error } : this.#alone(inputs);
  }

  async #inBulk(inputs: Inputs) {
    const { bulk, type } = this.definition;
    const group = bulk?.group(inputs);
    if (bulk === undefined || group === undefined) return "alone";
    const request = this.run.bulk(`${type} ${group}`, () => new BulkRequest(bulk));
    return request.join(this.context, inputs);
  }

  /** `isUnderWay`: an earlier request may still take effect. */
  async #alone(inputs: Inputs & Values, isUnderWay = false): Promise<Made<Remote>> {
    let before: WpEngineApiError | undefined;
    for (let attempt = 0; ; attempt++) {
      try {
        return { isOurs: true, remote: await this.definition.create(this.context, inputs) };
      } catch (error) {
        // The deadline came before the next attempt, so the error tells of the attempt before.
        if (error instanceof OutOfTimeError && isUnsent(error.last) && before !== undefined) {
          throw new OutOfTimeError(error, before);
        }
        if (error instanceof WpEngineApiError) before = error;
        if (!mayHaveBeenHandled(error) && attempt === 0 && !isUnderWay) return this.#refused(inputs, error);
        // After a lost answer, "taken" may mean that our own first request took the name.
        const { wait, isInTime } = this.#pauseAfter(error, attempt);
        const remote = await this.#lookForOurs(inputs, error, wait);
        if (remote !== undefined) return { isOurs: true, remote };
        if (!mayHaveBeenHandled(error) || error instanceof OutOfTimeError) throw error;
        if (!isRefusal(error)) {
          if (!this.definition.apiRefusesDuplicates) throw this.#outcomeUnknown(inputs, error);
          if (attempt >= this.run.settings.retries) throw error;
        }
        if (!isInTime && before !== undefined) throw new OutOfTimeError(before, before);
      }
    }
  }

  /** The API may refuse because of an object that somebody created after the last look. */
  async #refused(inputs: Inputs & Values, error: unknown): Promise<Made<Remote>> {
    if (!(error instanceof ApiAnswerError) || ![400, 409, 422].includes(error.status)) throw error;
    const found = await this.finder.namedAfresh(inputs).catch(() => {
      throw error;
    });
    if (found.length === 0) throw error;
    return { isOurs: false, found, refusal: error };
  }

  /** How many milliseconds to wait before the look, and whether the deadline leaves time to send again after it. */
  #pauseAfter(error: unknown, attempt: number): { wait: number; isInTime: boolean } {
    const wait = waitBefore(attempt, error);
    const isInTime = wait < this.context.left();
    return { wait: isInTime ? wait : timeToArrive, isInTime };
  }

  /** No such object existed when the provider sent the creation, so one that exists now is ours. */
  async #lookForOurs(inputs: Inputs & Values, error: unknown, wait: number): Promise<Remote | undefined> {
    const { apiRefusesDuplicates } = this.definition;
    const { pollInterval } = this.run.settings;
    const looks = apiRefusesDuplicates || isRefusal(error) ? 1 : looksForTheLost;
    const context = this.run.within(wait + timeToLook + looks * pollInterval);
    const finder = new Finder(this.definition, context, inputs);
    for (let look = 0; look < looks; look++) {
      await context.pause(look === 0 ? wait : pollInterval);
      const [ours, ...others] = await lookWithRetries(context, () => finder.namedAfresh(inputs)).catch(() => {
        throw this.#outcomeUnknown(inputs, error);
      });
      if (others.length > 0) throw this.#outcomeUnknown(inputs, error);
      if (ours !== undefined) return ours;
    }
    return undefined;
  }

  #outcomeUnknown(inputs: Inputs & Values, error: unknown): ResourceError {
    const { type, label } = this.definition;
    return new ResourceError(
      `${type} ${label(inputs)}: the provider does not know whether the API created it. ` +
        `${error instanceof Error ? error.message : ""}\n` +
        "The provider did not send the request again, because that could create a second one. " +
        "Run `pulumi up` again in a minute. If that says that the resource exists already, and nobody else created it, " +
        "adopt it with `adopt: true`.",
    );
  }
}

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

const isRefusal = (error: unknown): boolean => error instanceof ApiAnswerError && error.status === 503;
