import { type Clock } from "./clock";
import { ApiAnswerError, NoAnswerError, OutOfTimeError, UnexpectedAnswerError, WpEngineApiError } from "./errors";
import { kindOf } from "./kinds";
import { backoff } from "./limit";
import { type Pace } from "./pace";
import { type ApiRequest, isRepeatable, type Sender } from "./transport";

export interface RetryPolicy {
  /** How often to send a request again after a failed connection or a server error. 429 and 503 do not count. */
  retries: number;
  /** Milliseconds that one attempt may take. */
  requestTimeout: number;
  pace: Pace;
  clock: Clock;
  signal?: AbortSignal;
}

/**
 * Sends a request until the API answers it, waits after refusals, and gives up at the deadline (by the clock). It sends
 * nothing after `sendBy`.
 */
export async function sendWithRetries(
  sender: Sender,
  request: ApiRequest,
  deadline: number,
  sendBy: number,
  { retries, requestTimeout, pace, clock, signal }: RetryPolicy,
): Promise<unknown> {
  let last: WpEngineApiError = new NoAnswerError(request, "not sent in time", false);
  const kind = kindOf(request);
  const send = async (begun: number): Promise<{ data: unknown } | { error: WpEngineApiError }> => {
    try {
      const data = await sender.send(request, Math.min(requestTimeout, deadline - clock.now()), signal);
      pace.taken(begun, kind);
      return { data };
    } catch (error) {
      if (!(error instanceof WpEngineApiError)) throw error;
      if (isTooMany(error)) pace.refused(begun, error.retryAfter, kind);
      else if (isAnswer(error)) pace.taken(begun, kind);
      return { error };
    }
  };
  for (let failures = 0, attempt = 0; ; attempt++) {
    const result = await pace.inTurn(Math.min(deadline, sendBy), send, kind);
    if (result === undefined) throw new OutOfTimeError(request, last);
    if ("data" in result.answer) return result.answer.data;
    const { error } = result.answer;
    last = error;
    // No wait here: after a 429 the pace holds back every request.
    if (isTooMany(error)) continue;
    const isAway = error instanceof ApiAnswerError && error.status === 503 && isSafeToRepeat(request, error);
    if (!isAway && (!isWorthRepeating(error, request) || failures++ >= retries)) throw error;
    const wait = waitBefore(attempt, error);
    if (clock.now() + wait >= deadline) throw new OutOfTimeError(request, error);
    await clock.sleep(wait, signal);
  }
}

/** How many milliseconds to wait before the next attempt: as many as the API asked for, else more each time. */
export function waitBefore(attempt: number, error: unknown): number {
  return error instanceof ApiAnswerError && error.retryAfter !== undefined ? error.retryAfter : backoff(attempt);
}

const isTooMany = (error: unknown): error is ApiAnswerError => error instanceof ApiAnswerError && error.status === 429;

/** Whether the API did what it was asked or said why not: that it is not overloaded. */
const isAnswer = (error: WpEngineApiError): boolean =>
  error instanceof ApiAnswerError ? error.status !== 503 : error instanceof UnexpectedAnswerError;

// The caller handles a 503 to a POST, because the caller can look whether the POST worked.
const isSafeToRepeat = (request: ApiRequest, error: WpEngineApiError): boolean =>
  isRepeatable(request) || !mayHaveReached(error);

const mayHaveReached = (error: WpEngineApiError): boolean =>
  error instanceof NoAnswerError ? error.sent : !(error instanceof ApiAnswerError && error.stranger?.isByProxy);

function isWorthRepeating(error: WpEngineApiError, request: ApiRequest): boolean {
  if (error instanceof NoAnswerError && error.isCertificate) return false;
  if (error instanceof ApiAnswerError && !isPassing(error.status)) return false;
  // A 500 to a write may stand for a 404 or a conflict, so the caller looks before it sends the write again.
  if (error instanceof ApiAnswerError && error.status === 500) return request.method === "GET";
  return !(error instanceof UnexpectedAnswerError) && isSafeToRepeat(request, error);
}

/** Whether the API, or a gateway in front of it, could not answer at the moment. Cloudflare uses 520 to 530. */
const isPassing = (status: number): boolean =>
  [408, 425, 500, 502, 504].includes(status) || (status >= 520 && status <= 530);
