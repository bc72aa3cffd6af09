import { type Clock, type Endpoints, OutOfTimeError, WpEngineApi } from "../api";
import { durationText, namespaceOf, type Settings } from "../configuration";
import { UnattributedError, waitOn } from "../report";
import { getOrInsert } from "../values";
import { type Claims, objectName } from "./claims";
import { Snapshot } from "./snapshot";
import { Rounds, type Wait, waitFor } from "./waiting";

/** What one step of a resource may use. Its waits end at the step's deadline, and its requests a little later. */
export interface Context {
  readonly api: Endpoints;
  /** The keys of the settings that hold the credentials, for an error. */
  readonly credentials: string;
  /** The same step with the credentials of each other connection of this run to the same API. */
  readonly others: () => Context[];
  /** Loads something once in a run, with these credentials; again only after a failure. */
  readonly once: <T>(key: string, load: () => Promise<T>) => Promise<T>;
  /** The snapshot of the resources of a type within an account or an install. */
  readonly snapshot: <Entry>(type: string, within: string, isEntangled: boolean) => Snapshot<Entry>;
  /** The outputs of a resource that this run created; undefined if it created none with this id. */
  readonly created: (id: string) => Readonly<Record<string, unknown>> | undefined;
  /** Whether a resource of this run stands for an object, so that nothing else may delete it. */
  readonly isLive: (type: string, id: string) => boolean;
  /** Whether a resource of this run keeps an object: no replacement of it can be under way. */
  readonly isKept: (type: string, id: string) => boolean;
  /** The same, after a wait of some seconds: the program may still be running, and declare the object later. */
  readonly turnsOutKept: (type: string, id: string) => Promise<boolean>;
  readonly isDeleted: (type: string, id: string) => boolean;
  /** Whether the state has an object, as far as this run has seen. */
  readonly isInState: (type: string, id: string) => boolean;
  /** Whether an input of an object holds this other id in the state, and is going to lose it. */
  readonly isGivingUp: (type: string, id: string, input: string, other: string) => boolean;
  readonly warn: (text: string) => void;
  /** Runs one piece of work at a time for a key. */
  readonly inTurn: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /**
   * Runs one piece of work at a time for a key, and begins it no sooner than this many milliseconds after the last one
   * began. Throws if the deadline comes first.
   */
  readonly spaced: <T>(key: string, milliseconds: number, work: () => Promise<T>) => Promise<T>;
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

/** What all connections of a run share. */
export interface Shared {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether a program has declared anything in this run. */
  readonly hasProgram: boolean;
  /** When work with a spacing last began, by its key. */
  readonly begun: Map<string, number>;
  othersThan(connection: Connection): Connection[];
  /** Shows a warning to the user. */
  readonly warn: (text: string) => void;
  /** Shows a text to the user, unless this run has shown it before. */
  warnOnce(text: string): void;
  /** Runs one piece of work at a time for a key: two connections may see the same object. */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T>;
}

// Milliseconds for the answer to a request that is under way at the deadline. Without the answer, nobody would know
// what the request did.
const lastRequest = 10_000;

// How long the running program may take to declare what the run keeps, and how often the provider looks, in milliseconds.
const timeToDeclare = 15_000;
const pauseToDeclare = 500;

/** One set of credentials with its settings, and all that a run knows with them. Another user may see other things. */
export class Connection {
  readonly #api: WpEngineApi;
  readonly #loaded = new Map<string, Promise<unknown>>();
  readonly #snapshots = new Map<string, unknown>();
  readonly #created = new Set<string>();
  readonly #bulks = new Map<string, unknown>();
  readonly #rounds: Rounds;
  readonly #credentials: string;

  constructor(
    /** Undefined: the default connection. */
    readonly name: string | undefined,
    readonly settings: Settings,
    /** Which resource of the run stands for which object. All connections to one base URL share them. */
    readonly claims: Claims,
    private readonly run: Shared,
  ) {
    const { clock, signal } = run;
    this.#api = new WpEngineApi({ ...settings, signal, clock });
    this.#rounds = new Rounds(settings.pollInterval, clock, signal);
    this.#credentials = ["username", "password"].map((key) => `${namespaceOf(name)}:${key}`).join(", ");
  }

