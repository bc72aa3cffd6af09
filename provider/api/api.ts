import { z } from "zod";
import { type ApiRequest } from "./http/transport";

/**
 * What an endpoint group needs: it sends a request, retries it within a deadline and checks the answer against a
 * schema.
 */
export interface Api {
  request<T>(request: ApiRequest, answer: z.ZodType<T>): Promise<T>;
}

/** The schema for operations whose answer nobody needs. */
export const nothing = z.unknown();

/** Builds a path and encodes the ids in it: `path\`/sites/${id}\``. */
export function path(parts: TemplateStringsArray, ...ids: string[]): string {
  // Encoding leaves these ids as they are, and they would lead to another path.
  const stray = ids.find((id) => ["", ".", ".."].includes(id));
  if (stray !== undefined) throw new TypeError(`"${stray}" cannot be an id.`);
  return parts.reduce((built, part, index) => built + encodeURIComponent(ids[index - 1] ?? "") + part);
}

/** Fields that an answer may leave out or set to null. */
export const text = z.string().nullish();
export const flag = z.boolean().nullish();
/** A reference to another object, `{ id }`; null or absent where there is none. */
export const reference = z.looseObject({ id: z.string() }).nullish();
