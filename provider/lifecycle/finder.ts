import { unlessNotFound } from "../api";
import { type Definition, type Remote, type State } from "../define";
import { type Snapshot, type Context, type Source } from "../run";
import { type Values } from "../values";

/** Finds resources of one kind, in the list that these values lead to. */
export class Finder {
  readonly #source: Source<Remote>;
  /** Undefined where the provider does not know the list: then it reads each resource by itself. */
  readonly #snapshot: Snapshot<Remote> | undefined;

  constructor(
    private readonly definition: Definition,
    context: Context,
    where: Values,
  ) {
    const { within, pages, get } = definition.listed(context.api, where);
    this.#source = { pages, get, identity: (remote) => definition.id(remote) };
    this.#snapshot =
      within === undefined ? undefined : context.snapshot(definition.type, within, definition.isEntangled === true);
  }

  /** Whether the API has a request for a single object. */
  get readsSingly(): boolean {
    return this.#source.get !== undefined;
  }

  /** Every object with the natural key of these inputs, as this run knows the list. */
  async named(inputs: Values): Promise<Remote[]> {
    return this.#namedAmong(await this.#known().all(this.#source), inputs);
  }

  /** Every object with the natural key of these inputs, from a reading that began at this time or later. */
  async namedSince(time: number, inputs: Values): Promise<Remote[]> {
    return this.#namedAmong(await this.#known().allSince(time, this.#source), inputs);
  }

  /** The time until which the list, as this run knows it, is no older than this many milliseconds. */
  freshUntil(milliseconds: number): number {
    return this.#snapshot?.freshUntil(milliseconds) ?? Infinity;
  }

  /** When this run first asked for the list. */
  get firstAskedAt(): number | undefined {
    return this.#snapshot?.firstAskedAt;
  }

  /** The ids of all that this run has seen in the list so far, or added to it. */
  knownIds(): ReadonlySet<string> {
    return this.#snapshot?.ids() ?? new Set();
  }

  /** Every object of the list, as this run knows it. */
  async all(): Promise<Remote[]> {
    return (await this.#known().all(this.#source)).map((one) => this.#asRead(one));
  }

  /** Every object with the natural key of these inputs, from a list read again. */
  async namedAfresh(inputs: Values): Promise<Remote[]> {
    return this.#namedAmong(await this.#known().allAfresh(this.#source), inputs);
  }

  /** Every object of the list, from a reading that began at this time or later. */
  async allSince(time: number): Promise<Remote[]> {
    return (await this.#known().allSince(time, this.#source)).map((one) => this.#asRead(one));
  }

  /** Every object of the list, read again. */
  async allAfresh(): Promise<Remote[]> {
    return (await this.#known().allAfresh(this.#source)).map((one) => this.#asRead(one));
  }

  /** One object, as this run knows it. If the object does not exist: undefined, or a 404 from the API. */
  async one({ id }: State): Promise<Remote | undefined> {
    return this.#found(this.#snapshot?.entry(id, this.#source) ?? this.#source.get?.(id));
  }

  /** The same as `one`, read again. */
  async oneAfresh({ id }: State): Promise<Remote | undefined> {
    return this.#found(this.#snapshot?.entryAfresh(id, this.#source) ?? this.#source.get?.(id));
  }

  /** The same as `oneAfresh`, by a request of its own where the API has one: a list may be late. */
  async oneSingly(state: State): Promise<Remote | undefined> {
    return this.readsSingly ? this.#found(this.#source.get?.(state.id)) : this.oneAfresh(state);
  }

  /** Those of the listed objects that exist, each read singly. For a while, a list may show what is gone. */
  async stillExisting(listed: Remote[]): Promise<Remote[]> {
    const existing = await Promise.all(
      listed.map((one) => unlessNotFound(this.oneSingly({ id: this.definition.id(one) }))),
    );
    return existing.filter((one) => one !== undefined);
  }

  /** Notes an object that this run created or updated. */
  noteChanged(remote: Remote): void {
    this.#snapshot?.noteChanged(this.definition.id(remote), remote);
  }

  noteDeleted({ id }: State): void {
    // A person who is invited again has the same id as before.
    this.#snapshot?.noteDeleted(id, this.definition.idWithin === undefined);
  }

  #known(): Snapshot<Remote> {
    if (this.#snapshot === undefined)
      throw new Error(`The provider does not know which list holds this ${this.definition.type}.`);
    return this.#snapshot;
  }

  async #found(reading: Promise<Remote | undefined> | undefined): Promise<Remote | undefined> {
    const found = await reading;
    return found && this.#asRead(found);
  }

  #namedAmong(remotes: Remote[], inputs: Values): Remote[] {
    return remotes.filter((one) => this.definition.isNamed(one, inputs)).map((one) => this.#asRead(one));
  }

  #asRead(remote: Remote): Remote {
    return this.definition.asRead?.(remote) ?? remote;
  }
}
