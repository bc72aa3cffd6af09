import { type LoggedRequest } from "../simulator";

export interface Calls {
  /** All requests that reached the API. */
  all: number;
  /** Those among them that looked whether a new install is active, or a deleted one gone. */
  polls: number;
  /** How many of these one shared look an interval at all pending installs would have taken. */
  sharedPolls: number;
}

/**
 * Counts what an operation sent. In an operation that creates or deletes installs, whatever looks at an install that it has
 * created or deleted itself is a poll; so is a list of installs from then on, since one is read before.
 */
export function countCalls(requests: LoggedRequest[], sweep: number, pollMilliseconds: number): Calls {
  const begun = requests.find(({ method, path }) => isChange(method) && /^\/installs(\/[^/]+)?$/.test(path));
  const polls = begun === undefined ? [] : requests.slice(requests.indexOf(begun)).filter(isPollIn(requests));
  const last = polls.at(-1);
  const period = begun === undefined || last === undefined ? 0 : last.at.getTime() - begun.at.getTime();
  const allowed = sweep * (1 + Math.floor(period / pollMilliseconds));
  return { all: requests.length, polls: polls.length, sharedPolls: Math.min(polls.length, allowed) };
}

const isChange = (method: string): boolean => method === "POST" || method === "DELETE";

function isPollIn(requests: LoggedRequest[]): (request: LoggedRequest) => boolean {
  const creates = requests.some(({ method, path }) => method === "POST" && path === "/installs");
  const deletedAt = new Map<string, Date>();
  for (const { method, path, at } of requests) if (method === "DELETE" && !deletedAt.has(path)) deletedAt.set(path, at);
  return ({ method, path, at }) => {
    if (method !== "GET") return false;
    if (path === "/installs") return true;
    const gone = deletedAt.get(path);
    return /^\/installs\/[^/]+$/.test(path) && (creates || (gone !== undefined && at >= gone));
  };
}
