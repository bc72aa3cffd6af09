import { type Definition, type State } from "../define";
import { ResourceError } from "../report";
import { type Connection, type Context, objectName } from "../run";
import { type Declared, holdsUnknown, type Kept, meaningOf, type Observed, onlyControls, type Values } from "../values";

/** How errors name a resource: `Site "Acme"`. */
export const subjectOf = ({ type, label }: Definition, inputs: Values): string => `${type} ${label(inputs)}`;

/** How errors name a resource of which the provider may know the id alone, as in a `get`. */
export const subjectOfKnown = (definition: Definition, values: Values, id: string): string =>
  definition.naturalKey.every((input) => input in values) ? subjectOf(definition, values) : subjectById(definition, id);

/** How errors name a half-made resource. The engine stores such errors in plain text, and any input may be secret. */
export const subjectById = ({ type }: { type: string }, id: string): string => `${type} ${id}`;

/** A resource as its definition sees it. */
export const stateOf = (definition: Definition, { id, declared, observed }: Kept): State => ({
  ...observed,
  ...onlyControls(definition, declared),
  id,
});

/** What a claim calls the object with this id. */
export const objectOf = (
  { type, idWithin }: { type: string; idWithin: string | undefined },
  id: string,
  values: Values,
): string => objectName(type, id, idWithin && String(values[idWithin]));

/** The natural key of these inputs as one text, whatever their form; undefined where it is not known yet. */
export function naturalKeyOf(definition: Definition, inputs: Values): string | undefined {
  if (definition.naturalKey.some((input) => holdsUnknown(inputs[input]))) return undefined;
  const parts = definition.naturalKey.map((input) => meaningOf(definition, input, inputs[input]));
  // Where two inputs are two forms of one name (an SSH key's), a program sets only one of them, and the state has both.
  return JSON.stringify([definition.type, ...new Set(parts.filter((part) => part !== ""))]);
}

/** What the claims call the natural key. If a user owns the object, another connection has another object. */
export function claimedKeyOf(definition: Definition, inputs: Values): string | undefined {
  const key = naturalKeyOf(definition, inputs);
  return key && [key, ...ownerIn(definition, inputs)].join(" ");
}

/** The connection, where the user of its credentials owns the object. */
const ownerIn = ({ isOfUser }: Definition, { connection }: Values): unknown[] =>
  isOfUser === true ? [connection] : [];

/** What the inputs ask for, as one text. Two declarations of one meaning may be a resource and its replacement. */
export function meaningOfAll(definition: Definition, inputs: Declared): string {
  const counting = Object.keys(definition.inputs.shape).filter((input) => !definition.createOnly.includes(input));
  const meanings = counting.map((input) => meaningOf(definition, input, inputs[input]));
  return JSON.stringify([...meanings, ...ownerIn(definition, inputs)]);
}

/** Whether the program or the stack says to adopt an existing object. */
export function isToldToAdopt({ adoption }: Definition, { settings }: Connection, inputs: Declared): boolean {
  const { adopt } = inputs;
  if (typeof adopt === "boolean") return adopt;
  return settings.adopt || adoption?.namesExisting?.(inputs) === true;
}

/** The output that names the owner of the resource: from the state, or else from the API. */
export async function ownerOf({ belongsTo }: Definition, context: Context, known: Values): Promise<Observed> {
  if (belongsTo === undefined) return {};
  const { output, find } = belongsTo;
  return { [output]: known[output] ?? (await find(context, known)) };
}

/** The refusal of a second resource for one object: the two would take turns in changing the object. */
export const standsElsewhere = (subject: string, id: string): ResourceError =>
  new ResourceError(
    `${subject}: another resource of this program already stands for this object (id ${id}). The provider changed nothing.\n` +
      "Declare the object once: remove this resource from the program. If the state has this resource, drop it there with " +
      "`pulumi state delete`. The object stays.",
  );

/** The refusal to delete an object for a replacement while another resource of the program takes its natural key. */
export const goesWhileTaken = (subject: string): string =>
  `${subject}: this run would delete this object to make room for its replacement. But another resource of this program ` +
  "takes its name, so the provider refuses the deletion.\nTo keep the object, move it in the User Portal to where the " +
  "program now declares it, run `pulumi refresh`, and then `WPENGINE_ADOPT=true pulumi up`. To delete the object, change " +
  "one of the two resources, run `pulumi up`, and then change the other";
