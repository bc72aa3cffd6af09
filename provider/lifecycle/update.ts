import { type Definition, type State } from "../define";
import { type Attempt, explained, ResourceError } from "../report";
import { type Run } from "../run";
import { type Values } from "../values";
import { afterChange, sendChange, withoutTheRest, withTheRest } from "./change";
import { changedInputs, movedInput } from "./differences";
import { meaningOfAll, objectOf, standsElsewhere, subjectById, subjectOf } from "./identity";
import { asUnsettled, declaredIn, isUnsettled, outputsOf, withoutMemory, withoutUndefined } from "./memory";
import { becomeActive, settle } from "./settling";
import { openStep } from "./step";
import { unfinished } from "./unfinished";

/** Sends the inputs that changed, and finishes what an earlier step left unfinished. */
export async function updateResource(
  definition: Definition,
  run: Run,
  id: string,
  outputs: Values,
  inputs: Values,
): Promise<Record<string, unknown>> {
  const subject = subjectOf(definition, inputs);
  const object = objectOf(definition, id, outputs);
  if (!run.claims.update(object, outputs, meaningOfAll(definition, inputs), inputs)) throw standsElsewhere(subject, id);
  refuseIfMoved(definition, subject, outputs, inputs);

  const step = openStep({ definition, run, verb: "update", subject, values: inputs, where: outputs });
  const state: State = { ...outputs, id };
  const changed = changedInputs(definition, declaredIn(definition, outputs), outputs, inputs);
  let observed = observedIn(definition, outputs);
  let sent = false;
  try {
    if (Object.keys(changed).length > 0) {
      const sending = await withTheRest(step, state, changed, inputs);
      const remote = await sendChange(step, state, changed, sending);
      sent = true;
      step.finder.noteChanged(remote);
      const news = (said: Values): Values => withoutTheRest(step, changed, inputs, said);
      const before = isUnsettled(outputs) ? undefined : outputs.status;
      const answered = withoutUndefined(definition.state(remote));
      observed = afterChange(step, observed, changed, news(answered));
      const active = await becomeActive(step, state, { ...observed, status: answered.status }, { before });
      observed = { ...observed, ...news(active) };
    } else if (isUnsettled(outputs)) {
      observed = await becomeActive(step, state, { ...observed, status: undefined });
    } else {
      observed = await settle(step, state, observed);
    }
    run.claims.updated(object);
    return outputsOf(definition, inputs, observed);
  } catch (error) {
    run.claims.ended(object);
    if (!sent) throw explained(attemptWith(changed, subject, subjectById(definition, id)), error);
    const onward = "The state keeps what the provider updated so far, and the next `pulumi up` goes on from here.";
    const kept = asUnsettled(definition, outputsOf(definition, inputs, observed));
    throw unfinished(definition, id, kept, { tried: "finish updating it", onward }, error);
  }
}

/** An update without changed inputs finishes an earlier step, whose wait speaks of the id. */
function attemptWith(changed: Values, subject: string, byId: string): Attempt {
  const inputs = Object.keys(changed);
  return inputs.length === 0
    ? { subject: byId, verb: "update", tried: "finish creating or updating it" }
    : { subject, verb: "update", tried: `update ${inputs.join(", ")}` };
}

/** What the API last said: the outputs, without the memory and the controls. */
const observedIn = ({ controls }: Definition, outputs: Values): Values =>
  Object.fromEntries(Object.entries(withoutMemory(outputs)).filter(([key]) => !(key in controls.shape)));

/**
 * Only somebody outside of Pulumi can have changed a replacing input on the API. Neither an update nor a replacement
 * is safe.
 */
function refuseIfMoved(definition: Definition, subject: string, outputs: Values, inputs: Values): void {
  const moved = movedInput(definition, inputs, outputs);
  if (moved === undefined) return;
  throw new ResourceError(
    `${subject}: the provider updated nothing, because somebody changed its ${moved} outside of Pulumi, from ` +
      `${JSON.stringify(inputs[moved])} to ${JSON.stringify(outputs[moved])}, and an update cannot change that back.\n` +
      `To follow the move, write ${JSON.stringify(outputs[moved])} as its ${moved} in the program. ` +
      "To undo the move, use the User Portal, and then run `pulumi refresh`.",
  );
}
