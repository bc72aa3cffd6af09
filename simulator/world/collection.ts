import { type Part, type World } from "./world";

/**
 * The records of one noun. Another noun registers here what it adds, removes and answers with each record. So no noun
 * knows the nouns that build on it. The methods of a Map change the records alone, and call nothing that is registered.
 */
export class Collection<Entry> extends Map<string, Entry> implements Part {
  readonly #afterAdding: ((entry: Entry) => void)[] = [];
  readonly #beforeRemoving: ((id: string) => void)[] = [];
  readonly #embedded: ((entry: Entry) => Record<string, unknown>)[] = [];

  constructor(protected readonly world: World) {
    // A Map would take the world for its entries.
    super();
  }

  get records(): Map<string, object> {
    return this as unknown as Map<string, object>;
  }

  all(): Entry[] {
    return [...this.values()];
  }

  /** The first entry for which this holds. Fails if no entry does. */
  theOne(what: string, holds: (entry: Entry) => boolean): Entry {
    const entry = this.all().find(holds);
    if (entry === undefined) throw new Error(`${what} not found`);
    return entry;
  }

  remove(id: string): void {
    for (const follow of this.#beforeRemoving) follow(id);
    this.delete(id);
    this.world.look();
  }

  /** Makes the changes that are due by now. */
  catchUp(_now: number): void {
    // Most records do not change by themselves.
  }

  afterAdding(follow: (entry: Entry) => void): void {
    this.#afterAdding.push(follow);
  }

  beforeRemoving(follow: (id: string) => void): void {
    this.#beforeRemoving.push(follow);
  }

  /** Adds another noun's fields to the answers about an entry. */
  embed(fields: (entry: Entry) => Record<string, unknown>): void {
    this.#embedded.push(fields);
  }

  embeddedIn(entry: Entry): Record<string, unknown> {
    return Object.assign({}, ...this.#embedded.map((fields) => fields(entry))) as Record<string, unknown>;
  }

  protected insert(id: string, entry: Entry): Entry {
    this.set(id, entry);
    for (const follow of this.#afterAdding) follow(entry);
    this.world.look();
    return entry;
  }
}
