import { type Definition } from "../define";
import { type Attempt, explained, ResourceError } from "../report";
import { type Run } from "../run";
import { type Change, type Declared, type Kept, keptOf, type Observed, withoutUndefined } from "../values";
import { afterChange, sendChange, withoutTheRest, withTheRest } from "./change";
import { changedInputs, movedInput } from "./differences";
import { meaningOfAll, objectOf, standsElsewhere, stateOf, subjectById, subjectOf } from "./identity";
import { becomeActive, settle } from "./settling";
import { openStep } from "./step";
import { unfinished } from "./unfinished";

/** Sends the inputs that changed, and finishes what an earlier step left unfinished. */
export async function updateResource(definition: Definition, run: Run, kept: Kept, news: Declared): Promise<Kept> {
  const { id, isUnsettled, adoption } = kept;
  const subject = subjectOf(definition, news);
  const object = objectOf(definition, id, kept.observed);
  if (!run.claims.update(object, kept, meaningOfAll(definition, news), news)) throw standsElsewhere(subject, id);
  refuseIfMoved(definition, subject, kept.observed, news);

  const state = stateOf(definition, kept);
  const step = openStep({ definition, run, verb: "update", subject, values: news, where: state });
  const changed = changedInputs(definition, kept.declared, kept.observed, news);
  let observed = kept.observed;
  let sent = false;
  try {
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
    run.claims.updated(object);
    return keptOf(definition, id, news, observed, { adoption });
  } catch (error) {
    run.claims.ended(object);
    if (!sent) throw explained(attemptWith(changed, subject, subjectById(definition, id)), error);
    const onward = "The state keeps what the provider updated so far, and the next `pulumi up` goes on from here.";
    const half = keptOf(definition, id, news, observed, { isUnsettled: definition.waits?.active, adoption });
    throw unfinished(definition, half, { tried: "finish updating it", onward }, error);
  }
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
