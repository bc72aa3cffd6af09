/** One object in an answer: an entry of a list, or the object that answers a single read or a write. */
export type AnsweredEntry = Record<string, unknown>;

const wrappers = ["results", "certificates", "domains", "account_user", "report"];

export const isEntry = (value: unknown): value is AnsweredEntry =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The same answer with each of its entries changed, inside a page, a bulk answer or a message, too. */
export function withEntries(body: unknown, change: (entry: AnsweredEntry) => AnsweredEntry): unknown {
  if (!isEntry(body)) return body;
  const wrapper = wrappers.find((name) => isEntry(body[name]) || Array.isArray(body[name]));
  if (wrapper === undefined) return change(body);
  const inner = body[wrapper];
  const changed = Array.isArray(inner)
    ? inner.map((entry: unknown) => (isEntry(entry) ? change(entry) : entry))
    : change(inner as AnsweredEntry);
  return { ...body, [wrapper]: changed };
}
