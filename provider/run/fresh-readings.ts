import {
  entriesOf,
  isNotFound,
  isServerError,
  type Listing,
  OutOfTimeError,
  type Page,
  pagesIn,
  UnsteadyListError,
} from "../api";

/** How one caller reads a list: with the deadline of that caller. */
export interface Source<Entry> {
  pages: Listing<Entry>;
  /** Absent where the API cannot give a single entry. */
  get?: (id: string) => Promise<Entry>;
  identity: (entry: Entry) => string;
}

export type Entries<Entry> = ReadonlyMap<string, Entry>;

/** What knows the list from one reading to the next. */
export interface Keeper<Entry> {
  /** How many pages the list had when somebody last read it. */
  pages: () => number;
  /** Notes that a reading begins. Returns the function that takes the result, if the reading gets the whole list. */
  begin: (askedAt: number) => (first: Page<Entry>, entries: Entries<Entry>) => void;
}

/** The callers that ask at the same moment. */
interface Round<Entry> {
  ids: Set<string>;
  needsAll: boolean;
  found: Promise<Entries<Entry>>;
}

// Milliseconds in which other callers may join, so that one request serves all. Nobody notices so short a wait.
const gathering = 10;

/** Readings of one list that begin when a caller asks. Those who ask at the same moment share one. */
export class FreshReadings<Entry> {
  #round: Round<Entry> | undefined;
  #latest: { askedAt: number; done: Promise<unknown> } | undefined;

  constructor(
    /** Waits so that other callers can join. */
    private readonly pause: (milliseconds: number) => Promise<void>,
    private readonly now: () => number,
    private readonly keeper: Keeper<Entry>,
  ) {}

  /** Waits for the latest reading, if it began at this time or later. */
  async latestSince(time: number): Promise<void> {
    if (this.#latest !== undefined && this.#latest.askedAt >= time) await this.#latest.done.catch(() => undefined);
  }

  /** Every entry of the list. */
  all(source: Source<Entry>): Promise<Entries<Entry>> {
    return this.#join(source, (round) => (round.needsAll = true));
  }

  /**
   * Entries among which the one with this id may be. If it is not, the caller reads the entry by itself: for few
   * entries that is cheaper than the list, and the list may not be readable.
   */
  with(id: string, source: Source<Entry>): Promise<Entries<Entry>> {
    return this.#join(source, (round) => round.ids.add(id));
  }

  async #join(source: Source<Entry>, ask: (round: Round<Entry>) => void): Promise<Entries<Entry>> {
    for (;;) {
      const isMine = this.#round === undefined;
      const round = (this.#round ??= this.#newRound(source));
      ask(round);
      try {
        return await round.found;
      } catch (error) {
        // The caller that read may have had less time than this one has.
        if (isMine || !(error instanceof OutOfTimeError)) throw error;
      }
    }
  }

  #newRound(source: Source<Entry>): Round<Entry> {
    const round = { ids: new Set<string>(), needsAll: false, found: this.#play(source) };
    // The callers handle its failure, so Node.js must not report it.
    round.found.catch(() => undefined);
    return round;
  }

  async #play(source: Source<Entry>): Promise<Entries<Entry>> {
    await this.pause(gathering);
    const round = this.#round;
    this.#round = undefined;
    const needsAll = round?.needsAll === true || source.get === undefined;
    const asked = round?.ids.size ?? 0;
    if (!needsAll && asked <= this.keeper.pages()) return new Map();
    const askedAt = this.now();
    this.#latest = { askedAt, done: round?.found ?? Promise.resolve() };
    const take = this.keeper.begin(askedAt);
    const first = await source.pages.first();
    if (!needsAll && asked < pagesIn(first)) return byIdentity(entriesOf(first), source);
    const entries = await this.#listFrom(first, source, needsAll);
    if (entries === undefined) return new Map();
    take(first, entries);
    return entries;
  }

  /** The whole list; undefined if it cannot be read, and no caller needs all of it. */
  async #listFrom(first: Page<Entry>, source: Source<Entry>, needsAll: boolean): Promise<Entries<Entry> | undefined> {
    if (needsAll) return byIdentity(await source.pages.putTogether(first), source);
    try {
      return byIdentity(await source.pages.whole(first), source);
    } catch (error) {
      if (!isListsOwn(error)) throw error;
      return undefined;
    }
  }
}

// For an owner that does not exist, the API may answer 404 or 500 to the list. Only an answer about a single entry
// proves anything.
export const isListsOwn = (error: unknown): boolean =>
  isNotFound(error) || isServerError(error) || error instanceof UnsteadyListError;

export const byIdentity = <Entry>(entries: Entry[], { identity }: Source<Entry>): Entries<Entry> =>
  new Map(entries.map((entry) => [identity(entry), entry]));
