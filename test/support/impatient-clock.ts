import { type Clock } from "../../provider/api";

/** A clock on which a wait is over at once, though its time has passed; the simulator gets a moment to catch up. */
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
