import { type ResourceDefinition, type State, timeoutOf } from "../../define";
import { explained, UnfinishedError } from "../../report";
import { type Context, type Run } from "../../run";
import { meaningOf, type Values } from "../../values";
import { Finder } from "../finder";
import { outputsOf, withoutUndefined } from "../memory";
import { ownerOf } from "../read";
import { changedInputs, settle } from "../update";
import { toAdopt } from "./adopt";
import { CreateSender } from "./send";

export interface Created {
  id: string;
  outputs: Record<string, unknown>;
}

/** Creates a resource, or adopts the one that exists. For a natural key, one look with its creation follows another. */
export async function createResource<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  run: Run,
  inputs: Inputs & Values,
): Promise<Created> {
  const context = run.within(timeoutOf("create", inputs, run.settings.timeout));
  const subject = `${definition.type} ${definition.label(inputs)}`;
  const finder = new Finder(definition, context, inputs);
  const identity = definition.naturalKey.map((input) => meaningOf(definition, input, inputs[input]));
  const key = JSON.stringify([definition.type, ...identity]);
  const { remote, isNew, owner } = await run
    .inTurn(key, async () => {
      // What it belongs to is asked for first: once it exists, nothing may fail before its id is handed over.
      const owner = await ownerOf(definition, context, inputs);
      return { ...(await findOrMake(definition, run, context, inputs, finder)), owner };
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
    observed = { ...observed, ...(await finish(definition, context, id, inputs, observed, missing, finder)) };
    const outputs = outputsOf(definition, inputs, observed);
    if (isNew) run.hasMade(id, outputs);
    return { id, outputs };
  } catch (error) {
    const onward = `The state keeps it (id ${id}), and the next \`pulumi up\` goes on from here.`;
    const attempt = { subject, verb: "update", tried: "finish creating it", onward } as const;
    // What is missing, and the API says nothing of, must not be remembered as if it had been done.
    const known = Object.entries(inputs).filter(([input]) => input in observed || !(input in missing));
    const outputs = outputsOf(definition, Object.fromEntries(known), observed);
    throw new UnfinishedError(explained(attempt, error), id, outputs);
  }
}

async function findOrMake<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  run: Run,
  context: Context,
  inputs: Inputs & Values,
  finder: Finder<Inputs, Remote>,
): Promise<{ remote: Remote; isNew: boolean }> {
  const existing = toAdopt(definition, run, await finder.named(inputs), inputs);
  if (existing !== undefined) return { remote: existing, isNew: false };
  const made = await new CreateSender(definition, run, context, finder).send(inputs);
  if (made.isOurs) {
    run.claim(`${definition.type} ${definition.id(made.remote)}`);
    finder.noteChanged(made.remote);
    return { remote: made.remote, isNew: true };
  }
  // Somebody else made it since this run looked.
  const adopted = toAdopt(definition, run, made.found, inputs);
  if (adopted === undefined) throw made.refusal;
  return { remote: adopted, isNew: false };
}

/** What a creation cannot do in one request: what only an update takes, and what was unset in what was adopted. */
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
  finder: Finder<Inputs, Remote>,
): Promise<Values> {
  const state = { ...inputs, ...observed, id } as State<Inputs>;
  if (Object.keys(missing).length === 0) return settle(definition, context, state, observed, finder);
  const updated = await definition.update(context, state, missing, inputs);
  finder.noteChanged(updated);
  return settle(definition, context, state, { ...observed, ...definition.state(updated) }, finder);
}
