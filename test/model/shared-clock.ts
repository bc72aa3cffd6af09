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
  /** The same number twice: a reading beside a writing may see half of the new number, and then the two differ. */
  readonly #jumped = new Float64Array(2);
  #passed = 0;

  constructor() {
    this.#file = openSync(this.path, "w+");
    writeSync(this.#file, this.#jumped);
  }

  /** The file in which the provider keeps over how many milliseconds it has jumped. Nobody else writes there. */
  get path(): string {
    return join(this.#folder, "jumped");
  }

  now(): number {
    do readSync(this.#file, this.#jumped, 0, this.#jumped.byteLength, 0);
    while (this.#jumped[0] !== this.#jumped[1]);
    return Date.now() + (this.#jumped[0] ?? 0) + this.#passed;
  }

  /** Lets milliseconds pass. The provider learns of it when its next run begins. */
  pass(milliseconds: number): void {
    this.#passed += milliseconds;
  }

  /** How many milliseconds have passed in which nobody waited. */
  get passed(): number {
    return this.#passed;
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true });
  }
}
