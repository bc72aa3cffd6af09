import { isProvenNotFound, isServerError, OutOfTimeError, UnexpectedAnswerError, waitBefore } from "../api";
import { type Remote, type State } from "../define";
import { agrees, type Change, type Declared, type Observed, onlyInputs } from "../values";
import { patchedInputs } from "./differences";
import { whileInTheWay } from "./order";
import { type Step } from "./step";

/** Sends a change until the API has made it. If an answer does not tell, the provider looks before it sends again. */
export async function sendChange(step: Step, state: State, changed: Change, inputs: Declared): Promise<Remote> {
  const { definition, connection, context, finder } = step;
  const kept = Object.entries(onlyInputs(definition, state)).filter(([input]) => !definition.removable.includes(input));
  const wanted = { inputs: { ...Object.fromEntries(kept), ...inputs }, id: state.id };
  for (let attempt = 0; ; attempt++) {
    try {
      return await whileInTheWay(step, wanted, () => definition.update(context, state, changed, inputs));
    } catch (error) {
      if (!isServerError(error) && !(error instanceof UnexpectedAnswerError)) throw error;
      // The gateway turns unknown statuses into 500, "not found" among them, so the provider looks before it sends
      // again.
      const isInTime = await context.pauseInTime(waitBefore(attempt, error));
      const remote = await finder.oneAfresh(state).catch((failure: unknown) => {
        throw isProvenNotFound(failure) ? failure : error;
      });
      if (remote !== undefined && isDone(step, changed, definition.state(remote))) return remote;
      if (attempt >= connection.settings.retries) throw error;
      if (!isInTime) throw new OutOfTimeError(error, error);
    }
  }
}

const isDone = ({ definition }: Step, changed: Change, observed: Observed): boolean =>
  Object.entries(changed).every(([input, value]) => agrees(definition, input, value, observed[input]));

/**
 * The inputs of an update. Those that it must send but does not change get the API's values: somebody may have changed
 * them since the last read, and the program may leave them to others (`ignoreChanges`).
 */
export async function withTheRest(
  { definition, finder }: Step,
  state: State,
  changed: Change,
  inputs: Declared,
): Promise<Declared> {
  const rest = definition.alwaysSent?.(changed).filter((input) => !(input in changed)) ?? [];
  if (rest.length === 0) return inputs;
  const remote = await finder.oneSingly(state);
  const observed: Observed = remote === undefined ? {} : definition.state(remote);
  // An input that the API does not mention is as it was last declared. Null means that there is none.
  const asItIs = (input: string): unknown => (observed[input] === undefined ? inputs[input] : observed[input]);
  return { ...inputs, ...Object.fromEntries(rest.map((input) => [input, asItIs(input) ?? undefined])) };
}

/**
 * What an answer says, without the declared inputs that the update does not change. If somebody changed those outside
 * of Pulumi, a refresh shows it. If the state got their new values now, the next update would undo what the program
 * leaves to others (`ignoreChanges`).
 */
export function withoutTheRest({ definition }: Step, changed: Change, inputs: Declared, said: Observed): Observed {
  const rest = patchedInputs(definition).filter((input) => inputs[input] !== undefined && !(input in changed));
  return Object.fromEntries(Object.entries(said).filter(([key]) => !rest.includes(key)));
}

/**
 * What the API has after an update. A success means that the API made the change, even if the answer says little or
 * repeats old values.
 */
export function afterChange({ definition }: Step, observed: Observed, changed: Change, answered: Observed): Observed {
  const contradicted = Object.entries(changed).filter(
    ([input, value]) => !agrees(definition, input, value, answered[input]),
  );
  return { ...observed, ...answered, ...Object.fromEntries(contradicted) };
}
