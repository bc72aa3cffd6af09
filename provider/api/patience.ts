import { type Clock } from "./clock";
import { ApiAnswerError, NoAnswerError, OutOfTimeError, WpEngineApiError } from "./errors";
import { type Pace } from "./pace";
import { type ApiRequest, type Sender } from "./transport";

export interface Patience {
  /** How often a request is sent again after a connection failed or the API broke down. 429 and 503 do not count. */
  retries: number;
  /** Milliseconds that one request may take. */
  requestTimeout: number;
  pace: Pace;
  clock: Clock;
  signal?: AbortSignal;
}

const firstBackoff = 1000;
const longestBackoff = 60_000;

/** Sends a request until it is answered, waiting out refusals, and gives up at the deadline (in the clock's time). */
export async function sendPatiently(
  sender: Sender,
  request: ApiRequest,
  deadline: number,
  { retries, requestTimeout, pace, clock, signal }: Patience,
): Promise<unknown> {
  let last: WpEngineApiError = new NoAnswerError(request, "not sent in time", false);
  for (let failures = 0, attempt = 0; ; attempt++) {
    if (!(await pace.turn(deadline))) throw new OutOfTimeError(request, last);
    try {
      return await sender.send(request, Math.min(requestTimeout, deadline - clock.now()), signal);
    } catch (error) {
      if (!(error instanceof WpEngineApiError)) throw error;
      last = error;
      const refused = isRefusal(error, request);
      if (!refused && (!isWorthRepeating(error, request) || failures++ >= retries)) throw error;
      const wait = waitBefore(attempt, error);
      if (clock.now() + wait >= deadline) throw new OutOfTimeError(request, error);
      await clock.sleep(wait, signal);
    }
  }
}

/** How long to leave the API alone: as long as it asked for, else twice as long each time, with jitter. */
export function waitBefore(attempt: number, error: unknown): number {
  if (error instanceof ApiAnswerError && error.retryAfter !== undefined) return error.retryAfter;
  const backoff = Math.min(longestBackoff, firstBackoff * 2 ** attempt);
  return backoff / 2 + Math.random() * (backoff / 2);
}

const isRepeatable = ({ method, repeatable }: ApiRequest): boolean => repeatable ?? method !== "POST";

/** 429 is a refusal whatever was asked. A 503 to a POST is left to the caller, who can look whether it worked. */
function isRefusal(error: WpEngineApiError, request: ApiRequest): boolean {
  if (!(error instanceof ApiAnswerError)) return false;
  return error.status === 429 || (error.status === 503 && isRepeatable(request));
}

function isWorthRepeating(error: WpEngineApiError, request: ApiRequest): boolean {
  if (error instanceof NoAnswerError) return !error.sent || isRepeatable(request);
  // A 500 on a write can be a 404 or a clash in disguise: the caller looks before it sends again.
  return error instanceof ApiAnswerError && request.method === "GET" && [500, 502, 504].includes(error.status);
}
