import { isProvenNotFound, waitBefore } from "../api";
import { type Remote, type State } from "../define";
import { type Context } from "../run";
import { type Values } from "../values";
import { type Step } from "./step";

/**
 * Sends again, within the deadline, while the API does not know yet what this run created a moment ago. A gateway's 404
 * does not say that the API did nothing, so it counts only where a request may go out twice: `isUnseen` says so.
 */
export async function whileUnseen<T>(
  context: Context,
  isNew: boolean,
  send: () => Promise<T>,
  isUnseen = isProvenNotFound,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isNew || !isUnseen(error) || !(await context.pauseInTime(waitBefore(attempt, error)))) throw error;
    }
  }
}

/** Whether inputs name something that this run created, such as the site of a new install. */
export const namesNew = ({ created }: Context, inputs: Values): boolean =>
  Object.values(inputs)
    .flat()
    .some((value) => typeof value === "string" && created(value) !== undefined);

/** How long, in milliseconds, a new object may stay out of sight. */
export const timeToAppear = 60_000;
// For so many milliseconds after its creation, an object counts as new.
const youth = 300_000;
/** How long, in milliseconds, a reading may lag behind what an earlier run created at an unknown time. */
export const lagAfterEarlierRun = 10_000;

/** Looks again, for a while, for an object that may be new: a reading may lag behind its creation. */
export async function shownLater(
  { definition, context }: Step,
  state: State,
  look: () => Promise<Remote | undefined>,
): Promise<Remote | undefined> {
  const began = context.now();
  const { createdAt } = state;
  const created = typeof createdAt === "string" ? Date.parse(createdAt) : NaN;
  if (Number.isNaN(created)) {
    const isSure = (await definition.delete.isGoneWithOwner?.(context, state)) === true;
    return isSure || !(await context.pauseInTime(lagAfterEarlierRun)) ? undefined : look();
  }
  if (Math.abs(began - created) >= youth) return undefined;
  return context.waitFor({
    what: "a new object to appear",
    look,
    done: (remote) => remote !== undefined || context.now() - began >= Math.min(timeToAppear, context.left()),
    meanwhile: () => "the API does not show it yet",
  });
}
