import { z } from "zod";
import { UnexpectedAnswerError } from "./errors";
import { type Api } from "./api";

const pageSize = 100;
const attempts = 5;

/**
 * Reads a whole list. Pages are asked for by offset, since a `next` link names a host of the API's choosing.
 *
 * Each page but the first begins with the last entry of the one before: if it does not, the list changed in between and
 * an entry may have slipped through, so the list is read again from its beginning.
 */
export async function listAll<T>(
  api: Api,
  path: string,
  entry: z.ZodType<T>,
  identity: (entry: T) => string,
  query: Record<string, string | undefined> = {},
): Promise<T[]> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const entries = await readOnce(api, path, entry, identity, query);
    if (entries !== undefined) return entries;
  }
  throw new UnexpectedAnswerError({ method: "GET", path }, `the list changed during each of ${attempts} readings`);
}

async function readOnce<T>(
  api: Api,
  path: string,
  entry: z.ZodType<T>,
  identity: (entry: T) => string,
  query: Record<string, string | undefined>,
): Promise<T[] | undefined> {
  const schema = z.looseObject({ count: z.number().nullish(), results: z.array(entry) });
  const entries = new Map<string, T>();
  let last: string | undefined;
  for (let offset = 0, end = 0; ; offset = end - 1) {
    const page = await api.call({ method: "GET", path, query: { ...query, limit: pageSize, offset } }, schema);
    const first = page.results[0];
    if (last !== undefined && (first === undefined || identity(first) !== last)) return undefined;
    for (const result of page.results) entries.set(identity(result), result);
    last = page.results.map(identity).at(-1);
    end = offset + page.results.length;
    const isLast = typeof page.count === "number" ? end >= page.count : page.results.length < pageSize;
    // The API may hold fewer entries on a page than it was asked for; a page without new ones ends the list all the same.
    if (isLast || end - 1 <= offset) return [...entries.values()];
  }
}
