import { type Clock, type Endpoints, OutOfTimeError, systemClock, WpEngineApi } from "../api";
import { type Settings } from "../configuration";
import { getOrInsert } from "../values";
import { Claims, objectName } from "./claims";
import { Snapshot } from "./snapshot";
import { Rounds, type Wait, waitFor } from "./waiting";

/** What one step of a resource may use. Its waits end at the step's deadline, and its requests a little later. */
export interface Context {
  readonly api: Endpoints;
  /** Loads something once in a run; again only after a failure. */
  readonly once: <T>(key: string, load: () => Promise<T>) => Promise<T>;
  /** The snapshot of the resources of a type within an account or an install. */
  readonly snapshot: <Entry>(type: string, within: string, isEntangled: boolean) => Snapshot<Entry>;
  /** The outputs of a resource that this run created; undefined if it created none with this id. */
  readonly created: (id: string) => Readonly<Record<string, unknown>> | undefined;
  /** Whether a resource of this run stands for an object, so that nothing else may delete it. */
  readonly isLive: (type: string, id: string) => boolean;
  /** Whether a resource of this run keeps an object: no replacement of it can be under way. */
  readonly isKept: (type: string, id: string) => boolean;
  /** The same, in a moment: the program may still be running, and declare it later. */
  readonly turnsOutKept: (type: string, id: string) => Promise<boolean>;
  readonly isDeleted: (type: string, id: string) => boolean;
  /** Whether the state has an object, as far as this run has seen. */
  readonly isInState: (type: string, id: string) => boolean;
  /** Whether an input of an object has this value in the state, and is going to have another one. */
  readonly isGivingUp: (type: string, id: string, input: string, value: unknown) => boolean;
  readonly warn: (text: string) => void;
  /** Runs one piece of work at a time for a key. */
  readonly inTurn: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Looks again and again until the condition holds; throws at the deadline. */
  readonly waitFor: <T>(wait: Wait<T>) => Promise<T>;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Pauses and returns true. Returns false at once if the deadline would come first. */
  readonly pauseInTime: (milliseconds: number) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds until the deadline. */
  readonly left: () => number;
}

// Milliseconds for the answer to a request that is under way at the deadline: without the answer, its effect would be
// lost.
const lastRequest = 10_000;

// How long the running program may take to declare what the run keeps, and how often the provider looks, in milliseconds.
const timeToDeclare = 15_000;
const pauseToDeclare = 500;

/** One run of the engine (an `up`, a preview, a refresh, a destroy), as the provider's process sees it. */
export class Run {
  readonly #api: WpEngineApi;
  readonly #loaded = new Map<string, Promise<unknown>>();
  readonly #snapshots = new Map<string, unknown>();
  readonly #created = new Map<string, Readonly<Record<string, unknown>>>();
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #bulks = new Map<string, unknown>();
  readonly #roles = new Map<string, string>();
  readonly #said = new Set<string>();
  readonly #rounds: Rounds;
  /** Which resource of this run stands for which object. */
  readonly claims = new Claims();

  constructor(
    readonly settings: Settings,
    /** Shows a warning to the user. */
    readonly warn: (text: string) => void = console.warn,
    readonly signal: AbortSignal = new AbortController().signal,
    readonly clock: Clock = systemClock,
  ) {
    this.#api = new WpEngineApi({ ...settings, signal, clock });
    this.#rounds = new Rounds(settings.pollInterval, clock, signal);
  }

  /** A context whose deadline comes after this many milliseconds. It sends nothing later than `sendBy`. */
  within(milliseconds: number, sendBy?: number): Context {
    const began = this.clock.now();
    const deadline = began + milliseconds;
    const left = (): number => deadline - this.clock.now();
    return {
      api: this.#api.until(deadline + lastRequest, sendBy),
      once: (key, load) => this.#once(key, load),
      snapshot: (type, within, isEntangled) => this.#snapshot(type, within, isEntangled),
      created: (id) => this.#created.get(id.toLowerCase()),
      isLive: (type, id) => this.claims.isLive(objectName(type, id)),
      isKept: (type, id) => this.claims.isKept(objectName(type, id)),
      turnsOutKept: (type, id) => this.#turnsOutKept(objectName(type, id), left),
      isDeleted: (type, id) => this.claims.isDeleted(objectName(type, id)),
      isInState: (type, id) => this.claims.isInState(objectName(type, id)),
      isGivingUp: (type, id, input, value) => this.claims.isGivingUp(objectName(type, id), input, value),
      warn: (text) => this.warn(text),
      inTurn: (key, work) => this.inTurn(key, work),
      waitFor: (wait) => waitFor(wait, { began, deadline, clock: this.clock }, this.#rounds),
      pause: (time) => this.#pause(time),
      pauseInTime: async (time) => {
        const isInTime = time < left();
        if (isInTime) await this.#pause(time);
        return isInTime;
      },
      now: () => this.clock.now(),
      left,
    };
  }

  /** Shows a text to the user, unless this run has shown it before. */
  warnOnce(text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.warn(text);
  }

  /** Runs one piece of work at a time for a key. */
  async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(key) ?? Promise.resolve()).then(work, work);
    this.#queues.set(key, turn);
    return turn;
  }

  /** The object that gathers the creations with this key into one request. */
  bulk<T>(key: string, begin: () => T): T {
    return getOrInsert(this.#bulks, key, begin);
  }

  /**
   * Notes a resource that this run created and that can be used. A new resource holds nothing yet that
   * a program declares, so its lists need no first reading.
   */
  noteCreated(id: string, outputs: Readonly<Record<string, unknown>>): void {
    this.#created.set(id.toLowerCase(), outputs);
  }

  /** Claims a role that only one resource may hold, and returns its holder. */
  claimRole(role: string, holder: string): string {
    const first = this.#roles.get(role) ?? holder;
    this.#roles.set(role, first);
    return first;
  }

  async #turnsOutKept(object: string, left: () => number): Promise<boolean> {
    const patience = this.clock.now() + Math.min(timeToDeclare, left());
    while (this.claims.hasProgram && !this.claims.isKept(object)) {
      if (this.clock.now() + pauseToDeclare >= patience) return false;
      await this.#pause(pauseToDeclare);
    }
    return this.claims.isKept(object);
  }

  #pause(milliseconds: number): Promise<void> {
    return this.clock.sleep(milliseconds, this.signal);
  }

  #snapshot<Entry>(type: string, within: string, isEntangled: boolean): Snapshot<Entry> {
    // A program may write an id with capitals and without.
    const id = within.toLowerCase();
    const begin = (): Snapshot<Entry> =>
      new Snapshot<Entry>(
        (time) => this.#pause(time),
        () => this.clock.now(),
        isEntangled,
        this.#created.has(id),
      );
    return getOrInsert(this.#snapshots, `${type} ${id}`, begin);
  }

  async #once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const isMine = !this.#loaded.has(key);
    const loading = getOrInsert(this.#loaded, key, load);
    try {
      return await loading;
    } catch (error) {
      // The run keeps no failure: the next caller may succeed, and the first caller may have had less time.
      if (this.#loaded.get(key) === loading) this.#loaded.delete(key);
      if (isMine || !(error instanceof OutOfTimeError)) throw error;
      return this.#once(key, load);
    }
  }
}
