import { randomUUID } from "node:crypto";
import { isNotFound } from "../../api";
import { type Definition, type Remote, type State } from "../../define";
import { explained } from "../../report";
import { type Connection } from "../../run";
import {
  type Change,
  completed,
  type Declared,
  type Kept,
  keptOf,
  type Observed,
  withoutUndefined,
} from "../../values";
import { afterChange, sendChange } from "../change";
import { changedInputs } from "../differences";
import { claimedKeyOf, isToldToAdopt, meaningOfAll, objectOf, ownerOf, subjectOf } from "../identity";
import { becomeActive, settle } from "../settling";
import { openStep, type Step } from "../step";
import { unfinished } from "../unfinished";
import { whileUnseen } from "../unseen";
import { type Adopted, toAdopt } from "./adopt";
import { freshEnough, namedOnceShown } from "./late";
import { send } from "./send";

/**
 * Creates a resource, or adopts an existing object. Resources with the same natural key look and create one after
 * another.
 */
export async function createResource(definition: Definition, connection: Connection, inputs: Declared): Promise<Kept> {
  const subject = subjectOf(definition, inputs);
  const step = openStep({ definition, connection, verb: "create", subject, values: inputs });
  const { context, finder } = step;
  const key = claimedKeyOf(definition, inputs) ?? subject;
  const { remote, adopted, owner } = await connection
    .inTurn(key, async () => {
      // The owner comes first: once the resource exists, nothing may fail before the engine has the id.
      const owner = await ownerOf(definition, context, inputs);
      return { ...(await findOrCreate(step, inputs)), owner };
    })
    .catch((error: unknown) => {
      throw explained({ subject, verb: "create", connection: connection.name }, error);
    })
    .finally(() => connection.claims.noteArrived(key));

  // The resource exists from here on, so every error must hand its id to the engine.
  const id = definition.id(remote);
  const state: Observed = { ...owner, ...definition.state(remote) };
  // The answer to a creation may leave out fields that are set. The answer to a read leaves out only unset ones.
  let isOurs = adopted === undefined;
  const adoption = isOurs ? undefined : randomUUID();
  let observed: Observed = isOurs ? withoutUndefined(state) : state;
  const missing = adopted?.missing ?? missingInputs(definition, inputs, observed);
  const before = isOurs ? undefined : observed.status;
  try {
    const known: State = { ...inputs, ...observed, id };
    if (Object.keys(missing).length > 0) {
      const updated = await whileUnseen(context, isOurs, () => sendChange(step, known, missing, inputs), isNotFound);
      isOurs = true;
      finder.noteChanged(updated);
      const answered = withoutUndefined(definition.state(updated));
      observed = { ...afterChange(step, observed, missing, answered), status: answered.status };
    }
    observed = isOurs
      ? await becomeActive(step, known, observed, { before, isNew: adopted === undefined })
      : await settle(step, known, observed);
    const kept = keptOf(definition, id, inputs, observed, { adoption });
    // If the id is unique in its account only, an object with the same id may have existed before.
    if (adopted === undefined && definition.idWithin === undefined) connection.noteCreated(id, kept.observed);
    return kept;
  } catch (error) {
    const onward = `The state keeps it (id ${id}), and the next \`pulumi up\` goes on from here.`;
    // The state must not hold a missing input as if the API had it.
    const known = Object.entries(inputs).filter(([input]) => input in observed || !(input in missing));
    const isUnsettled = isOurs && definition.waits?.active === true;
    const half = keptOf(definition, id, Object.fromEntries(known), observed, { isUnsettled, adoption });
    const { name } = connection;
    throw unfinished(definition, half, { tried: "finish creating it", onward, connection: name }, error);
  }
}

async function findOrCreate(step: Step, inputs: Declared): Promise<{ remote: Remote; adopted?: Adopted }> {
  const { definition, connection, finder } = step;
  const existing = await toAdopt(step, await lookFor(step, inputs), inputs);
  if (existing !== undefined) return { remote: existing.remote, adopted: existing };
  const made = await send(step, inputs);
  if (made.isOurs) {
    const object = objectOf(definition, definition.id(made.remote), inputs);
    connection.claims.claimCreated(object, meaningOfAll(definition, inputs), inputs);
    finder.noteChanged(made.remote);
    return { remote: made.remote };
  }
  // Somebody else created the object after this run looked.
  const adopted = await toAdopt(step, made.found, inputs);
  if (adopted === undefined) throw made.refusal;
  return { remote: adopted.remote, adopted };
}

/** The objects that have the natural key. Where the API refuses no duplicate, only this look prevents one. */
async function lookFor(step: Step, inputs: Declared): Promise<Remote[]> {
  const { definition, connection, context, finder } = step;
  if (definition.mayExistTwice !== true) return finder.named(inputs);
  const found = await finder.namedSince(context.now() - freshEnough, inputs);
  if (found.length > 0 || !isToldToAdopt(definition, connection, inputs)) return found;
  return namedOnceShown(step, inputs);
}

/**
 * The inputs that an update must still send: those that only an update takes, and those that the answer contradicts.
 */
function missingInputs(definition: Definition, inputs: Declared, observed: Observed): Change {
  const lacking = definition.updateOnly.filter(
    (input) => inputs[input] !== undefined && observed[input] !== inputs[input],
  );
  return {
    ...changedInputs(definition, inputs, completed(definition, observed, inputs), inputs),
    ...Object.fromEntries(lacking.map((input) => [input, inputs[input]])),
  };
}
