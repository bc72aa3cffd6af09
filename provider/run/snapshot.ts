import { entriesOf, OutOfTimeError, type Page, pagesIn, UnsteadyListError } from "../api";
import { byIdentity, type Entries, FreshReadings, isListsOwn, type Source } from "./fresh-readings";

// How long, in milliseconds, a list may lag behind what this run did.
const longestLag = 30_000;
// A reading that took longer than this, in milliseconds, is not repeated before a creation.
const longReading = 15_000;

/**
 * One list of the API, as this run knows it. The snapshot reads the list once for all callers, and notes what the run
 * changes. It never costs more than twice the cheaper of two ways: to read the whole list, or each entry by itself.
 */
export class Snapshot<Entry> {
  #first: Page<Entry> | undefined;
  #listed: Entries<Entry> = new Map();
  #isWhole: boolean;
  #loading: Promise<void> | undefined;
  readonly #fresh: FreshReadings<Entry>;
  /** What this run changed: the entry as the API answered, or none if the run deleted it. */
  readonly #changed = new Map<string, { entry?: Entry; at: number }>();
  /** What this run deleted. A list may show it for a while. */
  readonly #deleted = new Set<string>();
  readonly #asked = new Set<string>();
  #requests = 0;
  #isBroken = false;
  /** When this run first asked for the list, and when it asked for the reading that it knows. */
  #firstAskedAt: number | undefined;
  #askedAt = -Infinity;
  #tookLong = false;

