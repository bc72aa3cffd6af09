import { type World } from "../world/world";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A request with each UUID in the case in which the world made it: a database of UUIDs ignores the case.
 */
export function withIdsAsMade(value: unknown, world: World): unknown {
  if (typeof value === "string") return uuid.test(value) ? world.idAsMade(value) : value;
  if (Array.isArray(value)) return value.map((one) => withIdsAsMade(one, world));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withIdsAsMade(inner, world)]));
}
