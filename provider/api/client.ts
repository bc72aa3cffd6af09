import { type Api } from "./api";
import { type Clock, systemClock } from "./http/clock";
import { Endpoints } from "./endpoints";
import { Governor } from "./http/pace";
import { sendPatiently } from "./http/retries";
import { type Credentials, HttpSender, understand } from "./http/transport";

export const defaultBaseUrl = "https://api.wpengineapi.com/v1";

export interface WpEngineApiOptions extends Credentials {
  /** Default: the public API. */
  baseUrl?: string;
  /** How often a request is sent again after a connection failed or the API broke down. Default 4. */
  retries?: number;
  /** Milliseconds that one request may take. Default 60,000. */
  requestTimeout?: number;
  /** Milliseconds that one call may take, with all its waiting and retries. Default 300,000. */
  callTimeout?: number;
  /** The most requests begun in one second. Default: no limit but the API's own, which its refusals teach. */
  requestsPerSecond?: number;
  /** Ends every call at once when it is aborted. */
  signal?: AbortSignal;
  /** Default: the system's. */
  clock?: Clock;
  /** Default: `pulumi-wpengine`. */
  userAgent?: string;
}

/**
 * WP Engine's Customer API, typed.
 *
 * Every call waits out 429 and 503 answers, repeats what is safe to repeat, and fails with a
 * {@link WpEngineApiError} that holds no credential.
 *
 * @example
 * const api = new WpEngineApi({ username, password });
 * for (const site of await api.sites.list()) console.log(site.name);
 */
export class WpEngineApi extends Endpoints {
  readonly #call: (deadline: number) => Api;

  constructor(options: WpEngineApiOptions) {
    const call = callWith(options);
    super(call(Infinity));
    this.#call = call;
  }

  /** The same API, with calls that all end by this time (milliseconds since 1970, as the clock has it). */
  until(deadline: number): Endpoints {
    return new Endpoints(this.#call(deadline));
  }
}

function callWith(options: WpEngineApiOptions): (deadline: number) => Api {
  const { baseUrl = defaultBaseUrl, username, password, userAgent = "pulumi-wpengine", signal } = options;
  const { clock = systemClock, retries = 4, requestTimeout = 60_000, callTimeout = 300_000 } = options;
  const governor = new Governor(clock, options.requestsPerSecond, signal);
  const sender = new HttpSender(baseUrl, { username, password }, userAgent, clock);
  const patience = { retries, requestTimeout, governor, clock, signal };
  return (deadline) => ({
    call: async (request, answer) => {
      const end = Number.isFinite(deadline) ? deadline : clock.now() + callTimeout;
      return understand(request, answer, await sendPatiently(sender, request, end, patience));
    },
  });
}
