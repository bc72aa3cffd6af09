import { type Clock } from "./clock";

const mostInFlight = 16;
const firstBackoff = 1000;
const longestBackoff = 60_000;
// After a refusal the rate is a little below the rate that the API took, so that the client does not reach the limit
// again and again. Later the rate grows in small steps, because another client may have caused the refusal.
const caution = 0.95;
const recovery = 1.05;
const recoveryInterval = 10_000;

/** How long to wait after a failure: twice as long each time, with jitter. In milliseconds. */
export function backoff(attempt: number): number {
  const longest = Math.min(longestBackoff, firstBackoff * 2 ** attempt);
  return longest / 2 + Math.random() * (longest / 2);
}

/**
 * Decides when each request may begin, and how many are under way together. The pace learns the API's limit from
 * refusals (429): a refusal holds all requests back for a while.
 */
export class Pace {
  #rate: number;
  #rateSince = 0;
  /** When the next request may begin. */
  #next = 0;
  #lastRefusal = -Infinity;
  #refusedUntil = -Infinity;
  #refusalsInARow = 0;
  #places = mostInFlight;
  readonly #waiting: (() => void)[] = [];
  /** When the requests of the last second began, without those that the API refused. */
  #begun: number[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly most = Infinity,
    private readonly signal?: AbortSignal,
  ) {
    this.#rate = most;
  }

  /**
   * Sends a request when its turn comes. Undefined if the turn comes after the deadline, as soon as that is certain.
   */
  async inTurn<T>(deadline: number, send: (begun: number) => Promise<T>): Promise<{ answer: T } | undefined> {
    if (this.#refusedUntil >= deadline) return undefined;
    if (this.#places === 0) await new Promise<void>((enter) => this.#waiting.push(enter));
    else this.#places--;
    try {
      const begun = await this.#turn(deadline);
      return begun === undefined ? undefined : { answer: await send(begun) };
    } finally {
      const enter = this.#waiting.shift();
      if (enter === undefined) this.#places++;
      else enter();
    }
  }

  /** The API took a request: it did not answer 429. */
  taken(): void {
    const now = this.clock.now();
    this.#refusalsInARow = 0;
    if (this.#rate >= this.most || now - this.#rateSince < recoveryInterval) return;
    this.#rate = Math.min(this.most, this.#rate * recovery);
    this.#rateSince = now;
  }

  /** The API refused a request that began then, because there were too many. The API may have said how long to wait. */
  refused(begun: number, retryAfter: number | undefined): void {
    const now = this.clock.now();
    const place = this.#begun.indexOf(begun);
    if (place >= 0) this.#begun.splice(place, 1);
    const isNews = begun >= this.#lastRefusal;
    if (isNews) {
      const taken = this.#begun.filter((time) => time > begun - 1000).length;
      if (taken > 0) this.#rate = Math.min(this.#rate, taken * caution);
      this.#rateSince = now;
      this.#lastRefusal = now;
    }
    if (isNews || retryAfter !== undefined) {
      const pause = retryAfter ?? backoff(this.#refusalsInARow);
      this.#refusedUntil = Math.max(this.#refusedUntil, now + pause);
    }
    if (isNews) this.#refusalsInARow++;
  }

  /** Waits for a turn and gives the time at which the turn came. Undefined: the deadline came first. */
  async #turn(deadline: number): Promise<number | undefined> {
    for (;;) {
      const now = this.clock.now();
      const begin = Math.max(now, this.#next, this.#refusedUntil);
      if (begin >= deadline) return undefined;
      this.#next = begin + 1000 / this.#rate;
      if (begin > now) await this.clock.sleep(begin - now, this.signal);
      const begun = this.clock.now();
      if (begun >= deadline) return undefined;
      // The API may have refused another request in the meantime.
      if (this.#refusedUntil > begun) continue;
      this.#begun = [...this.#begun.filter((time) => time > begun - 1000), begun];
      return begun;
    }
  }
}
