import { isNotFound } from "../api";
import { failureIn, isActive, isPending, type State } from "../define";
import { ResourceError } from "../report";
import { type Observed, withoutUndefined } from "../values";
import { subjectById } from "./identity";
import { type Step } from "./step";

/** Waits while the API says that the resource is pending. An unknown status may mean that the resource is active. */
export const settle = async (step: Step, state: State, observed: Observed): Promise<Observed> =>
  isPending(observed.status) ? wait(step, state, observed, (status) => !isPending(status)) : observed;

/** What a wait knows of the time before. */
interface Past {
  /** The status that the resource had before a change. */
  before?: unknown;
  /** The API may not show yet what this run created a moment ago. */
  isNew?: boolean;
}

/** Waits until what was created or changed is active. */
export const becomeActive = (
  step: Step,
  state: State,
  observed: Observed,
  { before, isNew = false }: Past = {},
): Promise<Observed> => wait(step, state, observed, (status) => isActive(status, before), isNew);

async function wait(
  { definition, context, finder }: Step,
  state: State,
  observed: Observed,
  isDone: (status: unknown) => boolean,
  isNew = false,
): Promise<Observed> {
  if (definition.waits?.active !== true) return observed;
  const subject = subjectById(definition, state.id);
  let mayAppear = isNew;
  const look = async (): Promise<Observed | undefined> => {
    const remote = await finder.oneAfresh(state).catch((error: unknown) => {
      if (mayAppear && isNotFound(error)) return undefined;
      throw error;
    });
    if (remote === undefined && !mayAppear) {
      throw new ResourceError(
        `${subject}: disappeared while the provider waited for it. Run \`pulumi refresh\`, and then \`pulumi up\`.`,
      );
    }
    mayAppear &&= remote === undefined;
    return remote && withoutUndefined(definition.state(remote));
  };
  const found = await context.waitFor<Observed | undefined>({
    // If the answer to a creation or a change does not say the status, the provider looks it up.
    known: observed.status === undefined ? undefined : observed,
    what: `${subject} to become active`,
    look,
    done: (seen) => seen !== undefined && isDone(seen.status),
    failed: (seen) => failureIn(seen?.status),
    meanwhile: (seen) =>
      seen === undefined ? "the API does not show it yet" : `its status is still ${JSON.stringify(seen.status)}`,
  });
  return { ...observed, ...found };
}
