import { z } from "zod";
import { type ApiRequest } from "./http/transport";

/** What an endpoint group needs: requests that are retried, bounded in time and checked against a schema. */
export interface Api {
  request<T>(request: ApiRequest, answer: z.ZodType<T>): Promise<T>;
}

/** For operations whose answer says nothing. */
export const nothing = z.unknown();

/** A path whose ids are encoded: `path\`/sites/${id}\``. */
export function path(parts: TemplateStringsArray, ...ids: string[]): string {
  // Encoding does not keep these from leading to another path.
  const stray = ids.find((id) => ["", ".", ".."].includes(id));
  if (stray !== undefined) throw new TypeError(`"${stray}" cannot be an id.`);
  return parts.reduce((made, part, index) => made + encodeURIComponent(ids[index - 1] ?? "") + part);
}

/** Fields that an answer may leave out or set to null. */
export const text = z.string().nullish();
export const flag = z.boolean().nullish();
/** A reference to another object, `{ id }`; null or absent where there is none. */
export const reference = z.looseObject({ id: z.string() }).nullish();
