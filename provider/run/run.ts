import { type Clock, type Endpoints, OutOfTimeError, systemClock, WpEngineApi } from "../api";
import { type Settings } from "../configuration";
import { keptIn } from "../values";
import { Collection } from "./snapshot";
import { Rounds, type Wait, waitFor } from "./waiting";

/** What a resource's own functions work with, bounded by the deadline of the step they serve. */
export interface Context {
  readonly api: Endpoints;
  /** Loads something at most once in an operation. */
  readonly once: <T>(key: string, load: () => Promise<T>) => Promise<T>;
  /** What this operation read of the resources of a type within something: an account, say, or an install. */
  readonly collection: <Entry>(type: string, within: string, isEntangled: boolean) => Collection<Entry>;
  /** The outputs of a resource that this operation made; undefined if it made none with this id. */
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

// A call that is under way when the time is over may still be answered: cutting it would lose what it did.
const lastCall = 10_000;

/** One run of the engine (an `up`, a preview, a refresh, a destroy), as the provider's process sees it. */
export class Operation {
  readonly #api: WpEngineApi;
  readonly #loaded = new Map<string, Promise<unknown>>();
  readonly #collections = new Map<string, unknown>();
  readonly #made = new Map<string, Readonly<Record<string, unknown>>>();
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #bulks = new Map<string, unknown>();
  readonly #live = new Set<string>();
  readonly #taken = new Set<string>();
  readonly #rights = new Map<string, string>();
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
      api: this.#api.until(deadline + lastCall),
      once: (key, load) => this.#once(key, load),
      collection: (type, within, isEntangled) => this.#collection(type, within, isEntangled),
      made: (id) => this.#made.get(id),
      inTurn: (key, work) => this.exclusively(key, work),
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
  async exclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(key) ?? Promise.resolve()).then(work, work);
    this.#queues.set(key, turn);
    return turn;
  }

  /** What gathers creations that may go together in one request. */
  bulk<T>(key: string, begin: () => T): T {
    return keptIn(this.#bulks, key, begin);
  }

  /** Takes note of a resource that this operation made, when it can be used: what was not there before holds nothing yet. */
  hasMade(id: string, outputs: Readonly<Record<string, unknown>>): void {
    this.#made.set(id, outputs);
  }

  /** Marks an object as one that a resource of this operation stands for: it is never deleted by the same operation. */
  keep(object: string): void {
    this.#live.add(object);
  }

  isKept(object: string): boolean {
    return this.#live.has(object);
  }

  /** Keeps an object for one resource alone; false if another one has it already. */
  take(object: string): boolean {
    this.keep(object);
    if (this.#taken.has(object)) return false;
    this.#taken.add(object);
    return true;
  }

  /** Who holds a right that only one may hold, after this holder has asked for it. */
  holderOf(right: string, holder: string): string {
    const first = this.#rights.get(right) ?? holder;
    this.#rights.set(right, first);
    return first;
  }

  #pause(milliseconds: number): Promise<void> {
    return this.clock.sleep(milliseconds, this.signal);
  }

  #collection<Entry>(type: string, within: string, isEntangled: boolean): Collection<Entry> {
    const begin = (): Collection<Entry> =>
      new Collection<Entry>((time) => this.#pause(time), isEntangled, this.#made.has(within));
    return keptIn(this.#collections, `${type} ${within}`, begin);
  }

  async #once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const isMine = !this.#loaded.has(key);
    const loading = keptIn(this.#loaded, key, load);
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
