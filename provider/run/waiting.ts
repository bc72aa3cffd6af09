import { type Clock } from "../api";
import { durationText } from "../configuration";
import { UnattributedError, waitOn } from "../report";

export interface Wait<T> {
  /** The value of an earlier look, if there is one. */
  known?: T;
  /** What the provider waits for: `the install to become active`. */
  what: string;
  look: () => Promise<T>;
  done: (value: T) => boolean;
  /** Why waiting is of no use, if so: `its status is "failed"`. */
  failed?: (value: T) => string | undefined;
  /** Why the wait goes on: `its status is "pending"`. */
  meanwhile: (value: T) => string;
  /** Milliseconds before the look with this number, from 0 on. Default: the rounds of all waits. */
  pause?: ((look: number) => number) | undefined;
  /** How a user allows more time. Default: by the resource's `customTimeouts`, or by the stack's setting. */
  moreTime?: string;
}

interface Limits {
  began: number;
  deadline: number;
  clock: Clock;
}

const lookInPortal = "Look at it in the User Portal. If it does not recover there, ask WP Engine's support.";

export async function waitFor<T>(wait: Wait<T>, { began, deadline, clock }: Limits, rounds: Rounds): Promise<T> {
  rounds.begin();
  let value = wait.known ?? (await wait.look());
  for (let look = 0; ; look++) {
    const failure = wait.failed?.(value);
    if (failure !== undefined) {
      throw new UnattributedError(`Stopped waiting for ${wait.what}: ${failure}.`, () => [lookInPortal]);
    }
    if (wait.done(value)) return value;
    if (clock.now() >= deadline) {
      const waited = durationText(clock.now() - began);
      const message = `Gave up waiting for ${wait.what} after ${waited}: ${wait.meanwhile(value)}.`;
      const { moreTime } = wait;
      throw new UnattributedError(
        message,
        moreTime === undefined ? waitOn : () => [`To allow more time, ${moreTime}.`],
      );
    }
    await (wait.pause === undefined ? rounds.next(deadline) : rounds.alone(wait.pause(look), deadline));
    value = await wait.look();
  }
}

const growth = 1.5;
const longestPause = 30_000;

/**
 * The moments at which all waits look, together, so that one list serves all of them. The intervals grow, until a new
 * wait begins.
 */
export class Rounds {
  #pause: number;
  #next: { at: number; sleeping: Promise<void> } | undefined;

  constructor(
    private readonly shortestPause: number,
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {
    this.#pause = shortestPause;
  }

  /** A new wait begins, so the intervals are short again. */
  begin(): void {
    this.#pause = this.shortestPause;
  }

  /** Resolves at the next round, or at the deadline if that comes first, so that the last look is at the deadline. */
  async next(deadline: number): Promise<void> {
    const next = (this.#next ??= this.#schedule());
    if (next.at <= deadline) await next.sleeping;
    else await this.clock.sleep(deadline - this.clock.now(), this.signal);
  }

  /** Resolves after this many milliseconds, or at the deadline if that comes first. */
  alone(milliseconds: number, deadline: number): Promise<void> {
    return this.clock.sleep(Math.min(milliseconds, deadline - this.clock.now()), this.signal);
  }

  #schedule(): { at: number; sleeping: Promise<void> } {
    const pause = this.#pause;
    this.#pause = Math.min(pause * growth, Math.max(this.shortestPause, longestPause));
    const at = this.clock.now() + pause;
    const sleeping = this.clock.sleep(pause, this.signal).finally(() => (this.#next = undefined));
    // A wait that uses this promise gets its failure. Without a wait, nobody would handle it.
    sleeping.catch(() => undefined);
    return { at, sleeping };
  }
}
