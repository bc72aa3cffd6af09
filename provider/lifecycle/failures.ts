import { ResourceError } from "../report";
import { type Run } from "../run";
import { type Declared, holdsUnknown, type Kept, textOf } from "../values";
import { type ResourceLifecycle } from "./engine";

/** What the run calls a resource in the state. The id of a person is unique in an account only. */
const keyOf = ({ id, observed }: Kept): string => `${id} ${String(observed.accountId)}`;

/** What the run calls the creation of a resource with these inputs. Such a resource has no id yet. */
const creationOf = (type: string, news: Declared): string => `create ${type} ${textOf(news)}`;

/** A lifecycle that notes in the run what fails, and what the engine compares. */
export const notingFailures = (type: string, lifecycle: ResourceLifecycle): ResourceLifecycle => ({
  ...lifecycle,
  check: (run, olds, news) => {
    const result = noting(run, `check ${type}`, () => lifecycle.check(run, olds, news));
    if (result.failures.length > 0) run.noteFailure(`check ${type}`);
    else if (Object.keys(olds).length === 0) run.noteToCome(creationOf(type, result.inputs));
    return result;
  },
  diff: (run, kept, news) => {
    const result = noting(run, `diff ${keyOf(kept)}`, () => lifecycle.diff(run, kept, news));
    // Two comparisons say nothing of the program. A refresh compares with the state alone, before the program has
    // declared anything. And before the engine deletes an object for a replacement, it compares the object's dependents
    // with unknown values. It deletes at once the dependents that are replaced too. The program may have dropped the others.
    if (run.hasProgram && (result.replaces.length > 0 || !holdsUnknown(news))) run.noteCompared(keyOf(kept));
    return result;
  },
  create: (run, news) => notingLater(run, creationOf(type, news), lifecycle.create(run, news)),
  update: (run, kept, news) => notingLater(run, `update ${keyOf(kept)}`, lifecycle.update(run, kept, news)),
});

function noting<T>(run: Run, step: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    run.noteFailure(step);
    throw error;
  }
}

async function notingLater<T>(run: Run, step: string, work: Promise<T>): Promise<T> {
  try {
    const done = await work;
    run.noteSuccess(step);
    return done;
  } catch (error) {
    run.noteFailure(step);
    throw error;
  }
}

/** Refuses a deletion if this run cannot tell that the program dropped the resource. */
export function refuseAfterFailure(run: Run, subject: string, kept: Kept): void {
  if (!run.mayStillDeclare(keyOf(kept))) return;
  throw new ResourceError(
    `${subject}: the provider did not delete it, because another step of this run failed. After a failure, the ` +
      "provider cannot tell whether the program still declares the resource. Correct what failed, and run `pulumi up` again.",
  );
}
