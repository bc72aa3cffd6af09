import { z } from "zod";
import { UnexpectedAnswerError } from "./errors";
import { type Api } from "../api";

const pageSize = 100;
const attempts = 5;

/** One page of a list. */
export interface Page<T> {
  offset: number;
  entries: T[];
  /** How many entries the list has, if the API says so. */
  count?: number;
  isLast: boolean;
}

/** A list of the API: its first page tells how long it is. */
export interface Listing<T> {
  first(): Promise<Page<T>>;
  /** The whole list, onward from its first page where that was read already. */
  whole(first?: Page<T>): Promise<T[]>;
}

/** The answer that holds a page of such entries. Made once for each kind, since zod compiles each schema it is given. */
export const pageOf = <T>(entry: z.ZodType<T>) =>
  z.looseObject({ count: z.number().nullish(), results: z.array(entry) });

type PageSchema<T> = ReturnType<typeof pageOf<T>>;

/** How many pages a list has, by its first one. */
export function pagesIn<T>({ entries, count, isLast }: Page<T>): number {
  if (isLast) return 1;
  return count === undefined ? Infinity : Math.ceil(count / entries.length);
}

/**
 * A list that comes in pages. They are asked for by offset, since a `next` link names a host of the API's choosing.
 *
 * A list may change while it is read, and an entry slip from one page to another that was read already. So a page begins with
 * the last entry of the one before it, where that makes for no page more; where it does, the count must not have changed. A
 * list that changed is read again from its beginning.
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

  /** Undefined if the list changed in between. */
  async #onward(first: Page<T>): Promise<T[] | undefined> {
    const entries = new Map(first.entries.map((entry) => [this.identity(entry), entry]));
    for (let page = first; !page.isLast;) {
      const overlap = overlapAfter(page, first.entries.length);
      const next = await this.#page(page.offset + page.entries.length - overlap);
      if (!this.#follows(page, next, overlap, entries)) return undefined;
      for (const entry of next.entries) entries.set(this.identity(entry), entry);
      // The API may hold fewer entries on a page than it was asked for; a page without new ones ends the list all the same.
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

/** One entry, unless all pages to come are full without it. */
function overlapAfter<T>({ offset, entries, count }: Page<T>, size: number): 0 | 1 {
  if (count === undefined) return 1;
  const left = count - offset - entries.length;
  return left % size === 0 ? 0 : 1;
}
