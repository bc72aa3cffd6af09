import { z } from "zod";
import { UnexpectedAnswerError } from "./errors";
import { type Api } from "../api";

const pageSize = 100;
const attempts = 5;

/** One page of a list. */
export interface Page<T> {
  offset: number;
  entries: T[];
  /** How many entries the whole list has, if the API says so. */
  count?: number;
  isLast: boolean;
}

/** A list of the API. The first page tells how long the list is. */
export interface Listing<T> {
  first(): Promise<Page<T>>;
  /** The whole list. A caller that has the first page already gives it, to save a request. */
  whole(first?: Page<T>): Promise<T[]>;
}

/**
 * The schema of an answer that holds one page of entries. Build it once for each kind, because zod compiles every new
 * schema.
 */
export const pageOf = <T>(entry: z.ZodType<T>) =>
  z.looseObject({ count: z.number().nullish(), results: z.array(entry) });

type PageSchema<T> = ReturnType<typeof pageOf<T>>;

/** How many pages a list has, judged by its first page. */
export function pagesIn<T>({ entries, count, isLast }: Page<T>): number {
  if (isLast) return 1;
  return count === undefined ? Infinity : Math.ceil(count / entries.length);
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
    const request = { method: "GET", path: this.path };
    throw new UnexpectedAnswerError(request, `the list changed during each of ${attempts} readings`);
  }

  /** Reads the pages after the first. Undefined if the list changed in between. */
  async #onward(first: Page<T>): Promise<T[] | undefined> {
    const entries = new Map(first.entries.map((entry) => [this.identity(entry), entry]));
    for (let page = first; !page.isLast;) {
      const overlap = overlapAfter(page, first.entries.length);
      const next = await this.#page(page.offset + page.entries.length - overlap);
      if (!this.#follows(page, next, overlap, entries)) return undefined;
      for (const entry of next.entries) entries.set(this.identity(entry), entry);
      // The API may give fewer entries than the client asked for. A page without new entries ends the list.
      page = next.entries.length > overlap ? next : { ...next, isLast: true };
    }
    return [...entries.values()];
  }

  #follows(page: Page<T>, next: Page<T>, overlap: number, known: ReadonlyMap<string, T>): boolean {
    const [first] = next.entries;
    if (overlap === 0) return next.count === page.count && (first === undefined || !known.has(this.identity(first)));
    const last = page.entries.at(-1);
    return first !== undefined && last !== undefined && this.identity(first) === this.identity(last);
  }

  async #page(offset: number): Promise<Page<T>> {
    const query = { ...this.query, limit: pageSize, offset };
    const { count, results } = await this.api.request({ method: "GET", path: this.path, query }, this.answer);
    const end = offset + results.length;
    const isLast = typeof count === "number" ? end >= count : results.length < pageSize;
    return { offset, entries: results, count: count ?? undefined, isLast: isLast || results.length === 0 };
  }
}

/** One entry; none if that entry would cost one more page. */
function overlapAfter<T>({ offset, entries, count }: Page<T>, size: number): 0 | 1 {
  if (count === undefined) return 1;
  const left = count - offset - entries.length;
  return left % size === 0 ? 0 : 1;
}