  constructor(
    /** Waits so that other callers can join. */
    pause: (milliseconds: number) => Promise<void>,
    private readonly now: () => number,
    /** Whether a change of one entry changes what the API says of others. */
    private readonly entangled: boolean,
    /** Whether the list holds nothing of a program but what this run adds, because the run created its owner. */
    isNew: boolean,
  ) {
    this.#isWhole = isNew;
    this.#fresh = new FreshReadings(pause, now, {
      pages: () => (this.#first === undefined ? 1 : pagesIn(this.#first)),
      begin: (askedAt) => this.#begin(askedAt),
    });
  }

  /** Every entry: the list at its latest whole reading, with the later changes of this run. */
  async all(source: Source<Entry>): Promise<Entry[]> {
    await this.#load(source, () => this.#isWhole, "putTogether");
    return this.#everything();
  }

  /** Every entry, from a reading of the list that begins now. */
  async allAfresh(source: Source<Entry>): Promise<Entry[]> {
    await this.#fresh.all(source);
    return this.#everything();
  }

  /** Every entry, from a reading that began at this time or later. One reading serves all callers that may use it. */
  async allSince(time: number, source: Source<Entry>): Promise<Entry[]> {
    await this.#fresh.latestSince(time);
    if (this.#firstAskedAt === undefined || this.#loading !== undefined) await this.all(source);
    if (!this.#isWhole || this.#askedAt < time) await this.#fresh.all(source);
    return this.#everything();
  }

  /** The time until which the known reading is no older than this. Infinity if a reading takes too long to repeat. */
  freshUntil(milliseconds: number): number {
    return this.#tookLong ? Infinity : this.#askedAt + milliseconds;
  }

  /** When this run first asked for the list. */
  get firstAskedAt(): number | undefined {
    return this.#firstAskedAt;
  }

  /** The ids of all that this run has seen in the list so far, or added to it. */
  ids(): ReadonlySet<string> {
    return new Set([...this.#listed.keys(), ...this.#changed.keys()]);
  }

  /** One entry, as this run knows it. The snapshot reads an entry that the list lacks by itself. */
  async entry(id: string, source: Source<Entry>): Promise<Entry | undefined> {
    this.#asked.add(id);
    if (!this.#isOutdated(id) && !this.#isBroken) await this.#loadFor(id, source);
    const found = this.#listed.get(id);
    return found === undefined || this.#isOutdated(id) ? this.#bySelf(id, source) : found;
  }

  /** One entry, from a reading that begins now. Callers at the same moment share one list where that is cheaper. */
  async entryAfresh(id: string, source: Source<Entry>): Promise<Entry | undefined> {
    const listed = await this.#fresh.with(id, source).catch((error: unknown) => {
      if (source.get === undefined || !isListsOwn(error)) throw error;
      return new Map<string, Entry>();
    });
    if (listed.has(id)) return listed.get(id);
    return source.get === undefined ? undefined : this.#get(id, source.get);
  }

  /** Notes what the API answered to a change of this run. The answer may say less than the snapshot knows. */
  noteChanged(id: string, entry: Entry): void {
    const known = this.#changed.get(id)?.entry ?? this.#listed.get(id);
    const said = Object.entries(entry as object).filter(([, value]) => value !== undefined);
    this.#changed.set(id, { entry: Object.assign({}, known, Object.fromEntries(said)), at: this.now() });
  }

  /** Notes what this run deleted. `isForGood`: no other object ever gets the same id. */
  noteDeleted(id: string, isForGood: boolean): void {
    this.#changed.set(id, { at: this.now() });
    if (isForGood) this.#deleted.add(id);
  }

  async #loadFor(id: string, source: Source<Entry>): Promise<void> {
    try {
      const reading = source.get === undefined ? "putTogether" : "whole";
      await this.#load(source, () => this.#first !== undefined || this.#isWhole, reading);
      if (!this.#listed.has(id) && this.#isWorthTheRest(source)) await this.#load(source, () => this.#isWhole, reading);
    } catch (error) {
      if (source.get === undefined || !isListsOwn(error)) throw error;
      this.#isBroken = true;
    }
  }

  #everything(): Entry[] {
    const entries = new Map<string, Entry | undefined>(this.#listed);
    for (const [id, { entry }] of this.#changed) entries.set(id, entry);
    for (const id of this.#deleted) entries.delete(id);
    return [...entries.values()].filter((entry) => entry !== undefined);
  }

  /** An answer to a change may say less than an answer to a read, so the snapshot reads a changed entry again. */
  #isOutdated(id: string): boolean {
    return this.entangled ? this.#changed.size > 0 : this.#changed.has(id);
  }

  #isWorthTheRest({ get }: Source<Entry>): boolean {
    if (this.#isWhole || this.#first === undefined) return false;
    if (this.#loading !== undefined) return true;
    const pages = pagesIn(this.#first);
    return get === undefined || this.#requests + pages - 1 <= 2 * Math.min(this.#asked.size, pages);
  }

  /** Reads on until the snapshot knows enough, one reader at a time. */
  async #load(source: Source<Entry>, isEnough: () => boolean, reading: Reading): Promise<void> {
    while (!isEnough()) {
      const isMine = this.#loading === undefined;
      this.#loading ??= this.#readOn(source, reading).finally(() => (this.#loading = undefined));
      try {
        await this.#loading;
      } catch (error) {
        // The caller that read may have had less time than this one has, or less need of the whole list.
        const mayFareBetter =
          error instanceof OutOfTimeError || (error instanceof UnsteadyListError && reading === "putTogether");
        if (isMine || !mayFareBetter) throw error;
      }
    }
  }

  async #readOn(source: Source<Entry>, reading: Reading): Promise<void> {
    if (this.#first === undefined) {
      this.#requests++;
      const askedAt = this.now();
      this.#firstAskedAt ??= askedAt;
      this.#first = await source.pages.first();
      this.#askedAt = askedAt;
      this.#take(byIdentity(entriesOf(this.#first), source), this.#first.isLast);
      return;
    }
    this.#requests += pagesIn(this.#first) - 1;
    this.#take(byIdentity(await source.pages[reading](this.#first), source), true);
  }

  #take(listed: Entries<Entry>, isWhole: boolean): void {
    this.#listed = listed;
    this.#isWhole = isWhole;
  }

  /** Reads one entry by itself, where the list lacks it, is out of date or cannot be read. */
  async #bySelf(id: string, source: Source<Entry>): Promise<Entry | undefined> {
    return source.get === undefined ? this.entryAfresh(id, source) : this.#get(id, source.get);
  }

  #get(id: string, get: (id: string) => Promise<Entry>): Promise<Entry> {
    this.#requests++;
    return get(id);
  }

  /** Notes that a fresh reading begins. Returns the function that takes its result. */
  #begin(askedAt: number): (first: Page<Entry>, entries: Entries<Entry>) => void {
    this.#firstAskedAt ??= askedAt;
    const changedBefore = [...this.#changed];
    return (first, entries) => {
      this.#first = first;
      this.#askedAt = askedAt;
      this.#tookLong = this.now() - askedAt > longReading;
      this.#take(entries, true);
      for (const [id, change] of changedBefore) {
        // A list may not show yet what this run did. What was deleted may be there again, if others can have its id.
        const isShown = entries.has(id) === (change.entry !== undefined) && askedAt - change.at > longestLag;
        const mayBeBack = change.entry === undefined && !this.#deleted.has(id);
        if ((isShown || mayBeBack) && this.#changed.get(id) === change) this.#changed.delete(id);
      }
    };
  }
}

/** How to read the whole list. If it does not hold still, a caller that needs one entry can ask for that instead. */
type Reading = "whole" | "putTogether";
