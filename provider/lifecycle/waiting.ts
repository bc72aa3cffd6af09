import { type Clock } from "../api";
import { waitOn } from "./advice";
import { durationText } from "./duration";
import { Incident } from "./errors";

export interface Wait<T> {
  /** What was seen a moment ago, if anything was. */
  known?: T;
  /** What is being waited for: `the install to become active`. */
  what: string;
  look: () => Promise<T>;
  done: (value: T) => boolean;
  /** What it looks like while it is not so: `its status is "pending"`. */
  meanwhile: (value: T) => string;
}

interface Limits {
  began: number;
  deadline: number;
  clock: Clock;
  signal: AbortSignal;
}

export async function waitFor<T>(wait: Wait<T>, limits: Limits, pollInterval: number): Promise<T> {
  const { began, deadline, clock, signal } = limits;
  for (let value = wait.known ?? (await wait.look()); ; value = await wait.look()) {
    if (wait.done(value)) return value;
    const left = deadline - clock.now();
    if (left <= 0) {
      const waited = durationText(clock.now() - began);
      const message = `After ${waited} the wait for ${wait.what} was given up: ${wait.meanwhile(value)}.`;
      throw new Incident(message, waitOn);
    }
    // The last look is at the deadline itself.
    await clock.sleep(Math.min(pollInterval, left), signal);
  }
}
