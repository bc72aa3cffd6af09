/** Returns the answer as a newer API might give it: every object has unknown fields. */
export function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, withUnknownFields(entry)]);
  return { ...Object.fromEntries(entries), novelty: { since: 2027 }, novelties: ["one"] };
}
