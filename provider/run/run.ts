import { type Clock, type Endpoints, OutOfTimeError, systemClock, WpEngineApi } from "../api";
import { type Settings } from "../configuration";
import { getOrInsert } from "../values";
import { Snapshot } from "./snapshot";
import { Rounds, type Wait, waitFor } from "./waiting";

/** What a resource's own functions work with, bounded by the deadline of the step they serve. */
export interface Context {
  readonly api: Endpoints;
  /** Loads something at most once in a run. */
  readonly once: <T>(key: string, load: () => Promise<T>) => Promise<T>;
  /** What this run read of the resources of a type within something: an account, say, or an install. */
  readonly snapshot: <Entry>(type: string, within: string, isEntangled: boolean) => Snapshot<Entry>;
  /** The outputs of a resource that this run made; undefined if it made none with this id. */
  readonly made: (id: string) => Readonly<Record<string, unknown>> | undefined;
  /** Runs one piece of work at a time for a key. */
  readonly inTurn: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Looks again and again until it is so, or the deadline comes. */
  readonly waitFor: <T>(wait: Wait<T>) => Promise<T>;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Pauses, and says so, unless the deadline comes first. */
  readonly pauseInTime: (milliseconds: number) => Promise<boolean>;
  /** Milliseconds until the deadline. */
  readonly left: () => number;
}

// A request that is under way when the time is over may still be answered: cutting it would lose what it did.
const lastRequest = 10_000;

/** One run of the engine (an `up`, a preview, a refresh, a destroy), as the provider's process sees it. */
export class Run {
  readonly #api: WpEngineApi;
  readonly #loaded = new Map<string, Promise<unknown>>();
  readonly #snapshots = new Map<string, unknown>();
  readonly #made = new Map<string, Readonly<Record<string, unknown>>>();
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #bulks = new Map<string, unknown>();
  readonly #live = new Set<string>();
  readonly #claimed = new Set<string>();
  readonly #roles = new Map<string, string>();
  readonly #rounds: Rounds;

  constructor(
    readonly settings: Settings,
    /** Shows a text to the user. */
    readonly warn: (text: string) => void = console.warn,
    readonly signal: AbortSignal = new AbortController().signal,
    readonly clock: Clock = systemClock,
  ) {
    this.#api = new WpEngineApi({ ...settings, signal, clock });
    this.#rounds = new Rounds(settings.pollInterval, clock, signal);
  }

  /** A context whose work ends within this many milliseconds. */
  within(milliseconds: number): Context {
    const began = this.clock.now();
    const deadline = began + milliseconds;
    const left = (): number => deadline - this.clock.now();
    return {
      api: this.#api.until(deadline + lastRequest),
      once: (key, load) => this.#once(key, load),
      snapshot: (type, within, isEntangled) => this.#snapshot(type, within, isEntangled),
      made: (id) => this.#made.get(id),
      inTurn: (key, work) => this.inTurn(key, work),
      waitFor: (wait) => waitFor(wait, { began, deadline, clock: this.clock }, this.#rounds),
      pause: (time) => this.#pause(time),
      pauseInTime: async (time) => {
        const isInTime = time < left();
        if (isInTime) await this.#pause(time);
        return isInTime;
      },
      left,
    };
  }

  /** Runs one piece of work at a time for a key. */
  async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(key) ?? Promise.resolve()).then(work, work);
    this.#queues.set(key, turn);
    return turn;
  }

  /** What gathers creations that may go together in one request. */
  bulk<T>(key: string, begin: () => T): T {
    return getOrInsert(this.#bulks, key, begin);
  }

  /** Takes note of a resource that this run made, when it can be used: what was not there before holds nothing yet. */
  hasMade(id: string, outputs: Readonly<Record<string, unknown>>): void {
    this.#made.set(id, outputs);
  }

  /** A resource of this run stands for this object: the same run never deletes it. */
  markLive(object: string): void {
    this.#live.add(object);
  }

  isLive(object: string): boolean {
    return this.#live.has(object);
  }

  /** Claims an object for one resource alone; false if another resource of this run claimed it before. */
  claim(object: string): boolean {
    this.markLive(object);
    if (this.#claimed.has(object)) return false;
    this.#claimed.add(object);
    return true;
  }

  /** Claims a role that only one may hold, and says who holds it. */
  claimRole(role: string, holder: string): string {
    const first = this.#roles.get(role) ?? holder;
    this.#roles.set(role, first);
    return first;
  }

  #pause(milliseconds: number): Promise<void> {
    return this.clock.sleep(milliseconds, this.signal);
  }

  #snapshot<Entry>(type: string, within: string, isEntangled: boolean): Snapshot<Entry> {
    const begin = (): Snapshot<Entry> =>
      new Snapshot<Entry>((time) => this.#pause(time), isEntangled, this.#made.has(within));
    return getOrInsert(this.#snapshots, `${type} ${within}`, begin);
  }

  async #once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const isMine = !this.#loaded.has(key);
    const loading = getOrInsert(this.#loaded, key, load);
    try {
      return await loading;
    } catch (error) {
      // A failure is not remembered: the next one to ask may fare better, and whoever asked first may have had less time.
      if (this.#loaded.get(key) === loading) this.#loaded.delete(key);
      if (isMine || !(error instanceof OutOfTimeError)) throw error;
      return this.#once(key, load);
    }
  }
}
