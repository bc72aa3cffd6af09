import type * as pulumi from "@pulumi/pulumi";
import { type Inputs, protectOf } from "./options";
import { type Protection } from "./references";

/**
 * Turns deletion protection into the engine's `protect`, so that a preview stops before the provider touches anything. The
 * resource's own word comes first, then that of transformations, then its parent's. It becomes an input too, so that the
 * provider's own check agrees with the engine. A default becomes no input, and without a word nothing is set.
 */
export function withProtection(
  inputs: Inputs,
  options: pulumi.CustomResourceOptions,
  own: pulumi.CustomResourceOptions,
  byDefault: boolean,
): { inputs: Inputs; options: pulumi.CustomResourceOptions; said: Protection } {
  const declared = inputs.deletionProtection as boolean | null | undefined;
  const said = own.protect ?? declared ?? options.protect ?? protectOf(options.parent);
  if (said === undefined)
    return { inputs, options: byDefault ? { ...options, protect: true } : options, said: "default" };
  return { inputs: { ...inputs, deletionProtection: said }, options: { ...options, protect: said }, said };
}
