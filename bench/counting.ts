import { type LoggedRequest } from "../simulator";

export interface Requests {
  /** All requests that reached the API. */
  all: number;
  /** The requests among them that asked whether a new install is active, or a deleted install gone. */
  polls: number;
  /** The polls that would be left if one poll an interval asked about all pending installs together. */
  sharedPolls: number;
}

/**
 * Counts the requests of one operation. A GET of an install that the operation has created or deleted is a poll. A GET
 * of the list of installs is a poll once the operation has created or deleted an install: it reads the list once before
 * that.
 */
export function countRequests(requests: LoggedRequest[], sweep: number, pollMilliseconds: number): Requests {
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
