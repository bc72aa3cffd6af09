import { shuffled } from "../world/random";
import { invalid } from "./errors";
import { type Reply, type SimulatedRequest } from "./route";

// The real API writes its own public host here for every client. A client must not follow it.
const publicHost = "https://api.wpengineapi.com/v1";

/** By how much a `too-large` count exceeds the right one. */
const tooMany = 5;

/** One page of a list, as the query asks for it. */
export function page<Entry>(
  request: SimulatedRequest,
  path: string,
  entries: Entry[],
  answer: (entry: Entry) => unknown,
): Reply {
  const { count } = request.world.behaviours.settings.pages;
  const { limit, offset, end, entries: onPage, isLast } = asked(request, entries);
  const { account_id: account } = request.query;
  const filter = account === undefined ? "" : `&account_id=${account}`;
  const link = (to: number): string => `${publicHost}${path}?limit=${limit}&offset=${to}${filter}`;
  return {
    status: 200,
    body: {
      previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
      next: isLast ? null : link(end),
      ...(count !== "missing" && { count: entries.length + (count === "too-large" ? tooMany : 0) }),
      results: onPage.map(answer),
    },
  };
}

interface Asked<Entry> {
  limit: number;
  offset: number;
  /** The place after the last entry of the page. */
  end: number;
  entries: Entry[];
  isLast: boolean;
}

/** The entries that the query asks for. */
export function asked<Entry>(request: SimulatedRequest, all: Entry[]): Asked<Entry> {
  const { atMost = Infinity } = request.world.behaviours.settings.pages;
  const limit = Math.min(numberIn(request, "limit", 100, 1, 100), request.world.mostPerPage);
  const offset = numberIn(request, "offset", 0, 0, Number.MAX_SAFE_INTEGER);
  const end = offset + Math.min(limit, atMost);
  return { limit, offset, end, entries: ordered(request, all).slice(offset, end), isLast: end >= all.length };
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
