import { type Occasion } from "./occasions";

/**
 * What becomes of a field's value: a number, text, list, object or id in its place (made of the value, where that is
 * possible); null; an empty object or list; no field at all; a word that no document knows.
 */
export type Oddity =
  "number" | "text" | "list" | "object" | "id" | "null" | "empty-object" | "empty-list" | "missing" | "unknown-word";

/**
 * One field is odd, in each entry of the answer or in the answer itself (`count`, `results`). Give `value` or `as`;
 * with neither, the oddity is drawn.
 *
 * @example
 * simulator.behaviours.set({ odd: [{ path: "/installs", field: "php_version", value: 8.2 }] });
 */
export interface OddField extends Occasion {
  /** A dot leads into an object: `account.id`. Absent: the seed draws a field of each entry, except its id. */
  field?: string;
  value?: unknown;
  as?: Oddity;
  /** Only in the entry with this id or name. Default: in all. */
  of?: string;
  /** In which share of the entries, from 0 to 1, drawn from the seed. Default: in all. */
  entries?: number;
}

/** A bulk request of which the first entries are done. Methods and paths are those of bulk requests unless given. */
export interface PartialBulk extends Occasion {
  /** How many entries are made. */
  made: number;
  /**
   * 400 and 500: refused, as if nothing had been done. `mixed`: 201 with all entries, of which those that were not made
   * have `name` and `error` only. `made-only`: 201 with those that were made.
   */
  answer: 400 | 500 | "mixed" | "made-only";
}

/** Something between client and API that answers in the API's place. */
export interface Gateway extends Occasion {
  /** Default: 502. */
  status?: number;
  /** An HTML page, nothing, JSON of another form than the API's, or the given JSON or text. Default: `html`. */
  body?: "html" | "empty" | "foreign-json" | { json: unknown } | { text: string };
  /** Default: as fits the body. */
  contentType?: string;
  /** Default: `cloudflare`, which also sends a `cf-ray`. */
  server?: string;
  /** More headers. */
  headers?: Record<string, string>;
  /** Whether the API has handled the request: then only its answer is lost. Default: `before`. */
  moment?: "before" | "after";
}

/** The answer to a write that was done, in the place of the API's usual one. */
export interface SmallSuccess extends Occasion {
  status: number;
  /** Default: none. */
  body?: unknown;
}
