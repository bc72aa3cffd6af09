import { type Clock } from "./clock";

/** Lets requests begin no faster than a number of them a second. */
export class Pace {
  #next = 0;

  constructor(
    private readonly requestsPerSecond: number | undefined,
    private readonly clock: Clock,
    private readonly signal?: AbortSignal,
  ) {}

  async turn(): Promise<void> {
    if (this.requestsPerSecond === undefined) return;
    const now = this.clock.now();
    const begin = Math.max(now, this.#next);
    this.#next = begin + 1000 / this.requestsPerSecond;
    if (begin > now) await this.clock.sleep(begin - now, this.signal);
  }
}
