import { ApiAnswerError, isDenied, isServerError, OutOfTimeError, waitBefore } from "../api";
import { type ResourceDefinition, type State, timeoutOf } from "../define";
import { explained, ResourceError } from "../report";
import { type Context, type Operation } from "../run";
import { type Values } from "../values";
import { movedInput } from "./diff";
import { Lookout, presentOrGone } from "./finder";
import { declaredIn } from "./memory";
import { labelOf } from "./read";

/** Removes a resource, unless something speaks against it. What is gone already counts as removed. */
export async function removeResource<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  operation: Operation,
  id: string,
  outputs: Values,
): Promise<void> {
  // Another resource of the program stands for the same object, after a rename or a replacement with adoption.
  if (operation.isKept(`${definition.type} ${id}`)) return;
  const context = operation.within(timeoutOf("delete", outputs, operation.settings.timeout));
  const state = { ...outputs, id } as State<Inputs>;
  const subject = `${definition.type} ${labelOf(definition, outputs, id)}`;
  const lookout = new Lookout(definition, context, outputs as Partial<Inputs> & Values);
  const look = (): Promise<Remote | undefined> => presentOrGone(definition, context, state, lookout.oneAfresh(state));
  try {
    if (await mayBeRemoved(definition, context, state, subject, look)) {
      await removeOnce(definition, operation, context, state, lookout, look);
      await untilGone(definition, context, subject, look);
    }
    lookout.removed(state);
  } catch (error) {
    throw explained({ subject, verb: "remove" }, error);
  }
}

/** What is there now; undefined if it is gone. */
type Look<Remote> = () => Promise<Remote | undefined>;

/** False if it is gone already; an error if it must stay. */
async function mayBeRemoved<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  context: Context,
  state: State<Inputs>,
  subject: string,
  look: Look<Remote>,
): Promise<boolean> {
  if (definition.refuseToRemove === undefined) return true;
  const remote = await look();
  if (remote === undefined) return false;
  refuseIfMoved(definition, subject, declaredIn(definition, state), definition.state(remote));
  const objection = await definition.refuseToRemove(context, remote, state);
  if (objection !== undefined) throw new ResourceError(`${subject}: was not removed. ${objection}`);
  return true;
}

/** What moved to another account may be in somebody else's hands, who did not ask for its removal. */
function refuseIfMoved<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  subject: string,
  declared: Values,
  observed: Values,
): void {
  const moved = movedInput(definition, declared, observed);
  if (moved === undefined) return;
  const now = JSON.stringify(observed[moved]);
  throw new ResourceError(
    `${subject}: its ${moved} was changed outside, from ${JSON.stringify(declared[moved])} to ${now}, so it was not removed.\n` +
      `If it is to go, follow the move first: write ${now} as its ${moved} in the program and run \`pulumi up\`. If it is to ` +
      "stay, drop it from the state with `pulumi state delete`.",
  );
}

async function removeOnce<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  { settings }: Operation,
  context: Context,
  state: State<Inputs>,
  lookout: Lookout<Inputs, Remote>,
  look: Look<Remote>,
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await definition.remove(context, state, () => lookout.allAfresh());
      return;
    } catch (error) {
      if (!(error instanceof ApiAnswerError) || isDenied(error)) throw error;
      // What is gone already is answered with 404, 400 or 500, depending on the resource: only a look tells.
      const isInTime = !isServerError(error) || (await context.pauseInTime(waitBefore(attempt, error)));
      if ((await look()) === undefined) return;
      if (!isServerError(error) || attempt >= settings.retries) throw error;
      if (!isInTime) throw new OutOfTimeError(error, error);
    }
  }
}

async function untilGone<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  context: Context,
  subject: string,
  look: Look<Remote>,
): Promise<void> {
  if (definition.removalTakesTime !== true) return;
  await context.waitFor({
    what: `${subject} to be gone`,
    look,
    done: (remote) => remote === undefined,
    meanwhile: () => "it is still there",
  });
}
