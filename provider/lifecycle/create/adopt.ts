import { type ResourceDefinition } from "../../define";
import { ResourceError } from "../../report";
import { type Run } from "../../run";
import { agrees, type Values } from "../../values";

/** The one existing object to adopt for a resource that the program creates. Undefined: none exists. */
export function toAdopt<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  run: Run,
  found: Remote[],
  inputs: Inputs & Values,
): Remote | undefined {
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
  if (!isToldToAdopt(definition, run, inputs)) {
    throw new ResourceError(
      `${subject}: exists already (id ${ids}), and this stack did not create it.\n` +
        "If it is yours, adopt it with `adopt: true` on the resource or `WPENGINE_ADOPT=true pulumi up`. If a resource of " +
        "this stack stands for it, and you renamed that resource in the program, declare its old name in the option " +
        "`aliases`; if somebody renamed or moved it outside, run `pulumi refresh`. Otherwise choose another name.",
    );
  }
  refuseIfDifferent(definition, subject, ids, inputs, definition.state(remote));
  if (!run.claim(`${definition.type} ${ids}`)) {
    throw new ResourceError(
      `${subject}: another resource of this program already stands for this object (id ${ids}). Declare the object once.`,
    );
  }
  if (run.settings.adoptLasts === true) run.warnOnce(adoptionLasts);
  return remote;
}

const adoptionLasts =
  "wpengine:adopt is true in this stack's configuration, so every `pulumi up` adopts what exists already. Once all is " +
  "adopted, run `pulumi config rm wpengine:adopt`. `WPENGINE_ADOPT=true pulumi up` adopts in one run only.";

function isToldToAdopt<Inputs extends object, Remote>(
  { namesExisting }: ResourceDefinition<Inputs, Remote>,
  { settings }: Run,
  inputs: Inputs,
): boolean {
  const { adopt } = inputs as Values;
  if (typeof adopt === "boolean") return adopt;
  return settings.adopt || namesExisting?.(inputs) === true;
}

/** Adoption fills in unset values. It changes no value that somebody has set. */
function refuseIfDifferent<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  subject: string,
  id: string,
  inputs: Inputs & Values,
  observed: Values,
): void {
  const ignored: string[] = [...(definition.createOnly ?? []), ...(definition.ownedOutside ?? [])];
  const differing = Object.keys(definition.inputs.shape).filter((input) => {
    const [declared, actual] = [inputs[input], observed[input]];
    if (ignored.includes(input) || declared === undefined || isUnset(actual)) return false;
    return !agrees(definition, input, declared, actual);
  });
  if (differing.length === 0) return;
  const lines = differing.map(
    (input) =>
      `  ${input}: you declared ${JSON.stringify(inputs[input])}, but the API has ${JSON.stringify(observed[input])}`,
  );
  throw new ResourceError(
    [`${subject}: exists (id ${id}) but differs from what you declared, so it was not adopted.`, ...lines].join("\n") +
      "\nDeclare the values that the API has, adopt the resource, and change the values afterwards.",
  );
}

const isUnset = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);
