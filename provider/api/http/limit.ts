import { type Clock } from "./clock";

const mostInFlight = 16;
const firstBackoff = 1000;
const longestBackoff = 60_000;
// After a refusal the rate is a little below the rate that the API took, so that the client does not reach the limit
// again and again. Later the rate grows in small steps, because another client may have caused the refusal.
const caution = 0.95;
const recovery = 1.05;
const recoveryInterval = 20_000;
const requestsBeforeRecovery = 40;
/** APIs limit the requests of a second, of five or ten seconds, or of a minute. */
const usualWindows = [1000, 5000, 10_000, 60_000];
const mostRemembered = 1000;

/** How long to wait after a failure: twice as long each time, with jitter. In milliseconds. */
export function backoff(attempt: number): number {
  const longest = Math.min(longestBackoff, firstBackoff * 2 ** attempt);
  return longest / 2 + Math.random() * (longest / 2);
}

/** Refusals in a row: the API took no request in between. A request's time is the time at which it began. */
interface Streak {
  first: number;
  last: number;
  /** Whether the API said itself how long to wait. */
  isTimed: boolean;
}

/** How many requests may be under way together, and how fast they may begin, as far as refusals show it. */
export class Limit {
  #rate: number;
  #rateSince = 0;
  #next = 0;
  #heldUntil = -Infinity;
  #inFlight = 0;
  #lastRefusal = -Infinity;
  #refusals = 0;
  #refusalsInARow = 0;
  #streak: Streak | undefined;
  /** When the last requests began, without those that the API refused. */
  #begun: number[] = [];

  constructor(
    private readonly clock: Clock,
    /** How many requests may be under way together. Doubles with each answer. */
    private width = mostInFlight,
    private readonly most = Infinity,
  ) {
    this.#rate = most;
  }

  /** When the next request may begin, if there is a place for it. */
  get opens(): number {
    return Math.max(this.#heldUntil, this.#next);
  }

  get hasPlace(): boolean {
    return this.#inFlight < this.width;
  }

  get isHeld(): boolean {
    return this.#heldUntil > this.clock.now();
  }

  enter(now: number): void {
    this.#inFlight++;
    this.#next = now + 1000 / this.#rate;
    this.#begun.push(now);
    if (this.#begun.length > mostRemembered) this.#begun.shift();
  }

  leave(): void {
    this.#inFlight--;
  }

  /** The API took a request that began then. */
  taken(begun: number): void {
    // A request that was under way at a refusal says nothing about the time after the refusal.
    if (begun <= this.#lastRefusal) return;
    this.width = Math.min(mostInFlight, this.width * 2);
    this.#refusalsInARow = 0;
    if (this.#streak !== undefined) this.#learn(this.#streak, begun);
    this.#streak = undefined;
    this.#recover();
  }

  /** The API refused a request that began then, and may have said how long to wait. */
  refused(begun: number, retryAfter: number | undefined): void {
    const now = this.clock.now();
    this.#refusals++;
    const place = this.#begun.indexOf(begun);
    if (place >= 0) this.#begun.splice(place, 1);
    // A request that was under way at the last refusal is no news.
    const isNews = begun > this.#lastRefusal;
    if (isNews || retryAfter !== undefined) {
      this.#heldUntil = Math.max(this.#heldUntil, now + (retryAfter ?? backoff(this.#refusalsInARow)));
    }
    if (!isNews) return;
    this.#lastRefusal = now;
    this.#rateSince = now;
    this.#refusalsInARow++;
    this.#streak = { first: this.#streak?.first ?? begun, last: begun, isTimed: retryAfter !== undefined };
    // After the pause a single request finds out whether the API takes more.
    this.width = 1;
  }

  /**
   * Another client may have caused a single refusal. After more refusals, the limit is the number of requests that the
   * API took before them.
   */
  #learn(streak: Streak, reopened: number): void {
    if (this.#refusals < 2) return;
    const windows = usualWindows.filter((window) => this.#fits(window, streak, reopened));
    if (windows.length === 0) windows.push(Math.max(reopened - streak.first, 1));
    const rate = Math.max(...windows.map((window) => (this.#begunIn(window, streak).length / window) * 1000));
    if (rate === 0) return;
    this.#rate = Math.min(this.#rate, rate * caution);
    this.#next = Math.max(this.#next, reopened + 1000 / this.#rate);
  }

  /**
   * Whether the oldest request in a window of this length left the window after the last refusal, and before the API
   * took a request again.
   */
  #fits(window: number, streak: Streak, reopened: number): boolean {
    const [oldest] = this.#begunIn(window, streak);
    // If the API said how long to wait, it would hardly have taken a request much earlier.
    const earliest = streak.isTimed ? (streak.last + reopened) / 2 : streak.last;
    return oldest !== undefined && oldest + window > earliest && oldest + window <= reopened;
  }

  #begunIn(window: number, { first }: Streak): number[] {
    return this.#begun.filter((time) => time > first - window && time <= first);
  }

  #recover(): void {
    const now = this.clock.now();
    const interval = Math.max(recoveryInterval, (requestsBeforeRecovery * 1000) / this.#rate);
    if (this.#rate >= this.most || now - this.#rateSince < interval) return;
    this.#rate = Math.min(this.most, this.#rate * recovery);
    this.#rateSince = now;
  }
}
