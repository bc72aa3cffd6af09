import { type Part, type World } from "./world";

/**
 * The records of one noun. Another noun says here what comes, goes and is answered with one of them, so that no noun
 * knows those that build on it. The methods of a Map change the records alone, and nothing follows.
 */
export class Collection<Entry> extends Map<string, Entry> implements Part {
  readonly #afterAdding: ((entry: Entry) => void)[] = [];
  readonly #beforeRemoving: ((id: string) => void)[] = [];
  readonly #embedded: ((entry: Entry) => Record<string, unknown>)[] = [];

  constructor(_world: World) {
    // A Map would read the world as its entries.
    super();
  }

  all(): Entry[] {
    return [...this.values()];
  }

  /** The first entry for which this holds. Fails if there is none, for a test that names one. */
  theOne(what: string, holds: (entry: Entry) => boolean): Entry {
    const entry = this.all().find(holds);
    if (entry === undefined) throw new Error(`${what} not found`);
    return entry;
  }

  remove(id: string): void {
    for (const follow of this.#beforeRemoving) follow(id);
    this.delete(id);
  }

  /** What time has done since the last look. */
  catchUp(_now: number): void {
    // Most things do not change by themselves.
  }

  afterAdding(follow: (entry: Entry) => void): void {
    this.#afterAdding.push(follow);
  }

  beforeRemoving(follow: (id: string) => void): void {
    this.#beforeRemoving.push(follow);
  }

  /** Another noun's fields in the answers about an entry. */
  embed(fields: (entry: Entry) => Record<string, unknown>): void {
    this.#embedded.push(fields);
  }

  embeddedIn(entry: Entry): Record<string, unknown> {
    return Object.assign({}, ...this.#embedded.map((fields) => fields(entry))) as Record<string, unknown>;
  }

  protected insert(id: string, entry: Entry): Entry {
    this.set(id, entry);
    for (const follow of this.#afterAdding) follow(entry);
    return entry;
  }
}
