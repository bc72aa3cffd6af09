import { isNotFound } from "../api";
import { type ResourceDefinition, type State } from "../define";
import { type Snapshot, type Context, type Source } from "../run";
import { type Values } from "../values";

/** How to look for the resources of one kind where these values say. */
export class Finder<Inputs extends object, Remote> {
  readonly #source: Source<Remote>;
  /** Undefined where it is not known in which list to look: then each is read by itself. */
  readonly #collection: Snapshot<Remote> | undefined;

  constructor(
    private readonly definition: ResourceDefinition<Inputs, Remote>,
    context: Context,
    where: Partial<Inputs> & Values,
  ) {
    const { within, pages, get } = definition.listed(context.api, where);
    this.#source = { pages, get, identity: (remote) => definition.id(remote) };
    this.#collection =
      within === undefined ? undefined : context.snapshot(definition.type, within, definition.isEntangled === true);
  }

  /** Everything that has the natural key of these inputs, as far as this run has seen. */
  async named(inputs: Inputs): Promise<Remote[]> {
    return this.#namedAmong(await this.#known().all(this.#source), inputs);
  }

  /** Everything that has the natural key of these inputs at this moment. */
  async namedAfresh(inputs: Inputs): Promise<Remote[]> {
    return this.#namedAmong(await this.#known().allAfresh(this.#source), inputs);
  }

  /** Everything in the list at this moment. */
  async allAfresh(): Promise<Remote[]> {
    return (await this.#known().allAfresh(this.#source)).map((one) => this.#asRead(one));
  }

  /** Undefined, or a 404 from the API, where it is not there. */
  async one({ id }: State<Inputs>): Promise<Remote | undefined> {
    return this.#found(this.#collection?.entry(id, this.#source) ?? this.#source.get?.(id));
  }

  /** As `one`, at this moment. */
  async oneAfresh({ id }: State<Inputs>): Promise<Remote | undefined> {
    return this.#found(this.#collection?.entryAfresh(id, this.#source) ?? this.#source.get?.(id));
  }

  /** Takes note of what this run made or changed. */
  noteChanged(remote: Remote): void {
    this.#collection?.noteChanged(this.definition.id(remote), remote);
  }

  noteDeleted({ id }: State<Inputs>): void {
    this.#collection?.noteDeleted(id);
  }

  #known(): Snapshot<Remote> {
    if (this.#collection === undefined)
      throw new Error(`The provider does not know in which list to look for a ${this.definition.type}.`);
    return this.#collection;
  }

  async #found(reading: Promise<Remote | undefined> | undefined): Promise<Remote | undefined> {
    const found = await reading;
    return found && this.#asRead(found);
  }

  #namedAmong(remotes: Remote[], inputs: Inputs): Remote[] {
    return remotes.filter((one) => this.definition.isNamed(one, inputs)).map((one) => this.#asRead(one));
  }

  #asRead(remote: Remote): Remote {
    return this.definition.asRead?.(remote) ?? remote;
  }
}

/** What is there, or undefined if it is gone: which counts only while the credentials still see where it was. */
export async function presentOrGone<Inputs extends object, Remote>(
  { assertVisible }: ResourceDefinition<Inputs, Remote>,
  context: Context,
  state: State<Inputs>,
  reading: Promise<Remote | undefined>,
): Promise<Remote | undefined> {
  const remote = await reading.catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (remote === undefined) await assertVisible(context, state);
  return remote;
}
