import { isOutOfSight } from "../api";
import { namespaceOf } from "../configuration";
import { type Definition, isRemoved, type State } from "../define";
import { type Attempt, explained, ResourceError } from "../report";
import { type Connection } from "../run";
import { type Change, type Declared, type Kept, keptOf, type Observed, withoutUndefined } from "../values";
import { afterChange, sendChange, withoutTheRest, withTheRest } from "./change";
import { changedInputs, movedInput } from "./differences";
import { meaningOfAll, objectOf, standsElsewhere, stateOf, subjectById, subjectOf } from "./identity";
import { becomeActive, settle } from "./settling";
import { openStep, type Step } from "./step";
import { unfinished } from "./unfinished";

/** Sends the inputs that changed, and finishes what an earlier step left unfinished. */
export async function updateResource(
  definition: Definition,
  connection: Connection,
  kept: Kept,
  news: Declared,
): Promise<Kept> {
  const { id, isUnsettled, adoption } = kept;
  const subject = subjectOf(definition, news);
  const object = objectOf(definition, id, kept.observed);
  if (!connection.claims.claimForUpdate(object, kept, meaningOfAll(definition, news), news))
    throw standsElsewhere(subject, id);
  refuseIfMoved(definition, subject, kept.observed, news);

  const state = stateOf(definition, kept);
  const step = openStep({ definition, connection, verb: "update", subject, values: news, where: state });
  const changed = changedInputs(definition, kept.declared, kept.observed, news);
  let observed = kept.observed;
  let sent = false;
  try {
    if (kept.declared.connection !== news.connection) await assertShown(step, state);
    if (Object.keys(changed).length > 0) {
      const sending = await withTheRest(step, state, changed, news);
      const remote = await sendChange(step, state, changed, sending);
      sent = true;
      step.finder.noteChanged(remote);
      const ofThis = (said: Observed): Observed => withoutTheRest(step, changed, news, said);
      const before = isUnsettled ? undefined : observed.status;
      const answered = withoutUndefined(definition.state(remote));
      observed = afterChange(step, observed, changed, ofThis(answered));
      const active = await becomeActive(step, state, { ...observed, status: answered.status }, { before });
      observed = { ...observed, ...ofThis(active) };
    } else if (isUnsettled) {
      observed = await becomeActive(step, state, { ...observed, status: undefined });
    } else {
      observed = await settle(step, state, observed);
    }
    connection.claims.noteUpdated(object);
    return keptOf(definition, id, news, withoutHandedRole(step, kept.declared, news, observed), { adoption });
  } catch (error) {
    connection.claims.noteEnded(object);
    const { name } = connection;
    if (!sent)
      throw explained({ ...attemptWith(changed, subject, subjectById(definition, id)), connection: name }, error);
    const onward = "The state keeps what the provider updated so far, and the next `pulumi up` goes on from here.";
    const half = keptOf(definition, id, news, observed, { isUnsettled: definition.waits?.active, adoption });
    throw unfinished(definition, half, { tried: "finish updating it", onward, connection: name }, error);
  }
}

/** What is known of a resource that no longer claims its role. Where another one claims the role, this one loses it. */
function withoutHandedRole(
  { definition, connection }: Step,
  declared: Declared,
  news: Declared,
  observed: Observed,
): Observed {
  const had = definition.exclusive?.(declared);
  if (had === undefined || news[had.property] !== undefined) return observed;
  const holder = connection.claims.holderOf(had.role);
  return holder === undefined || holder === had.holder ? observed : { ...observed, [had.property]: false };
}

/**
 * Makes sure that the new connection shows the object. If its credentials, or its API, do not know the object, the next
 * refresh would look for it in the wrong place.
 */
async function assertShown({ definition, connection, subject, finder }: Step, state: State): Promise<void> {
  let answered = "";
  const remote = await finder.one(state).catch((error: unknown) => {
    if (!isOutOfSight(error))
      throw explained({ subject, verb: "update", tried: "see it", connection: connection.name }, error);
    answered = ` ${error.message}`;
    return undefined;
  });
  if (remote !== undefined && !isRemoved(definition.state(remote).status)) return;
  const name = connection.name === undefined ? "the default connection" : `the connection "${connection.name}"`;
  throw new ResourceError(
    `${subject}: the provider changed nothing, because ${name} does not show it (id ${state.id}).${answered}\n` +
      `Check ${namespaceOf(connection.name)}:username, and that its user has access to the object with this id. ` +
      "If somebody deleted it, give the resource its former connection, and run `pulumi refresh`.",
  );
}

/** An update without changed inputs finishes an earlier step. The error of that step's wait names the id. */
function attemptWith(changed: Change, subject: string, byId: string): Attempt {
  const inputs = Object.keys(changed);
  return inputs.length === 0
    ? { subject: byId, verb: "update", tried: "finish creating or updating it" }
    : { subject, verb: "update", tried: `update ${inputs.join(", ")}` };
}

/**
 * Only somebody outside of Pulumi can have changed a replacing input on the API. Neither an update nor a replacement
 * is safe.
 */
function refuseIfMoved(definition: Definition, subject: string, observed: Observed, news: Declared): void {
  const moved = movedInput(definition, news, observed);
  if (moved === undefined) return;
  throw new ResourceError(
    `${subject}: the provider updated nothing, because somebody changed its ${moved} outside of Pulumi, from ` +
      `${JSON.stringify(news[moved])} to ${JSON.stringify(observed[moved])}, and an update cannot change that back.\n` +
      `To follow the move, write ${JSON.stringify(observed[moved])} as its ${moved} in the program. ` +
      "To undo the move, use the User Portal, and then run `pulumi refresh`.",
  );
}
