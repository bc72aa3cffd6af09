import { type Clock } from "./clock";
import { ApiAnswerError, UnexpectedAnswerError, WpEngineApiError } from "./errors";
import { kindOf } from "./kinds";
import { type Pace } from "./pace";
import { type ApiRequest, type Sender } from "./transport";

/** What became of a request that was sent. */
export type Outcome = { data: unknown } | { error: WpEngineApiError };

/** Sends each request when its turn comes, and tells the pace whether the API took it. */
export class PacedSender {
  constructor(
    private readonly sender: Sender,
    private readonly pace: Pace,
    private readonly clock: Clock,
    /** Milliseconds that one attempt may take. */
    private readonly requestTimeout: number,
    private readonly signal?: AbortSignal,
  ) {}

  /** Undefined: the turn does not come before `sendBy`, so nothing is sent. The answer must come by the deadline. */
  async send(request: ApiRequest, deadline: number, sendBy: number): Promise<Outcome | undefined> {
    const kind = kindOf(request);
    const sent = await this.pace.inTurn(
      Math.min(deadline, sendBy),
      async (begun): Promise<Outcome> => {
        try {
          const timeout = Math.min(this.requestTimeout, deadline - this.clock.now());
          const data = await this.sender.send(request, timeout, this.signal);
          this.pace.taken(begun, kind);
          return { data };
        } catch (error) {
          if (!(error instanceof WpEngineApiError)) throw error;
          if (isTooMany(error)) this.pace.refused(begun, error.retryAfter, kind);
          else if (isAnswer(error)) this.pace.taken(begun, kind);
          return { error };
        }
      },
      kind,
    );
    return sent?.answer;
  }
}

export const isTooMany = (error: unknown): error is ApiAnswerError =>
  error instanceof ApiAnswerError && error.status === 429;

/** Whether the API took the request, whatever it answered. A 503 or a missing answer may mean that it is overloaded. */
const isAnswer = (error: WpEngineApiError): boolean =>
  error instanceof ApiAnswerError ? error.status !== 503 : error instanceof UnexpectedAnswerError;
