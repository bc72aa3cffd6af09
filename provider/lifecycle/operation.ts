import { type Clock, type Endpoints, systemClock, WpEngineApi } from "../api";
import { type Settings } from "./configuration";
import { type Wait, waitFor } from "./waiting";

/** What a resource's own functions work with, bounded by the deadline of the step they serve. */
export interface Context {
  readonly api: Endpoints;
  /** Loads something at most once in an operation. */
  readonly once: <T>(key: string, load: () => Promise<T>) => Promise<T>;
  /** Looks again and again until it is so, or the deadline comes. */
  readonly waitFor: <T>(wait: Wait<T>) => Promise<T>;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Milliseconds until the deadline. */
  readonly left: () => number;
}

// A call that is under way when the time is over may still be answered: cutting it would lose what it did.
const lastCall = 10_000;

/** One run of the engine (an `up`, a preview, a refresh, a destroy), as the provider's process sees it. */
export class Operation {
  readonly #api: WpEngineApi;
  readonly #loaded = new Map<string, Promise<unknown>>();
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #live = new Set<string>();
  readonly #taken = new Set<string>();
  readonly #rights = new Map<string, string>();

  constructor(
    readonly settings: Settings,
    /** Shows a text to the user. */
    readonly warn: (text: string) => void = console.warn,
    readonly signal: AbortSignal = new AbortController().signal,
    readonly clock: Clock = systemClock,
  ) {
    this.#api = new WpEngineApi({ ...settings, signal, clock });
  }

  /** A context whose work ends within this many milliseconds. */
  within(milliseconds: number): Context {
    const deadline = this.clock.now() + milliseconds;
    const { clock, signal } = this;
    return {
      api: this.#api.until(deadline + lastCall),
      once: (key, load) => this.#once(key, load),
      waitFor: (wait) =>
        waitFor(wait, { began: deadline - milliseconds, deadline, clock, signal }, this.settings.pollInterval),
      pause: (time) => clock.sleep(time, signal),
      left: () => deadline - clock.now(),
    };
  }

  /** Runs one piece of work at a time for a key. */
  async exclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(key) ?? Promise.resolve()).then(work, work);
    this.#queues.set(key, turn);
    return turn;
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

  #once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const loaded = this.#loaded.get(key) as Promise<T> | undefined;
    if (loaded !== undefined) return loaded;
    const loading = load();
    this.#loaded.set(key, loading);
    // A failure is not remembered: the next one to ask may fare better.
    loading.catch(() => this.#loaded.delete(key));
    return loading;
  }
}
