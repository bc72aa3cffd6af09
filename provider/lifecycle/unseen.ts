import { isNotFound, waitBefore } from "../api";
import { type Context } from "../run";
import { type Values } from "../values";

/** Sends again, within the deadline, while the API does not know yet what this run created a moment ago. */
export async function whileUnseen<T>(context: Context, isNew: boolean, send: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isNew || !isNotFound(error) || !(await context.pauseInTime(waitBefore(attempt, error)))) throw error;
    }
  }
}

/** Whether inputs name something that this run created, such as the site of a new install. */
export const namesNew = ({ created }: Context, inputs: Values): boolean =>
  Object.values(inputs)
    .flat()
    .some((value) => typeof value === "string" && created(value) !== undefined);
