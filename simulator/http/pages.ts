import { invalid } from "./errors";
import { type Reply, type SimulatedRequest } from "./route";

// The real API writes its own public host here for every client. A client must not follow it.
const publicHost = "https://api.wpengineapi.com/v1";

/** One page of a list, as the query asks for it. */
export function page<Entry>(
  request: SimulatedRequest,
  path: string,
  entries: Entry[],
  answer: (entry: Entry) => unknown,
): Reply {
  const limit = Math.min(numberIn(request, "limit", 100, 1, 100), request.world.mostPerPage);
  const offset = numberIn(request, "offset", 0, 0, Number.MAX_SAFE_INTEGER);
  const inOrder = request.world.listOrder(entries);
  const ordered = request.movingList ? [...inOrder].reverse() : inOrder;
  const { account_id: account } = request.query;
  const filter = account === undefined ? "" : `&account_id=${account}`;
  const link = (to: number): string => `${publicHost}${path}?limit=${limit}&offset=${to}${filter}`;
  return {
    status: 200,
    body: {
      previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
      next: offset + limit < ordered.length ? link(offset + limit) : null,
      count: ordered.length,
      results: ordered.slice(offset, offset + limit).map(answer),
    },
  };
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
