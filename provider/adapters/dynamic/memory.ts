import { type z } from "zod";
import { agrees, type Kept, onlyControls, type Schema, type Values } from "../../values";

/*
 * The engine hands the old OUTPUTS of a dynamic resource, not its old inputs, to diff, read, update and delete. So the
 * outputs hold every input with the value that the API has. The memory holds the rest: which optional inputs the
 * program had set, the declared values that differ from those of the API, whether the provider saw the resource active,
 * and which adoption it comes from.
 */

export const memoryKey = "__declared";

interface Memory {
  optional?: string[];
  differing?: Record<string, unknown>;
  unsettled?: true;
  adoption?: string;
}

/** The outputs from which `unpack` gets a resource back. */
export function pack(schema: Schema, { declared, observed, isUnsettled, adoption }: Kept): Record<string, unknown> {
  const outputs = { ...onlyControls(schema, declared), ...observed };
  const optional: string[] = [];
  const differing: Record<string, unknown> = {};
  for (const input of Object.keys(schema.inputs.shape)) {
    const value = declared[input];
    if (value === undefined) continue;
    if (!agrees(schema, input, value, observed[input]) || isOtherForm(value, observed[input])) differing[input] = value;
    else if (isOptional(schema, input)) optional.push(input);
  }
  const memory: Memory = {
    ...(optional.length > 0 && { optional }),
    ...(Object.keys(differing).length > 0 && { differing }),
    ...(isUnsettled === true && { unsettled: true }),
    ...(adoption !== undefined && { adoption }),
  };
  return Object.keys(memory).length > 0 ? { ...outputs, [memoryKey]: memory } : outputs;
}

/** The resource whose outputs these are. A `get` may bring few of them. */
export function unpack(schema: Schema, id: string, outputs: Values): Kept {
  const { [memoryKey]: memory, ...rest } = outputs;
  const { optional = [], differing = {}, unsettled, adoption } = (memory ?? {}) as Memory;
  const declared: Record<string, unknown> = {};
  for (const input of Object.keys(schema.inputs.shape)) {
    const isRemembered = input in differing || !isOptional(schema, input) || optional.includes(input);
    const value = isRemembered ? (differing[input] ?? rest[input]) : undefined;
    if (value !== undefined) declared[input] = value;
  }
  const controls = onlyControls(schema, rest);
  const observed = Object.fromEntries(Object.entries(rest).filter(([name]) => !(name in controls)));
  return {
    id,
    declared: { ...declared, ...controls },
    observed,
    ...(unsettled === true && { isUnsettled: true }),
    ...(adoption !== undefined && { adoption }),
  };
}

function isOptional(schema: Schema, input: string): boolean {
  const field = schema.inputs.shape[input] as z.ZodType | undefined;
  return field === undefined || field.safeParse(undefined).success;
}

const isOtherForm = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
