import { type Reply } from "./route";

/** A general limit on the requests within a second. */
export class RateLimit {
  #begun: number[] = [];

  constructor(readonly requestsPerSecond: number | undefined) {}

  refusal(now: number): { reply: Reply; retryAfter: number } | undefined {
    if (this.requestsPerSecond === undefined) return undefined;
    this.#begun = this.#begun.filter((time) => time > now - 1000);
    if (this.#begun.length >= this.requestsPerSecond) return { reply: { status: 429 }, retryAfter: 1 };
    this.#begun.push(now);
    return undefined;
  }
}
