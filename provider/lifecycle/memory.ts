import { type z } from "zod";
import { agrees, type Schema, type Values } from "../values";

/*
 * The engine hands the old OUTPUTS, not the old inputs, to diff, read, update and delete. So the outputs hold every
 * input with the value that the API has. The memory, under this key, holds the rest: which optional inputs the program
 * had set, the declared values that differ from those of the API, and whether the provider saw the resource active.
 */
const memoryKey = "__declared";

interface Memory {
  optional?: string[];
  differing?: Record<string, unknown>;
  unsettled?: true;
}

const isOptional = (schema: Schema, input: string): boolean => {
  const field = schema.inputs.shape[input] as z.ZodType | undefined;
  return field === undefined || field.safeParse(undefined).success;
};

/** The outputs of a resource, with its memory: from the declared values, and from those observed on the API. */
export function outputsOf(schema: Schema, declared: Values, observed: Values): Record<string, unknown> {
  const outputs = withoutNothing({ ...declared, ...withoutUndefined(observed) });
  const optional: string[] = [];
  const differing: Record<string, unknown> = {};
  for (const input of Object.keys(schema.inputs.shape)) {
    const value = declared[input];
    if (value === undefined) continue;
    if (!agrees(schema, input, value, outputs[input]) || isOtherForm(value, outputs[input])) differing[input] = value;
    else if (isOptional(schema, input)) optional.push(input);
  }
  const memory: Memory = {
    ...(optional.length > 0 && { optional }),
    ...(Object.keys(differing).length > 0 && { differing }),
  };
  return Object.keys(memory).length > 0 ? { ...outputs, [memoryKey]: memory } : outputs;
}

/** The inputs that the program declared when the provider wrote these outputs. */
export function declaredIn(schema: Schema, outputs: Values): Record<string, unknown> {
  const { optional = [], differing = {} } = (outputs[memoryKey] ?? {}) as Memory;
  const declared: Record<string, unknown> = {};
  for (const input of Object.keys(schema.inputs.shape)) {
    const remembered = input in differing || !isOptional(schema, input) || optional.includes(input);
    if (remembered) declared[input] = differing[input] ?? outputs[input];
  }
  for (const control of Object.keys(schema.controls.shape)) declared[control] = outputs[control];
  return withoutUndefined(declared);
}

/** The outputs of a resource that this run created or changed, but did not see active. */
export function asUnsettled(
  { becomesActive }: { becomesActive?: boolean },
  outputs: Record<string, unknown>,
): Record<string, unknown> {
  if (becomesActive !== true) return outputs;
  return { ...outputs, [memoryKey]: { ...(outputs[memoryKey] as Memory | undefined), unsettled: true } };
}

export const isUnsettled = (outputs: Values): boolean => (outputs[memoryKey] as Memory | undefined)?.unsettled === true;

/** All outputs except the memory. */
export function withoutMemory(outputs: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => key !== memoryKey));
}

const isOtherForm = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** The values of inputs, without those of controls and outputs. */
export const onlyInputs = ({ inputs }: Schema, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([input]) => input in inputs.shape));

export const withoutUndefined = (values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** Values without null, inside objects too: a program that leaves out an optional input may write null for it. */
export const withoutNull = (values: Values): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(withoutNothing(values)).map(([key, value]) => [
      key,
      isPlainObject(value) ? withoutNull(value) : value,
    ]),
  );

const isPlainObject = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const withoutNothing = (values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
