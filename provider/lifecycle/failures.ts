import { ResourceError } from "../report";
import { type Run } from "../run";
import { type Kept } from "../values";
import { type ResourceLifecycle } from "./engine";

/** The id of a person is unique in an account only. */
const keyOf = ({ id, observed }: Kept): string => `${id} ${String(observed.accountId)}`;

/** A lifecycle that notes in the run what fails, and what the engine compares. */
export const notingFailures = (lifecycle: ResourceLifecycle): ResourceLifecycle => ({
  ...lifecycle,
  check: (run, olds, news) => {
    const result = noting(run, () => lifecycle.check(run, olds, news));
    if (result.failures.length > 0) run.noteFailure();
    return result;
  },
  diff: (run, kept, news) => {
    // A refresh compares too, with the state alone, and before the program has declared anything.
    if (run.hasProgram) run.noteCompared(keyOf(kept));
    return noting(run, () => lifecycle.diff(run, kept, news));
  },
  create: (run, news) => notingLater(run, lifecycle.create(run, news)),
  update: (run, kept, news) => notingLater(run, lifecycle.update(run, kept, news)),
});

function noting<T>(run: Run, step: () => T): T {
  try {
    return step();
  } catch (error) {
    run.noteFailure();
    throw error;
  }
}

async function notingLater<T>(run: Run, step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    run.noteFailure();
    throw error;
  }
}

/** Refuses a deletion if this run cannot tell that the program dropped the resource. */
export function refuseAfterFailure(run: Run, subject: string, kept: Kept): void {
  if (!run.mayStillDeclare(keyOf(kept))) return;
  throw new ResourceError(
    `${subject}: the provider did not delete it, because another step of this run failed. After that, nobody can tell ` +
      "whether the program still declares it. Mend the failure, and run `pulumi up` again.",
  );
}
