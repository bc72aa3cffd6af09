import {
  ApiAnswerError,
  isDenied,
  isNotFound,
  isServerError,
  OutOfTimeError,
  UnexpectedAnswerError,
  waitBefore,
} from "../api";
import { type Definition, isLeaving, type Remote, type State } from "../define";
import { explained, ResourceError } from "../report";
import { type Connection } from "../run";
import { type Declared, type Kept, type Observed } from "../values";
import { movedInput } from "./differences";
import { presentOrGone } from "./gone";
import { goesWhileTaken, objectOf, stateOf, subjectOfKnown } from "./identity";
import { openStep, type Step } from "./step";
import { shownLater } from "./unseen";

/** Deletes a resource, unless there is a reason to keep it. A resource that is already gone counts as deleted. */
export async function deleteResource(definition: Definition, connection: Connection, kept: Kept): Promise<void> {
  // After a rename or a replacement with adoption, another resource of the program may stand for the same object.
  const object = objectOf(definition, kept.id, kept.observed);
  if (!connection.claims.releaseForDeletion(object, kept)) return;
  const state = stateOf(definition, kept);
  const subject = subjectOfKnown(definition, state, kept.id);
  const step = openStep({ definition, connection, verb: "delete", subject, values: state });
  // A person who is deleted and invited again has the same id. Then another resource stands for the object.
  const isTaken = (): boolean => connection.claims.declaredFor(object) !== undefined;
  try {
    await refuseWithOwners(step, state);
    const found = await toDelete(step, kept, state);
    if (isTaken()) return;
    // Without a preview, the resource that takes the name may have come after the diff.
    if (connection.claims.isGoingWhileTaken(object)) throw new ResourceError(`${goesWhileTaken(subject)}.`);
    if (found === "to delete" && !(await sendDelete(step, state, isTaken))) return;
    if (found !== "gone") await untilGone(step, state);
    step.finder.noteDeleted(state);
    connection.claims.noteDeleted(object, state);
  } catch (error) {
    connection.claims.noteStaying(object);
    throw explained({ subject, verb: "delete", connection: connection.name }, error);
  }
}

/**
 * Refuses a deletion if an owner of the resource will refuse its own. Otherwise a protected install would lose its
 * domains before the provider refuses to delete the install itself. Where the run keeps the owner, the resource goes
 * alone.
 */
async function refuseWithOwners({ definition, context, subject }: Step, state: State): Promise<void> {
  for (const owner of definition.delete.owners?.(state) ?? []) {
    if (context.isKept(owner.type, owner.id)) continue;
    const objection = await owner.objection(context);
    if (objection === undefined || (await context.turnsOutKept(owner.type, owner.id))) continue;
    const label = await owner.label(context);
    throw new ResourceError(
      `${subject}: the provider did not delete it, because it belongs to ${label}, which this run does not keep and may ` +
        `not delete.\nAbout ${label}: ${objection}\n` +
        `To delete ${subject} alone, remove it from the program, and run \`pulumi up\` without targets. To keep it, ` +
        "drop it from the state with `pulumi state delete`.",
    );
  }
}

/** Whether there is still something to delete. Throws if the object must stay. */
async function toDelete(step: Step, { declared }: Kept, state: State): Promise<"to delete" | "leaving" | "gone"> {
  const { definition, context, subject, finder } = step;
  if (definition.delete.refuse === undefined) return "to delete";
  // A list may be late, so the provider reads the object by itself before it decides.
  const look = (): Promise<Remote | undefined> => presentOrGone(step, state, finder.oneSingly(state));
  const remote = (await look()) ?? (await shownLater(step, state, look));
  if (remote === undefined) return "gone";
  const observed = definition.state(remote);
  if (isLeaving(observed.status)) return "leaving";
  refuseIfMoved(definition, subject, declared, observed);
  const objection = await definition.delete.refuse(context, remote, state);
  if (objection !== undefined) throw new ResourceError(`${subject}: the provider did not delete it. ${objection}`);
  return "to delete";
}

/** An object that moved to another account may belong to somebody who did not ask for its deletion. */
function refuseIfMoved(definition: Definition, subject: string, declared: Declared, observed: Observed): void {
  const moved = movedInput(definition, declared, observed);
  if (moved === undefined) return;
  const now = JSON.stringify(observed[moved]);
  throw new ResourceError(
    `${subject}: the provider did not delete it, because somebody changed its ${moved} outside of Pulumi, ` +
      `from ${JSON.stringify(declared[moved])} to ${now}.\n` +
      `To delete it, follow the move first: write ${now} as its ${moved} in the program if that is not there yet. Run ` +
      "`pulumi refresh`, and then `pulumi up`. If that says the same again, delete it in the User Portal.\n" +
      "To keep it, drop it from the state with `pulumi state delete`.",
  );
}

// The greatest age of a list at which a deletion looks first, in milliseconds.
const recentEnough = 10_000;

/** Deletes the object. False: another resource stands for the object now, and it stays. */
async function sendDelete(step: Step, state: State, isTaken: () => boolean): Promise<boolean> {
  const { definition, connection, context, finder } = step;
  const siblings = {
    recent: () => finder.allSince(context.now() - recentEnough),
    afresh: () => finder.allAfresh(),
  };
  for (let attempt = 0; ; attempt++) {
    try {
      await definition.delete.send(context, state, siblings);
      return true;
    } catch (error) {
      // For an object that is already gone, the API answers 404, 400 or 500, depending on the resource. A gateway may
      // answer anything in the API's place. Only a look tells.
      const isUnexpected = error instanceof UnexpectedAnswerError;
      if (!(error instanceof ApiAnswerError || isUnexpected) || isDenied(error)) throw error;
      // The API may answer 404 for an object that it created a moment ago, and show the object later.
      const isPassing = isUnexpected || isServerError(error) || isNotFound(error);
      const isInTime = !isPassing || (await context.pauseInTime(waitBefore(attempt, error)));
      const remote = await stillShown(step, state);
      if (isTaken()) return false;
      if (remote === undefined || isLeaving(definition.state(remote).status)) return true;
      if (!isPassing || attempt >= connection.settings.retries) throw error;
      if (!isInTime) throw new OutOfTimeError(error, error);
    }
  }
}

/** The object after a deletion that failed. If nobody looked before the deletion, the API may not show it yet. */
async function stillShown(step: Step, state: State): Promise<Remote | undefined> {
  const look = (): Promise<Remote | undefined> => presentOrGone(step, state);
  const remote = await look();
  const isSeen = remote !== undefined || step.definition.delete.refuse !== undefined;
  return isSeen ? remote : shownLater(step, state, look);
}

async function untilGone(step: Step, state: State): Promise<void> {
  if (step.definition.waits?.gone !== true) return;
  await step.context.waitFor({
    what: `${step.subject} to be gone`,
    look: () => presentOrGone(step, state),
    done: (remote) => remote === undefined,
    meanwhile: () => "it is still there",
  });
}
