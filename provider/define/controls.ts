import { z } from "zod";
import { millisecondsOf } from "../configuration";
import { type Verb } from "../report";
import { text, yesOrNo } from "./fields";

const duration = z
  .string({ error: 'must be a duration such as "30m"' })
  .refine((value) => millisecondsOf(value) !== undefined, { error: 'must be a duration such as "30m"' })
  .optional();

const connectionRule =
  'the name of a connection in lowercase letters, digits and hyphens that begins with a letter, such as "agency-b"';

/** The name of a connection, which is a part of the keys of its settings. None: the default connection. */
export const connectionName = text(connectionRule)
  .regex(/^[a-z][a-z0-9-]*$/, { error: ({ input }) => `must be ${connectionRule}, not "${String(input)}"` })
  .optional();

/** Inputs of every action that tell the provider how to act. */
export const actionControls = z.strictObject({
  connection: connectionName,
  customTimeouts: z.strictObject({ create: duration, update: duration, delete: duration, read: duration }).optional(),
});

/** Inputs of every resource that tell the provider how to act. */
export const sharedControls = z.strictObject({ adopt: yesOrNo.optional(), ...actionControls.shape });

/** Milliseconds that a step may take: the resource's `customTimeouts`, else the stack's setting. */
export function timeoutOf(verb: Verb, controls: Readonly<Record<string, unknown>>, fallback: number): number {
  const own = sharedControls.shape.customTimeouts.safeParse(controls.customTimeouts).data?.[verb];
  return (own === undefined ? undefined : millisecondsOf(own)) ?? fallback;
}
