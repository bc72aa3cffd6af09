import { matches, type RequestFilter, type SeenRequest } from "../world/occasions";

/** A request that reached the simulator. The log never keeps credentials. */
export interface LoggedRequest extends SeenRequest {
  query: Record<string, string>;
  body: unknown;
  /** The status of the answer. "cut" if the simulator cut the connection instead. */
  status: number | "cut";
  at: Date;
}

/** The simulator calls and awaits a listener when a request has arrived, and when a route has handled the request. */
export type RequestListener = (moment: "arrived" | "handled", request: SeenRequest) => void | Promise<void>;

/** Every request since the start or the last `clear`. */
export class RequestLog {
  listener: RequestListener | undefined;
  readonly #requests: LoggedRequest[] = [];

  add(request: LoggedRequest): void {
    this.#requests.push(request);
  }

  all(): LoggedRequest[] {
    return [...this.#requests];
  }

  matching(filter: RequestFilter): LoggedRequest[] {
    return this.#requests.filter((request) => matches(filter, request));
  }

  count(filter: RequestFilter = {}): number {
    return this.matching(filter).length;
  }

  /** Every request other than a GET. */
  writes(): LoggedRequest[] {
    return this.#requests.filter(({ method }) => method !== "GET");
  }

  clear(): void {
    this.#requests.length = 0;
  }
}
