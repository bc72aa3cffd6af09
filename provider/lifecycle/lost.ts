import { isServerError, isStrangers, NoAnswerError, UnexpectedAnswerError, waitBefore } from "../api";
import { type Connection, type Context } from "../run";

/** How often to look for what a request with a lost answer made: lists and reads may be late. */
export const looksForTheLost = 6;

// Milliseconds, even beyond the deadline, to find out whether a request with a lost answer took effect.
const timeToLook = 60_000;

/** What the looks after a lost answer may use. The first of them comes after a wait of so many milliseconds. */
export const contextOfLooks = (connection: Connection, wait: number): Context =>
  connection.within(wait + timeToLook + looksForTheLost * connection.settings.pollInterval);

// Milliseconds in which a request that the provider will not repeat may still take effect.
export const timeToArrive = 1000;

/** How many milliseconds to wait before the look, and whether the deadline leaves time to send again after it. */
export function pauseAfter({ left }: Context, error: unknown, attempt: number): { wait: number; isInTime: boolean } {
  const wait = waitBefore(attempt, error);
  const isInTime = wait < left();
  return { wait: isInTime ? wait : timeToArrive, isInTime };
}

/** What answered in the API's place, or in another form than the API's, may be gone at the next look. */
const mayAnswerLater = (error: unknown): boolean =>
  error instanceof NoAnswerError ||
  error instanceof UnexpectedAnswerError ||
  isServerError(error) ||
  isStrangers(error);

/** Looks until the API answers or the deadline comes. To give up earlier could lose what the API made. */
export async function lookWithRetries<Found>(context: Context, look: () => Promise<Found>): Promise<Found> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await look();
    } catch (error) {
      if (!mayAnswerLater(error) || !(await context.pauseInTime(waitBefore(attempt, error)))) throw error;
    }
  }
}
