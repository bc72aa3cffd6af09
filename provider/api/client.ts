import { type Api } from "./api";
import { type Clock, systemClock } from "./http/clock";
import { type Credentials } from "./http/credentials";
import { Endpoints } from "./endpoints";
import { Pace } from "./http/pace";
import { PacedSender } from "./http/paced";
import { RetryingSender } from "./http/retries";
import { HttpSender, understand } from "./http/transport";

export const defaultBaseUrl = "https://api.wpengineapi.com/v1";

export interface WpEngineApiOptions extends Credentials {
  /** Default: the public API. */
  baseUrl?: string;
  /** How often the client sends a request again after a failed connection or a server error. Default 4. */
  retries?: number;
  /** Milliseconds that one attempt at a request may take. Default 60,000. */
  requestTimeout?: number;
  /** Milliseconds that one request may take together with its waits and retries. Default 300,000. */
  timeout?: number;
  /**
   * The most requests that the client begins in one second. Default: no limit but the API's own, which the client
   * learns from 429 answers.
   */
  requestsPerSecond?: number;
  /** Ends every request at once when somebody aborts this signal. */
  signal?: AbortSignal;
  /** Default: the system's clock. */
  clock?: Clock;
  /** Default: `pulumi-wpengine`. */
  userAgent?: string;
}

/**
 * WP Engine's Customer API, typed.
 *
 * Every method waits and tries again after a 429, and after a 503 or another failure where a second request is safe.
 * A method that fails throws a {@link WpEngineApiError}, which holds no credential.
 *
 * @example
 * const api = new WpEngineApi({ username, password });
 * for (const site of await api.sites.list()) console.log(site.name);
 */
export class WpEngineApi extends Endpoints {
  readonly #until: Requests;

  constructor(options: WpEngineApiOptions) {
    const until = requestsWith(options);
    super(until(Infinity, Infinity));
    this.#until = until;
  }

  /**
   * The same API, with a deadline for all requests (milliseconds since 1970, by the clock of this API). The client
   * begins no request after `sendBy`.
   */
  until(deadline: number, sendBy = Infinity): Endpoints {
    return new Endpoints(this.#until(deadline, sendBy));
  }
}

type Requests = (deadline: number, sendBy: number) => Api;

function requestsWith(options: WpEngineApiOptions): Requests {
  const { baseUrl = defaultBaseUrl, username, password, userAgent = "pulumi-wpengine", signal } = options;
  const { clock = systemClock, retries = 4, requestTimeout = 60_000, timeout = 300_000 } = options;
  const transport = new HttpSender(baseUrl, { username, password }, userAgent, clock);
  const pace = new Pace(clock, options.requestsPerSecond, signal);
  const paced = new PacedSender(transport, pace, clock, requestTimeout, signal);
  const retrying = new RetryingSender(paced, retries, clock, signal);
  return (deadline, sendBy) => ({
    request: async (request, answer) => {
      const end = Number.isFinite(deadline) ? deadline : clock.now() + timeout;
      return understand(request, answer, await retrying.send(request, end, sendBy));
    },
  });
}
