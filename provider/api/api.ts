import { z } from "zod";
import { type ApiRequest } from "./http/transport";

/**
 * Sends the requests of the endpoint groups. It repeats a request within a deadline, and checks the answer against a
 * schema.
 */
export interface Api {
  request<T>(request: ApiRequest, answer: z.ZodType<T>): Promise<T>;
}

/** The schema for operations whose answer nobody needs. */
export const nothing = z.unknown();

/** Builds a path and encodes the ids in it: `path\`/sites/${id}\``. */
export function path(parts: TemplateStringsArray, ...ids: string[]): string {
  // Encoding does not change these ids, and they would lead to another path.
  const stray = ids.find((id) => ["", ".", ".."].includes(id));
  if (stray !== undefined) throw new TypeError(`"${stray}" cannot be an id.`);
  return parts.reduce((built, part, index) => built + encodeURIComponent(ids[index - 1] ?? "") + part);
}

/*
 * The fields of an answer. Only the id is needed. Any other field may be absent or null. A field of another type is
 * read as if it were absent, so that it does not make a whole list unreadable.
 */

export const id = z.string().min(1);
export const text = z.string().nullish().catch(undefined);
export const flag = z.boolean().nullish().catch(undefined);

/** An object within an answer. */
export const group = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape).nullish().catch(undefined);

/** A list within an answer, without the entries that cannot be understood. */
export const listOf = <T>(entry: z.ZodType<T>) =>
  rowsOf(entry)
    .transform((rows) => rows.filter((row) => row !== undefined))
    .nullish()
    .catch(undefined);

/** The entries of a list in their places, with undefined in the place of one that cannot be understood. */
export const rowsOf = <T>(entry: z.ZodType<T>) => z.array(entry.optional().catch(undefined));

export const texts = listOf(z.string());

/** A text of several words, which may come as a list of them. */
export const textOrList = z
  .union([z.string(), z.array(z.string()).transform((words) => words.join(","))])
  .nullish()
  .catch(undefined);

const isNone = (value: unknown): boolean =>
  value === "" || (typeof value === "object" && value !== null && [undefined, null, ""].includes(idIn(value)));

const idIn = (value: object): string | null | undefined => (value as { id?: string | null }).id;

/** An object that has an id, or the id alone. */
const referred = z.preprocess((value) => (typeof value === "string" ? { id: value } : value), z.looseObject({ id }));

/** A reference to another object. Null: there is none. The API may say `{}` for that. */
export const reference = z.preprocess((value) => (isNone(value) ? null : value), referred.nullish()).catch(undefined);
export const references = listOf(referred);

type Said = Readonly<Record<string, unknown>>;

const fields = z.looseObject({}).nullish();
const fieldsOf = (value: unknown): Said => fields.safeParse(value).data ?? {};

/** An answer that is empty, has a message, or has one of these fields. JSON of another form may be another server's. */
const tellingOf = (names: readonly string[], objectIn: (answer: Said) => unknown = (answer) => answer) =>
  fields.refine(
    (answer) => {
      const said = Object.keys({ ...answer, ...fieldsOf(objectIn(answer ?? {})) });
      return said.length === 0 || said.some((name) => name === "message" || names.includes(name));
    },
    { error: "none of its fields is one of the API's" },
  );

/** The schema for a deletion: no body at all, or one that says something. */
export const deleted = tellingOf(["id", "uuid", "user_id"]).refine(
  (answer) => answer === undefined || Object.keys(answer ?? {}).length > 0,
  { error: "it says nothing" },
);

/**
 * Sends an update, and returns what is known of the object afterwards. A success means that the API made the change,
 * however little the answer says: no body at all (204), or `{}`, is enough. The request's values count unless the
 * answer says otherwise.
 */
export async function sendUpdate<T>(
  api: Api,
  request: ApiRequest,
  entry: z.ZodType<T> & { readonly shape: object },
  identity: Readonly<Record<string, string>>,
  objectIn: (answer: Said) => unknown = (answer) => answer,
): Promise<T> {
  const answer = (await api.request(request, tellingOf(Object.keys(entry.shape), objectIn))) ?? {};
  return entry.parse({ ...fieldsOf(request.body), ...fieldsOf(objectIn(answer)), ...identity });
}
