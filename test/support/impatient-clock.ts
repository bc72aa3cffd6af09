import { type Clock } from "../../provider/api";
import { type SettableClock } from "../../simulator";

/**
 * A clock whose sleeps end after 2 ms, which is time for the simulator to catch up. Each sleep moves its time in full.
 */
export function impatientClock(): Clock {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    sleep: async (milliseconds) => {
      skipped += milliseconds;
      await new Promise((resolve) => setTimeout(resolve, 2));
    },
  };
}

/** The same for a simulator with a clock of its own: a wait of the provider lets the time pass in there, too. */
export const sharedClock = (clock: SettableClock): Clock => ({
  now: () => clock.now(),
  sleep: async (milliseconds) => {
    clock.pass(milliseconds);
    await new Promise((resolve) => setTimeout(resolve, 2));
  },
});
