import { isLeaving, type ResourceDefinition } from "../../define";
import { ResourceError } from "../../report";
import { type Context, type Run } from "../../run";
import { agrees, isSame, type Values } from "../../values";
import { type Finder } from "../finder";
import { isToldToAdopt, meaningOfAll, objectOf } from "../identity";
import { standsElsewhere } from "../update";
import { namedOnceShown } from "./late";

/** The object to adopt, and the inputs that adoption sets. */
export interface Adopted<Inputs, Remote> {
  remote: Remote;
  missing: Partial<Inputs>;
}

/** The one existing object to adopt for a resource that the program creates. Undefined: none exists. */
export async function toAdopt<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  run: Run,
  context: Context,
  finder: Finder<Inputs, Remote>,
  listed: Remote[],
  inputs: Inputs & Values,
): Promise<Adopted<Inputs, Remote> | undefined> {
  const found = await stillExisting(context, finder, listed, inputs);
  const [remote, ...others] = found;
  if (remote === undefined) return undefined;
  const subject = `${definition.type} ${definition.label(inputs)}`;
  const ids = found.map((one) => definition.id(one)).join(", ");
  if (others.length > 0) {
    throw new ResourceError(
      `${subject}: the provider cannot tell which one you mean: ${found.length} with this name exist already (ids ${ids}).\n` +
        "Rename or delete all but one, or choose another name.",
    );
  }
  if (isLeaving(definition.state(remote).status)) {
    throw new ResourceError(
      `${subject}: one with this name (id ${ids}) is being deleted. Run \`pulumi up\` again in a few minutes, when it is gone.`,
    );
  }
  if (!isToldToAdopt(definition, run, inputs)) {
    throw new ResourceError(
      `${subject}: exists already (id ${ids}), and the state does not have it under this resource.\n` +
        "If it is yours, adopt it with `adopt: true` on the resource or `WPENGINE_ADOPT=true pulumi up`. If a resource of " +
        "this stack stands for it, and you renamed that resource in the program, declare its old name in the option " +
        "`aliases`; if somebody renamed or moved it outside of Pulumi, run `pulumi refresh`. Otherwise choose another name.",
    );
  }
  const observed = definition.state(remote);
  const missing = await toFillIn(definition, finder, inputs, observed);
  const differing = differingInputs(definition, inputs, observed).filter((input) => !(input in missing));
  if (differing.length > 0) {
    throw new ResourceError(
      [
        `${subject}: exists (id ${ids}) but differs from what you declared, so it was not adopted.`,
        ...differences(inputs, observed, differing),
        "Declare the values that the API has, adopt the resource, and change the values afterwards.",
      ].join("\n"),
    );
  }
  const object = objectOf(definition, ids, inputs);
  if (!run.claims.adopt(object, meaningOfAll(definition, inputs), inputs)) throw standsElsewhere(subject, ids);
  if (run.settings.adoptLasts === true) run.warnOnce(adoptionLasts);
  return { remote, missing };
}

const adoptionLasts =
  "wpengine:adopt is true in this stack's configuration, so every `pulumi up` adopts what exists already. Once everything " +
  "is adopted, run `pulumi config rm wpengine:adopt`. To adopt in one run only, use `WPENGINE_ADOPT=true pulumi up`.";

/** The inputs that differ from what the API says. An input that the API does not mention does not differ. */
export function differingInputs<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  inputs: Values,
  observed: Values,
): string[] {
  const ignored: string[] = [...(definition.createOnly ?? []), ...(definition.ownedOutside ?? [])];
  return Object.keys(definition.inputs.shape).filter((input) => {
    const [declared, actual] = [inputs[input], observed[input]];
    if (ignored.includes(input) || declared === undefined || actual === undefined) return false;
    return !agrees(definition, input, declared, actual);
  });
}

/** One line an input, with both values. */
export const differences = (inputs: Values, observed: Values, differing: string[]): string[] =>
  differing.map(
    (input) => `  ${input}: you declared ${textOf(inputs[input])}, but the API has ${textOf(observed[input])}`,
  );

const textOf = (value: unknown): string => (value === undefined || value === null ? "none" : JSON.stringify(value));

/**
 * Those of the listed objects that still exist, each in full. A list may go on showing what is gone, and it leaves out
 * fields that a GET of the object returns.
 */
async function stillExisting<Inputs extends object, Remote>(
  context: Context,
  finder: Finder<Inputs, Remote>,
  listed: Remote[],
  inputs: Inputs & Values,
): Promise<Remote[]> {
  if (listed.length === 0) return [];
  return finder.readsSingly ? finder.stillExisting(listed) : namedOnceShown(context, finder, inputs);
}

/** The inputs that adoption sets: those that a creation sends in a second request, which a kill may have prevented. */
async function toFillIn<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  finder: Finder<Inputs, Remote>,
  inputs: Inputs & Values,
  observed: Values,
): Promise<Partial<Inputs>> {
  const { updateOnly = [], mayFillIn } = definition;
  const unset = (Object.keys(definition.inputs.shape) as (keyof Inputs & string)[]).filter(
    (input) =>
      inputs[input] !== undefined &&
      isUnset(observed[input]) &&
      // Where the API does not say what is set, an adoption switches nothing off.
      !(observed[input] === undefined && inputs[input] === false) &&
      !isSame(definition, input, inputs[input], observed[input]),
  );
  const siblings = mayFillIn !== undefined && unset.length > 0 ? await finder.all() : [];
  const fillable = unset.filter((input) => updateOnly.includes(input) || mayFillIn?.(input, siblings) === true);
  return Object.fromEntries(fillable.map((input) => [input, inputs[input]])) as Partial<Inputs>;
}

const isUnset = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);
