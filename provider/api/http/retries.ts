import { type Clock } from "./clock";
import { ApiAnswerError, NoAnswerError, OutOfTimeError, UnexpectedAnswerError, type WpEngineApiError } from "./errors";
import { backoff } from "./limit";
import { isTooMany, type PacedSender } from "./paced";
import { type ApiRequest, isRepeatable } from "./transport";

/** Sends a request until the API answers it, and waits between the attempts. */
export class RetryingSender {
  constructor(
    private readonly sender: PacedSender,
    /** How often to send a request again after a failed connection or a server error. 429 and 503 do not count. */
    private readonly retries: number,
    private readonly clock: Clock,
    private readonly signal?: AbortSignal,
  ) {}

  /** Gives up at the deadline (by the clock), and sends nothing after `sendBy`. */
  async send(request: ApiRequest, deadline: number, sendBy: number): Promise<unknown> {
    let last: WpEngineApiError = new NoAnswerError(request, "not sent in time", false);
    for (let failures = 0, attempt = 0; ; attempt++) {
      const outcome = await this.sender.send(request, deadline, sendBy);
      if (outcome === undefined) throw new OutOfTimeError(request, last);
      if ("data" in outcome) return outcome.data;
      const { error } = outcome;
      last = error;
      // No wait here: after a 429, the pace holds back the requests of this kind.
      if (isTooMany(error)) continue;
      const isAway = error instanceof ApiAnswerError && error.status === 503 && isSafeToRepeat(request, error);
      if (!isAway && (!isWorthRepeating(error, request) || failures++ >= this.retries)) throw error;
      const wait = waitBefore(attempt, error);
      if (this.clock.now() + wait >= deadline) throw new OutOfTimeError(request, error);
      await this.clock.sleep(wait, this.signal);
    }
  }
}

/** How many milliseconds to wait before the next attempt: as many as the API asked for, else more each time. */
export function waitBefore(attempt: number, error: unknown): number {
  return error instanceof ApiAnswerError && error.retryAfter !== undefined ? error.retryAfter : backoff(attempt);
}

// The caller handles a 503 to a POST, because the caller can look for what the POST did.
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
