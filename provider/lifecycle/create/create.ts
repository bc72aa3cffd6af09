import { type ResourceDefinition, type State, timeoutOf } from "../../define";
import { explained, UnfinishedError } from "../../report";
import { type Context, type Operation } from "../../run";
import { meaningOf, type Values } from "../../values";
import { Lookout } from "../finder";
import { outputsOf, withoutUndefined } from "../memory";
import { ownerOf } from "../read";
import { changedInputs, settle } from "../update";
import { toAdopt } from "./adopt";
import { Maker } from "./send";

export interface Created {
  id: string;
  outputs: Record<string, unknown>;
}

/** Creates a resource, or takes over the one that exists. Look and creation are one at a time for a natural key. */
export async function createResource<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  operation: Operation,
  inputs: Inputs & Values,
): Promise<Created> {
  const context = operation.within(timeoutOf("create", inputs, operation.settings.timeout));
  const subject = `${definition.type} ${definition.label(inputs)}`;
  const lookout = new Lookout(definition, context, inputs);
  const identity = definition.naturalKey.map((input) => meaningOf(definition, input, inputs[input]));
  const key = JSON.stringify([definition.type, ...identity]);
  const { remote, isNew, owner } = await operation
    .exclusively(key, async () => {
      // What it belongs to is asked for first: once it exists, nothing may fail before its id is handed over.
      const owner = await ownerOf(definition, context, inputs);
      return { ...(await findOrMake(definition, operation, context, inputs, lookout)), owner };
    })
    .catch((error: unknown) => {
      throw explained({ subject, verb: "create" }, error);
    });

  // From here on it exists: whatever fails must hand its id to the engine.
  const id = definition.id(remote);
  const state = { ...owner, ...definition.state(remote) };
  // The answer to a creation may say less than was done; one to a read leaves out what is unset.
  let observed: Values = isNew ? withoutUndefined(state) : state;
  const missing = missingInputs(definition, inputs, observed);
  try {
    observed = { ...observed, ...(await finish(definition, context, id, inputs, observed, missing, lookout)) };
    const outputs = outputsOf(definition, inputs, observed);
    if (isNew) operation.hasMade(id, outputs);
    return { id, outputs };
  } catch (error) {
    const onward = `It is kept (id ${id}), and the next \`pulumi up\` goes on from here.`;
    const attempt = { subject, verb: "change", tried: "finish creating it", onward } as const;
    // What is missing, and the API says nothing of, must not be remembered as if it had been done.
    const known = Object.entries(inputs).filter(([input]) => input in observed || !(input in missing));
    const outputs = outputsOf(definition, Object.fromEntries(known), observed);
    throw new UnfinishedError(explained(attempt, error), id, outputs);
  }
}

async function findOrMake<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  operation: Operation,
  context: Context,
  inputs: Inputs & Values,
  lookout: Lookout<Inputs, Remote>,
): Promise<{ remote: Remote; isNew: boolean }> {
  const existing = toAdopt(definition, operation, await lookout.named(inputs), inputs);
  if (existing !== undefined) return { remote: existing, isNew: false };
  const made = await new Maker(definition, operation, context, lookout).make(inputs);
  if (made.isOurs) {
    operation.take(`${definition.type} ${definition.id(made.remote)}`);
    lookout.changed(made.remote);
    return { remote: made.remote, isNew: true };
  }
  // Somebody else made it since this operation looked.
  const adopted = toAdopt(definition, operation, made.found, inputs);
  if (adopted === undefined) throw made.refusal;
  return { remote: adopted, isNew: false };
}

/** What a creation cannot do in one request: what only an update takes, and what was unset in what was taken over. */
function missingInputs<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  inputs: Inputs & Values,
  observed: Values,
): Partial<Inputs> {
  const missing = changedInputs(definition, inputs, { ...inputs, ...observed }, inputs);
  for (const input of definition.updateOnly ?? []) {
    if (inputs[input] !== undefined && observed[input] !== inputs[input]) missing[input] = inputs[input];
  }
  return missing;
}

/** Sends what is missing, and waits until the resource can be used. */
async function finish<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  context: Context,
  id: string,
  inputs: Inputs & Values,
  observed: Values,
  missing: Partial<Inputs>,
  lookout: Lookout<Inputs, Remote>,
): Promise<Values> {
  const state = { ...inputs, ...observed, id } as State<Inputs>;
  if (Object.keys(missing).length === 0) return settle(definition, context, state, observed, lookout);
  const updated = await definition.update(context, state, missing, inputs);
  lookout.changed(updated);
  return settle(definition, context, state, { ...observed, ...definition.state(updated) }, lookout);
}
