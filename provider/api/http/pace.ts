import { type Clock } from "./clock";

const mostInFlight = 16;
const firstBackoff = 1000;
const longestBackoff = 60_000;
// A little less than what got through, so that a limit is kept to instead of being run into again and again; and then, in steps,
// a little more, since the limit may have been another client's doing.
const caution = 0.95;
const recovery = 1.05;
const recoveryInterval = 10_000;

/** How long to leave the API alone: twice as long each time, with jitter. */
export function backoff(attempt: number): number {
  const longest = Math.min(longestBackoff, firstBackoff * 2 ** attempt);
  return longest / 2 + Math.random() * (longest / 2);
}

/**
 * Lets requests begin, no more at a time and no faster than the API takes them. How fast that is, its refusals teach: one of them
 * holds all requests back for a while.
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
  /** When requests of the last second began that were not refused. */
  #begun: number[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly most = Infinity,
    private readonly signal?: AbortSignal,
  ) {
    this.#rate = most;
  }

  /** Sends a request when its turn has come; undefined, without a wait, if that is not before the deadline. */
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

  /** A request was taken. */
  taken(): void {
    const now = this.clock.now();
    this.#refusalsInARow = 0;
    if (this.#rate >= this.most || now - this.#rateSince < recoveryInterval) return;
    this.#rate = Math.min(this.most, this.#rate * recovery);
    this.#rateSince = now;
  }

  /** A request that began then was refused since there were too many; the API may have said for how long. */
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

  /** Waits for a turn, and gives the time at which it came. */
  async #turn(deadline: number): Promise<number | undefined> {
    for (;;) {
      const now = this.clock.now();
      const begin = Math.max(now, this.#next, this.#refusedUntil);
      if (begin >= deadline) return undefined;
      this.#next = begin + 1000 / this.#rate;
      if (begin > now) await this.clock.sleep(begin - now, this.signal);
      const begun = this.clock.now();
      if (begun >= deadline) return undefined;
      // Somebody else may have been refused in the meantime.
      if (this.#refusedUntil > begun) continue;
      this.#begun = [...this.#begun.filter((time) => time > begun - 1000), begun];
      return begun;
    }
  }
}
