import { type Clock } from "../../provider/api";

/** A clock that nobody waits for: a sleep moves its time at once. */
export class FakeClock implements Clock {
  /** Every sleep so far, in milliseconds. */
  readonly waits: number[] = [];
  #now = Date.UTC(2026, 0, 1);

  /** @param onSleep What happens in the meantime, whenever somebody sleeps. */
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
