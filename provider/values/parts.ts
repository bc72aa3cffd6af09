import { type Schema, type Values } from "./schema";

/** The values of inputs, without those of controls and outputs. */
export const onlyInputs = ({ inputs }: Schema, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name in inputs.shape));

/** The values of controls. */
export const onlyControls = ({ controls }: Schema, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name in controls.shape));

export const withoutUndefined = (values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

export const withoutNothing = (values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));

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
