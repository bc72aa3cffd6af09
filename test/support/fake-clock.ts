import { type Clock } from "../../provider/api";

/** A clock whose sleeps end at once. Each sleep moves its time. */
export class FakeClock implements Clock {
  /** Every sleep so far, in milliseconds. */
  readonly waits: number[] = [];
  #now = Date.UTC(2026, 0, 1);

  /** @param onSleep The clock calls it during each sleep. */
  constructor(private readonly onSleep: () => void = () => undefined) {}

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.waits.push(milliseconds);
    this.#now += milliseconds;
    this.onSleep();
    if (signal?.aborted) throw signal.reason;
  }
}
