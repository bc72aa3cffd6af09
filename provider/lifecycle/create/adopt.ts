import { isLeaving, type Remote } from "../../define";
import { ResourceError } from "../../report";
import { isSame, type Change, type Declared, type Observed } from "../../values";
import { differences, differingInputs } from "../differences";
import { isToldToAdopt, meaningOfAll, objectOf, standsElsewhere } from "../identity";
import { type Step } from "../step";
import { namedOnceShown } from "./late";

/** The object to adopt, and the inputs that adoption sets. */
export interface Adopted {
  remote: Remote;
  missing: Change;
}

/** The one existing object to adopt for a resource that the program creates. Undefined: none exists. */
export async function toAdopt(step: Step, listed: Remote[], inputs: Declared): Promise<Adopted | undefined> {
  const { definition, connection, subject } = step;
  const found = await stillExisting(step, listed, inputs);
  const [remote, ...others] = found;
  if (remote === undefined) return undefined;
  const ids = found.map((one) => definition.id(one)).join(", ");
  if (others.length > 0) {
    throw new ResourceError(
      `${subject}: the provider cannot tell which one you mean: ${found.length} objects with this name exist already (ids ${ids}).\n` +
        "Rename or delete all but one of them, or choose another name.",
    );
  }
  if (isLeaving(definition.state(remote).status)) {
    throw new ResourceError(
      `${subject}: an object with this name (id ${ids}) is being deleted. Run \`pulumi up\` again in a few minutes, when it is gone.`,
    );
  }
  if (!isToldToAdopt(definition, connection, inputs)) {
    throw new ResourceError(
      `${subject}: exists already (id ${ids}), and the state does not have it under this resource.\n` +
        "If it is yours, adopt it with `adopt: true` on the resource or `WPENGINE_ADOPT=true pulumi up`. If a resource of " +
        "this stack stands for it, and you renamed that resource in the program, declare its old name in the option " +
        "`aliases`; if somebody renamed or moved it outside of Pulumi, run `pulumi refresh`. Otherwise choose another name.",
    );
  }
  const observed = definition.state(remote);
  const missing = await toFillIn(step, inputs, observed);
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
  if (!connection.claims.claimAdopted(object, meaningOfAll(definition, inputs), inputs))
    throw standsElsewhere(subject, ids);
  const { adoptLasts } = connection.settings;
  if (adoptLasts !== undefined) connection.warnOnce(adoptionLasts(adoptLasts));
  return { remote, missing };
}

const adoptionLasts = (key: string): string =>
  `${key} is true in this stack's configuration, so every \`pulumi up\` adopts what exists already. Once everything ` +
  `is adopted, run \`pulumi config rm ${key}\`. To adopt in one run only, use \`WPENGINE_ADOPT=true pulumi up\`.`;

/**
 * Those of the listed objects that still exist, each in full. A list may go on showing what is gone, and it leaves out
 * fields that a GET of the object returns.
 */
async function stillExisting(step: Step, listed: Remote[], inputs: Declared): Promise<Remote[]> {
  if (listed.length === 0) return [];
  return step.finder.readsSingly ? step.finder.stillExisting(listed) : namedOnceShown(step, inputs);
}

/** The inputs that adoption sets: those that a creation sends in a second request, which a kill may have prevented. */
async function toFillIn({ definition, finder }: Step, inputs: Declared, observed: Observed): Promise<Change> {
  const { updateOnly, adoption } = definition;
  const unset = Object.keys(definition.inputs.shape).filter(
    (input) =>
      inputs[input] !== undefined &&
      isUnset(observed[input]) &&
      // Where the API does not say what is set, an adoption switches nothing off.
      !(observed[input] === undefined && inputs[input] === false) &&
      !isSame(definition, input, inputs[input], observed[input]),
  );
  const siblings = adoption?.mayFillIn !== undefined && unset.length > 0 ? await finder.all() : [];
  const fillable = unset.filter(
    (input) => updateOnly.includes(input) || adoption?.mayFillIn?.(input, siblings) === true,
  );
  return Object.fromEntries(fillable.map((input) => [input, inputs[input]]));
}

const isUnset = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);
