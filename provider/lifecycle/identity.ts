import { type ResourceDefinition } from "../define";
import { objectName, type Run } from "../run";
import { holdsUnknown, meaningOf, type Values } from "../values";

/** What a claim calls the object with this id. */
export const objectOf = ({ type, idWithin }: { type: string; idWithin?: string }, id: string, values: Values): string =>
  objectName(type, id, idWithin && String(values[idWithin]));

/** The natural key of these inputs as one text, whatever their form; undefined where it is not known yet. */
export function naturalKeyOf<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  inputs: Values,
): string | undefined {
  if (definition.naturalKey.some((input) => holdsUnknown(inputs[input]))) return undefined;
  const parts = definition.naturalKey.map((input) => meaningOf(definition, input, inputs[input]));
  // Where two inputs are two forms of one name (an SSH key's), only one of them is set.
  return JSON.stringify([definition.type, ...parts.filter((part) => part !== "")]);
}

/** What inputs ask for, as one text: two declarations with the same meaning may be one resource and its replacement. */
export function meaningOfAll<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  inputs: Values,
): string {
  const createOnly: string[] = definition.createOnly ?? [];
  const counting = Object.keys(definition.inputs.shape).filter((input) => !createOnly.includes(input));
  return JSON.stringify(counting.map((input) => meaningOf(definition, input, inputs[input])));
}

/** Whether what exists is to be adopted. */
export function isToldToAdopt<Inputs extends object, Remote>(
  { namesExisting }: ResourceDefinition<Inputs, Remote>,
  { settings }: Run,
  inputs: Inputs,
): boolean {
  const { adopt } = inputs as Values;
  if (typeof adopt === "boolean") return adopt;
  return settings.adopt || namesExisting?.(inputs) === true;
}
