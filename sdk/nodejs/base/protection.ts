import type * as pulumi from "@pulumi/pulumi";
import { type Inputs, protectOf } from "./options";

/**
 * Deletion protection is the engine's `protect`, so that a preview stops before anything is touched. What the resource itself
 * says comes first, then transformations, then its parent. All of that is handed on as an input, so that the provider's own
 * check before a deletion agrees with the engine. The default is not, and where nobody says anything nothing is set.
 */
export function withProtection(
  inputs: Inputs,
  options: pulumi.CustomResourceOptions,
  own: pulumi.CustomResourceOptions,
  byDefault: boolean,
): { inputs: Inputs; options: pulumi.CustomResourceOptions } {
  const declared = inputs.deletionProtection as boolean | null | undefined;
  const said = own.protect ?? declared ?? options.protect ?? protectOf(options.parent);
  if (said === undefined) return { inputs, options: byDefault ? { ...options, protect: true } : options };
  return { inputs: { ...inputs, deletionProtection: said }, options: { ...options, protect: said } };
}
