import { type OddField, type Oddity } from "../world/answers";
import { type SeenRequest } from "../world/occasions";
import { oneOf } from "../world/random";
import { type World } from "../world/world";
import { type AnsweredEntry, isEntry, withEntries } from "./entries";

const drawn: readonly Oddity[] = ["number", "text", "list", "object", "null", "empty-object", "empty-list", "missing"];
const gone = Symbol("no such field");

/** The answer with the odd fields that the behaviours want. */
export function withOddFields({ behaviours }: World, request: SeenRequest, body: unknown): unknown {
  const random = (): number => behaviours.random("odd fields");
  return behaviours.struck("odd", request).reduce((answered, rule) => oneOdd(rule, answered, random), body);
}

function oneOdd(rule: OddField, body: unknown, random: () => number): unknown {
  const { field, of, entries } = rule;
  // `count` and `results` stand in the page itself.
  if (field !== undefined && isEntry(body) && isPage(body) && field in body) return changed(body, field, rule, random);
  return withEntries(body, (entry) => {
    if (of !== undefined && ![entry.id, entry.name, entry.user_id, entry.uuid, entry.email].includes(of)) return entry;
    if (entries !== undefined && random() >= entries) return entry;
    const name =
      field ??
      oneOf(
        Object.keys(entry).filter((one) => !["id", "uuid", "user_id"].includes(one)),
        random,
      );
    return name === undefined ? entry : changed(entry, name, rule, random);
  });
}

const isPage = (body: AnsweredEntry): boolean => Array.isArray(body.results);

/** The entry with one field changed, which may lie in an object: `account.id`. */
function changed(entry: AnsweredEntry, field: string, rule: OddField, random: () => number): AnsweredEntry {
  const [first = "", ...rest] = field.split(".");
  const inner = entry[first];
  if (rest.length > 0) {
    return isEntry(inner) ? { ...entry, [first]: changed(inner, rest.join("."), rule, random) } : entry;
  }
  const value = "value" in rule ? rule.value : asOddity(inner, rule.as ?? oneOf(drawn, random) ?? "null");
  const { [first]: _old, ...others } = entry;
  return value === gone ? others : { ...entry, [first]: value };
}

function asOddity(value: unknown, oddity: Oddity): unknown {
  switch (oddity) {
    case "number":
      return Number.isFinite(Number(value)) && value !== null && value !== "" ? Number(value) : 42;
    case "text":
      return typeof value === "string" ? value : JSON.stringify(value ?? "");
    case "list":
      return typeof value === "string" ? value.split(/, */) : [value];
    case "object":
      return isEntry(value) ? value : { value };
    case "id":
      return idOf(value);
    case "null":
      return null;
    case "empty-object":
      return {};
    case "empty-list":
      return [];
    case "missing":
      return gone;
    case "unknown-word":
      return "reticulating";
  }
}

/** The id alone, of a reference or of the first of several. */
function idOf(value: unknown): unknown {
  const reference: unknown = Array.isArray(value) ? value[0] : value;
  return isEntry(reference) ? (reference.id ?? null) : value;
}