  /** A context whose deadline comes after this many milliseconds. It sends nothing later than `sendBy`. */
  within(milliseconds: number, sendBy?: number): Context {
    const { clock } = this.run;
    const began = clock.now();
    const deadline = began + milliseconds;
    const left = (): number => deadline - clock.now();
    return {
      api: this.#api.until(deadline + lastRequest, sendBy),
      credentials: this.#credentials,
      others: () => this.run.othersThan(this).map((one) => one.within(left(), sendBy)),
      once: (key, load) => this.#once(key, load),
      snapshot: (type, within, isEntangled) => this.#snapshot(type, within, isEntangled),
      created: (id) => this.claims.created(id),
      isLive: (type, id) => this.claims.isLive(objectName(type, id)),
      isKept: (type, id) => this.claims.isKept(objectName(type, id)),
      turnsOutKept: (type, id) => this.#turnsOutKept(objectName(type, id), left),
      isDeleted: (type, id) => this.claims.isDeleted(objectName(type, id)),
      isInState: (type, id) => this.claims.isInState(objectName(type, id)),
      isGivingUp: (type, id, input, other) => this.claims.isGivingUp(objectName(type, id), input, other),
      warn: (text) => this.run.warn(text),
      inTurn: (key, work) => this.inTurn(key, work),
      spaced: (key, spacing, work) => this.run.inTurn(key, () => this.#spaced(key, spacing, left, work)),
      waitFor: (wait) => waitFor(wait, { began, deadline, clock }, this.#rounds),
      pause: (time) => this.#pause(time),
      pauseInTime: async (time) => {
        const isInTime = time < left();
        if (isInTime) await this.#pause(time);
        return isInTime;
      },
      now: () => clock.now(),
      left,
    };
  }

  /** Shows a warning to the user. */
  warn(text: string): void {
    this.run.warn(text);
  }

  /** Shows a text to the user, unless this run has shown it before. */
  warnOnce(text: string): void {
    this.run.warnOnce(text);
  }

  /** Runs one piece of work at a time for a key. */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    return this.run.inTurn(key, work);
  }

  /** The object that gathers the creations with this key into one request. */
  bulk<T>(key: string, begin: () => T): T {
    return getOrInsert(this.#bulks, key, begin);
  }

  /**
   * Notes a resource that this connection created and that can be used. A new resource holds nothing yet that
   * a program declares, so its lists need no first reading.
   */
  noteCreated(id: string, outputs: Readonly<Record<string, unknown>>): void {
    // Another connection must read the lists, because it does not know what this one adds.
    this.#created.add(id.toLowerCase());
    this.claims.noteCreated(id, outputs);
  }

  async #turnsOutKept(object: string, left: () => number): Promise<boolean> {
    const { clock } = this.run;
    const givesUpAt = clock.now() + Math.min(timeToDeclare, left());
    while (this.run.hasProgram && !this.claims.isKept(object)) {
      if (clock.now() + pauseToDeclare >= givesUpAt) return false;
      await this.#pause(pauseToDeclare);
    }
    return this.claims.isKept(object);
  }

  async #spaced<T>(key: string, spacing: number, left: () => number, work: () => Promise<T>): Promise<T> {
    const { clock, begun } = this.run;
    const wait = (begun.get(key) ?? -Infinity) + spacing - clock.now();
    if (wait >= left()) {
      throw new UnattributedError(
        `Its turn did not come in the time allowed: it would come in ${durationText(wait)}.`,
        waitOn,
      );
    }
    if (wait > 0) await this.#pause(wait);
    begun.set(key, clock.now());
    return work();
  }

  #pause(milliseconds: number): Promise<void> {
    return this.run.clock.sleep(milliseconds, this.run.signal);
  }

  #snapshot<Entry>(type: string, within: string, isEntangled: boolean): Snapshot<Entry> {
    // A program may write an id with capitals and without.
    const id = within.toLowerCase();
    const begin = (): Snapshot<Entry> =>
      new Snapshot<Entry>(
        (time) => this.#pause(time),
        () => this.run.clock.now(),
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
      // The connection keeps no failure: the next caller may succeed, and the first caller may have had less time.
      if (this.#loaded.get(key) === loading) this.#loaded.delete(key);
      if (isMine || !(error instanceof OutOfTimeError)) throw error;
      return this.#once(key, load);
    }
  }
}
