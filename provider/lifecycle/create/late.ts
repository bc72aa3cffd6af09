import { type Remote } from "../../define";
import { type Declared } from "../../values";
import { type Step } from "../step";
import { lagAfterEarlierRun } from "../unseen";

/** The greatest age, in milliseconds, of a list that the provider trusts to prevent a second object. */
export const freshEnough = 30_000;

/** The objects with the natural key, from a list that had time to show what a killed run created. */
export async function namedOnceShown({ context, finder }: Step, inputs: Declared): Promise<Remote[]> {
  const shown = (finder.firstAskedAt ?? context.now()) + lagAfterEarlierRun;
  if (shown > context.now()) await context.pause(shown - context.now());
  return finder.namedSince(Math.max(shown, context.now() - freshEnough), inputs);
}
