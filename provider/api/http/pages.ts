import { z } from "zod";
import { UnsteadyListError } from "./errors";
import { type Api, rowsOf, text } from "../api";

const pageSize = 100;
const attempts = 5;
// A list of 1,000 whose pages come in any order is whole after some 11 readings.
const mostReadings = 25;
// The chance that so many readings in a row miss an entry that the earlier ones lacked is below 1 in 200.
const readingsWithoutNews = 5;

/** One page of a list. */
export interface Page<T> {
  offset: number;
  /** The entries in their places. An entry that the client cannot read is undefined. */
  rows: (T | undefined)[];
  /** How many entries the whole list has, if the API says so. */
  count?: number;
  isLast: boolean;
}

export const entriesOf = <T>({ rows }: Page<T>): T[] => rows.filter((row) => row !== undefined);

/** A list of the API. The first page tells how long the list is. */
export interface Listing<T> {
  first(): Promise<Page<T>>;
  /**
   * The whole list, from one reading. Fails if the list does not hold still. A caller that already has the first page
   * passes it, to save a request.
   */
  whole(first?: Page<T>): Promise<T[]>;
  /** The same as `whole`; but if the list does not hold still, all that several readings found together. */
  putTogether(first?: Page<T>): Promise<T[]>;
}

const count = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .nullish()
  .catch(undefined);

/**
 * The schema of an answer that holds one page of entries. Build it once for each kind, because zod compiles every new
 * schema.
 */
export const pageOf = <T>(entry: z.ZodType<T>) => z.looseObject({ next: text, count, results: rowsOf(entry) });

/** What the client needs of a page. A `next` that is null or empty ends the list. */
type PageSchema<T> = z.ZodType<{ next?: string | null; count?: number | null; results: (T | undefined)[] }>;

/** How many pages a list has, judged by its first page. */
export function pagesIn<T>({ rows, count, isLast }: Page<T>): number {
  if (isLast) return 1;
  // A count that the first page reaches is wrong if there is another page.
  return count === undefined || count <= rows.length ? Infinity : Math.ceil(count / rows.length);
}

/**
 * A list that the API gives in pages. The client asks for pages by offset, because a `next` link could name another
 * host.
 *
 * A list may change between two pages, and then an entry may move to a page that the client has read already. To notice
 * this, the client asks for each page from the last entry of the page before. Where that overlap would cost one more
 * page, the client compares the counts instead. The client reads a changed list again from the beginning.
 */
export class PagedList<T> implements Listing<T> {
  constructor(
    private readonly api: Api,
    private readonly path: string,
    private readonly answer: PageSchema<T>,
    private readonly identity: (entry: T) => string,
    private readonly query: Record<string, string | undefined> = {},
  ) {}

  first(): Promise<Page<T>> {
    return this.#page(0);
  }

  async whole(first?: Page<T>): Promise<T[]> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const entries = await this.#onward(attempt === 0 && first !== undefined ? first : await this.first());
      if (entries !== undefined) return entries;
    }
    throw new UnsteadyListError({ method: "GET", path: this.path }, attempts);
  }

  async putTogether(first?: Page<T>): Promise<T[]> {
    try {
      return await this.whole(first);
    } catch (error) {
      if (!(error instanceof UnsteadyListError)) throw error;
      return this.#union();
    }
  }

  /** Reads the pages after the first. Undefined if the list changed in between. */
  async #onward(first: Page<T>): Promise<T[] | undefined> {
    const entries = this.#byIdentity(first);
    for (let page = first; !page.isLast;) {
      const overlap = overlapAfter(page, first.rows.length);
      const next = await this.#page(page.offset + page.rows.length - overlap);
      if (!this.#follows(page, next, overlap, entries)) return undefined;
      for (const [id, entry] of this.#byIdentity(next)) entries.set(id, entry);
      // The API may give fewer entries than the client asked for. A page without new entries ends the list.
      page = next.rows.length > overlap ? next : { ...next, isLast: true };
    }
    return [...entries.values()];
  }

  #follows(page: Page<T>, next: Page<T>, overlap: number, known: ReadonlyMap<string, T>): boolean {
    const first = this.#identityOf(next.rows[0]);
    if (overlap === 0) return next.count === page.count && (first === undefined || !known.has(first));
    return next.rows.length > 0 && first === this.#identityOf(page.rows.at(-1));
  }

  /** Reads again and again, until the entries are as many as the API counts, or until readings find no new entry. */
  async #union(): Promise<T[]> {
    const entries = new Map<string, T>();
    for (let reading = 0, withoutNews = 0; reading < mostReadings; reading++) {
      const known = entries.size;
      const count = await this.#readInto(entries);
      if (count === entries.size) return [...entries.values()];
      withoutNews = entries.size > known ? 0 : withoutNews + 1;
      if (withoutNews === readingsWithoutNews) return [...entries.values()];
    }
    throw new UnsteadyListError({ method: "GET", path: this.path }, attempts + mostReadings);
  }

  /** Reads every page, in whatever order they come, and says how many entries the list has, if the API does. */
  async #readInto(entries: Map<string, T>): Promise<number | undefined> {
    const seen = new Set<string>();
    for (let offset = 0; ;) {
      const page = await this.#page(offset);
      const known = seen.size;
      for (const [id, entry] of this.#byIdentity(page)) {
        seen.add(id);
        entries.set(id, entry);
      }
      if (page.isLast || seen.size === known) return page.count;
      offset += page.rows.length;
    }
  }

  async #page(offset: number): Promise<Page<T>> {
    const query = { ...this.query, limit: pageSize, offset };
    const { next, count, results } = await this.api.request({ method: "GET", path: this.path, query }, this.answer);
    const end = offset + results.length;
    return {
      offset,
      rows: results,
      count: count ?? undefined,
      isLast: results.length === 0 || !isMoreAfter({ offset, end, isFull: results.length >= pageSize, next, count }),
    };
  }

  #byIdentity(page: Page<T>): Map<string, T> {
    return new Map(entriesOf(page).map((entry) => [this.identity(entry), entry]));
  }

  #identityOf(row: T | undefined): string | undefined {
    return row === undefined ? undefined : this.identity(row);
  }
}

interface PageSaid {
  offset: number;
  end: number;
  isFull: boolean;
  next?: string | null;
  count?: number | null;
}

/** Whether there is a page after this one: `next` says so, else the count, else a full page. */
function isMoreAfter({ offset, end, isFull, next, count }: PageSaid): boolean {
  if (next === undefined) return typeof count === "number" ? end < count : isFull;
  // A later page that ends where the count does is the last one, although some servers put a `next` on every page.
  const isEnd = offset > 0 && end === count && !isFull;
  return next !== null && next !== "" && !isEnd;
}

/** How many entries the next page repeats: one; none if that entry would cost one more page. */
function overlapAfter<T>({ offset, rows, count }: Page<T>, size: number): 0 | 1 {
  if (count === undefined) return 1;
  const left = count - offset - rows.length;
  return left > 0 && left % size === 0 ? 0 : 1;
}
