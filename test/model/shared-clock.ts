import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock } from "../../simulator";

/**
 * One time for the provider and the simulator. Where the provider jumps over a wait it says so in this clock's file, so
 * that what lags, holds or limits in the simulator has waited just as long.
 */
export class SharedClock implements Clock {
  readonly #folder = mkdtempSync(join(tmpdir(), "model-clock-"));
  readonly #file: number;
  readonly #skipped = new Float64Array(1);

  constructor() {
    this.#file = openSync(this.path, "w+");
    writeSync(this.#file, this.#skipped);
  }

  /** The file with the time skipped so far, in milliseconds. */
  get path(): string {
    return join(this.#folder, "skipped");
  }

  now(): number {
    return Date.now() + this.skipped;
  }

  /** Lets milliseconds pass. The provider learns of it when its next run begins. */
  pass(milliseconds: number): void {
    const skipped = new Float64Array([this.skipped + milliseconds]);
    writeSync(this.#file, skipped, 0, skipped.byteLength, 0);
  }

  /** By how many milliseconds this clock is ahead of the machine's. */
  get skipped(): number {
    readSync(this.#file, this.#skipped, 0, this.#skipped.byteLength, 0);
    return this.#skipped[0] ?? 0;
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true });
  }
}
