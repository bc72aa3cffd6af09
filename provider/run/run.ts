import { type Clock, systemClock } from "../api";
import { type Settings } from "../configuration";
import { getOrInsert } from "../values";
import { Claims } from "./claims";
import { Connection } from "./connection";

/**
 * One run of the engine (an `up`, a preview, a refresh, a destroy), as the provider's process sees it. What two
 * connections see at one base URL may be one object, so the claims belong to the base URL.
 */
export class Run {
  readonly #connections = new Map<string | undefined, Connection>();
  readonly #claims = new Map<string, Claims>();
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #said = new Set<string>();
  readonly #compared = new Set<string>();
  readonly #failed = new Set<string>();
  /** How many resources the program declares that a creation of this name would create. */
  readonly #toCome = new Map<string, number>();
  readonly begun = new Map<string, number>();

  constructor(
    /** Reads the settings of a connection; without a name, those of the default one. */
    private readonly settingsOf: (connection: string | undefined) => Settings,
    /** Shows a warning to the user. */
    readonly warn: (text: string) => void = console.warn,
    readonly signal: AbortSignal = new AbortController().signal,
    readonly clock: Clock = systemClock,
  ) {}

  /**
   * The connection of this name; without a name, the default one. It begins with its first resource, so that a mistake
   * in its settings is an error of its own resources alone.
   */
  connection(name?: string): Connection {
    return getOrInsert(this.#connections, name, () => {
      const settings = this.settingsOf(name);
      const claims = getOrInsert(this.#claims, settings.baseUrl, () => new Claims());
      return new Connection(name, settings, claims, this);
    });
  }

  /** The other connections to the same API: those that have begun, and the default one if it has settings. */
  othersThan(connection: Connection): Connection[] {
    try {
      this.connection();
    } catch {
      // A program that names a connection everywhere needs no default one.
    }
    const { baseUrl } = connection.settings;
    return [...this.#connections.values()].filter((one) => one !== connection && one.settings.baseUrl === baseUrl);
  }

  /** Whether a program has declared anything in this run. A destroy runs none, unless it is told to. */
  get hasProgram(): boolean {
    return [...this.#claims.values()].some(({ hasProgram }) => hasProgram);
  }

  /**
   * Notes that the engine compared the resource of this key with the program: the program declares the resource, or the
   * engine replaces it.
   */
  noteCompared(key: string): void {
    this.#compared.add(key);
  }

  /** Notes that the program declares a resource that this step is to create. */
  noteToCome(step: string): void {
    this.#toCome.set(step, (this.#toCome.get(step) ?? 0) + 1);
  }

  /** Notes that a step on something that the program declares failed. */
  noteFailure(step: string): void {
    this.#failed.add(step);
  }

  /**
   * Notes that a step succeeded. The step may have failed before: the engine tries it again if a hook says so
   * (`onError`). Two actions that are alike have one name, and the success of one says nothing of the other.
   */
  noteSuccess(step: string): void {
    if ((this.#toCome.get(step) ?? 0) < 2) this.#failed.delete(step);
  }

  /**
   * Whether the program may still declare the resource of this key, although this run did not see it do so. After a
   * failure, the program declares nothing that depends on what failed, and an engine that goes on
   * (`--continue-on-error`) deletes all that depends on it.
   */
  mayStillDeclare(key: string): boolean {
    return this.#failed.size > 0 && !this.#compared.has(key);
  }

  /** Shows a text to the user, unless this run has shown it before. */
  warnOnce(text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.warn(text);
  }

  /** Runs one piece of work at a time for a key: two connections may see the same object. */
  async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(key) ?? Promise.resolve()).then(work, work);
    this.#queues.set(key, turn);
    return turn;
  }
}
