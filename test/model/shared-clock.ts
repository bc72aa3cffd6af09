import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { type Clock } from "../../simulator";

/**
 * One time for the provider and the simulator. Where the provider jumps over a wait it says so at this clock's door, so
 * that what lags, holds or limits in the simulator has waited just as long.
 */
export class SharedClock implements Clock {
  #skipped = 0;

  private constructor(private readonly door: Server) {}

  static async open(): Promise<SharedClock> {
    const door = createServer();
    const clock = new SharedClock(door);
    door.on("request", ({ url = "/" }, response) => {
      clock.#skipped = Math.max(clock.#skipped, Number(url.slice(1)));
      response.end();
    });
    door.listen(0, "127.0.0.1");
    await once(door, "listening");
    return clock;
  }

  now(): number {
    return Date.now() + this.#skipped;
  }

  /** Lets milliseconds pass. The provider learns of it when its next run begins. */
  pass(milliseconds: number): void {
    this.#skipped += milliseconds;
  }

  /** By how many milliseconds this clock is ahead of the machine's. */
  get skipped(): number {
    return this.#skipped;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.door.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.door.close();
    this.door.closeAllConnections();
    await once(this.door, "close");
  }
}
