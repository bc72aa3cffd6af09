import { ask } from "../support/simulator-client";
import { strangerId } from "./estate";
import { type World } from "./record";
import { type Exchange } from "./wire";

/** Makes the simulator refuse a request that it accepts otherwise, in every way in which it refuses. */
export async function refuse({ door, simulator }: World, exchange: Exchange): Promise<void> {
  const line = lineOf(exchange);
  await ask({ ...door, password: "wrong" }, line, exchange.sent);
  for (const path of pathsToNowhere(exchange)) await ask(door, lineOf({ ...exchange, path }), exchange.sent);
  for (const query of wrongQueries(exchange)) await ask(door, lineOf({ ...exchange, query }));
  for (const body of wrongBodies(exchange)) await ask(door, line, body);

  // A gateway refuses in three forms.
  for (const kind of ["429", "429-retry-after", "503"] as const) simulator.faults.add({ kind, times: 3 });
  simulator.faults.add({ kind: "500" });
  simulator.faults.add({ kind: "500-after" });
  for (let request = 0; request < 3 * 3 + 2; request++) await ask(door, line, exchange.sent);

  // The same request again is too soon, or its object is gone, or its name is taken.
  await ask(door, line, exchange.sent);
  await ask(door, line, exchange.sent);
}

function lineOf({ method, path, query }: Exchange): string {
  const text = new URLSearchParams(query).toString();
  return `${method} ${path}${text === "" ? "" : `?${text}`}`;
}

/** The paths with an id that no object has, in the place of each of its ids in turn. */
function pathsToNowhere({ path }: Exchange): string[] {
  const parts = path.split("/");
  return parts.flatMap((part, at) => (/^[0-9a-f]{8}-/.test(part) ? [parts.with(at, strangerId).join("/")] : []));
}

function wrongQueries({ query }: Exchange): Exchange["query"][] {
  if (!("limit" in query)) return [];
  return [...["0", "101", "x"].map((limit) => ({ ...query, limit })), { ...query, offset: "-1" }];
}

const wrongBodies = ({ sent }: Exchange): unknown[] => (sent === undefined ? [] : [{}, "text", ...withoutSense(sent)]);

/** The values with a number in the place of each part in turn. */
function withoutSense(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    return [42, [], ...list.flatMap((entry, at) => withoutSense(entry).map((odd) => list.with(at, odd)))];
  }
  if (typeof value !== "object" || value === null) return [42];
  return Object.entries(value as { [field: string]: unknown }).flatMap(([field, part]) =>
    withoutSense(part).map((odd) => ({ ...value, [field]: odd })),
  );
}
