import { type Clock } from "../../provider/api";

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
