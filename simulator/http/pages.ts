import { shuffled } from "../world/random";
import { invalid } from "./errors";
import { type Reply, type SimulatedRequest } from "./route";

// The real API writes its own public host here for every client. A client must not follow it.
const publicHost = "https://api.wpengineapi.com/v1";

/** By how many a count is too large that is said to be. */
const tooMany = 5;

/** One page of a list, as the query asks for it. */
export function page<Entry>(
  request: SimulatedRequest,
  path: string,
  entries: Entry[],
  answer: (entry: Entry) => unknown,
): Reply {
  const { count, atMost = Infinity } = request.world.behaviours.settings.pages;
  const limit = Math.min(numberIn(request, "limit", 100, 1, 100), request.world.mostPerPage);
  const offset = numberIn(request, "offset", 0, 0, Number.MAX_SAFE_INTEGER);
  const inOrder = ordered(request, entries);
  const { account_id: account } = request.query;
  const filter = account === undefined ? "" : `&account_id=${account}`;
  const link = (to: number): string => `${publicHost}${path}?limit=${limit}&offset=${to}${filter}`;
  const end = offset + Math.min(limit, atMost);
  return {
    status: 200,
    body: {
      previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
      next: end < inOrder.length ? link(end) : null,
      ...(count !== "missing" && { count: inOrder.length + (count === "too-large" ? tooMany : 0) }),
      results: inOrder.slice(offset, end).map(answer),
    },
  };
}

/** The entries in the order in which this one answer has them. */
export function ordered<Entry>({ world, movingList }: SimulatedRequest, entries: Entry[]): Entry[] {
  const inOrder = world.listOrder(entries);
  const moved = movingList ? [...inOrder].reverse() : inOrder;
  return world.behaviours.settings.pages.shuffled ? shuffled(moved, () => world.behaviours.random("pages")) : moved;
}

function numberIn({ query }: SimulatedRequest, name: string, fallback: number, least: number, most: number): number {
  const text = query[name];
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw invalid("Page", name, "invalid", `${name} must be a whole number from ${least} to ${most}`);
  }
  return value;
}
