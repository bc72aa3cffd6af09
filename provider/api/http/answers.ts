import { type AxiosResponse } from "axios";
import { errorsOf } from "./error-body";
import { type FieldError } from "./errors";

const day = 86_400_000;
const longestQuote = 60;

/** What the answer to a request that failed says. */
export interface Refusal {
  message: string | undefined;
  fieldErrors: FieldError[];
  /** What the answer looks like, if it is not in the API's own form. */
  stranger: string | undefined;
}

/** The body of an answer; `undefined` if it has none. `isJson` is false for a body that is not JSON. */
export function bodyOf({ data }: AxiosResponse<unknown>): { isJson: boolean; body: unknown } {
  if (typeof data !== "string" || data.trim() === "") return { isJson: true, body: undefined };
  try {
    return { isJson: true, body: JSON.parse(data) as unknown };
  } catch {
    return { isJson: false, body: undefined };
  }
}

/** Reads the answer to a request that failed. `hide` hides credentials that the answer quotes. */
export function refusalIn(response: AxiosResponse<unknown>, hide: (text: string) => string): Refusal {
  const { body } = bodyOf(response);
  const { message, fieldErrors } = errorsOf(body);
  return {
    message: message === undefined ? undefined : hide(message),
    fieldErrors: fieldErrors.map((error) => hidden(error, hide)),
    stranger: isApiForm(response, body) ? undefined : looksOf(response, hide),
  };
}

/**
 * The API's own errors are JSON, by their type too, and say what is wrong. Only its 429 and its 503 may have no body.
 */
function isApiForm(response: AxiosResponse<unknown>, body: unknown): boolean {
  if ([429, 503].includes(response.status) && response.data === "") return true;
  if (!/[/+]json\b/i.test(headerOf(response, "content-type") ?? "")) return false;
  if (typeof body !== "object" || body === null || Array.isArray(body)) return false;
  const { message, errors, error, detail } = body as Record<string, unknown>;
  return [message, errors, error, detail].some((part) => part !== undefined && part !== null);
}

/** Describes an answer, so that a user recognises who sent it: `text/html, server cloudflare, ray 8f1c`. */
export function looksOf(response: AxiosResponse<unknown>, hide: (text: string) => string): string {
  const type = headerOf(response, "content-type")?.split(";")[0] ?? "no content type";
  const isJson = /[/+]json\b/i.test(type);
  const form = response.data === "" ? "no body" : isJson ? `${type} of another form` : type;
  const named = (word: string, header: string): string[] => {
    const value = headerOf(response, header);
    return value === undefined ? [] : [`${word} ${value}`];
  };
  const parts = [form, ...named("server", "server"), ...named("ray", "cf-ray")];
  return parts.map((part) => hide(part).slice(0, longestQuote)).join(", ");
}

const hidden = (error: FieldError, hide: (text: string) => string): FieldError =>
  Object.fromEntries(
    Object.entries(error).map(([part, text]: [string, string | undefined]) => [part, text && hide(text)]),
  );

export function headerOf(response: AxiosResponse<unknown>, name: string): string | undefined {
  const value: unknown = response.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Milliseconds of a Retry-After header, which holds seconds or a date. Some servers write the date as seconds or
 * milliseconds since 1970. Undefined without a header, for a date in the past, and for more than a day, since no run
 * could wait for so long.
 */
export function retryAfterOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const milliseconds = waitIn(header, now);
  return milliseconds > 0 && milliseconds <= day ? milliseconds : undefined;
}

function waitIn(header: string, now: number): number {
  const seconds = Number(header);
  if (Number.isNaN(seconds)) return Date.parse(header) - now;
  if (seconds >= 1e12) return seconds - now;
  return seconds >= 1e9 ? seconds * 1000 - now : seconds * 1000;
}
