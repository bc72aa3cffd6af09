import { type Clock } from "./clock";

/** Lets requests begin no faster than a number of them a second. */
export class Pace {
  #next = 0;

  constructor(
    private readonly requestsPerSecond: number | undefined,
    private readonly clock: Clock,
    private readonly signal?: AbortSignal,
  ) {}

  /** Waits until a request may begin; false, at once, if that is not before the deadline. */
  async turn(deadline: number): Promise<boolean> {
    const now = this.clock.now();
    const begin = this.requestsPerSecond === undefined ? now : Math.max(now, this.#next);
    if (begin >= deadline) return false;
    if (this.requestsPerSecond !== undefined) this.#next = begin + 1000 / this.requestsPerSecond;
    if (begin > now) await this.clock.sleep(begin - now, this.signal);
    return this.clock.now() < deadline;
  }
}
