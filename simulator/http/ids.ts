const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A request with its ids in small letters, as a database of UUIDs finds them in whatever letters they come. */
export function withSmallIds(value: unknown): unknown {
  if (typeof value === "string") return uuid.test(value) ? value.toLowerCase() : value;
  if (Array.isArray(value)) return value.map(withSmallIds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withSmallIds(inner)]));
}
