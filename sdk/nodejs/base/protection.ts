import * as pulumi from "@pulumi/pulumi";
import { type Inputs, protectOf } from "./options";
import { type Protection } from "./references";

/**
 * Turns deletion protection into the engine's `protect`, so that a preview stops before the provider touches anything.
 * What the resource itself says comes first, then what transformations say, then what its parent says. The resource's
 * `deletionProtection` and its `protect` must not contradict each other. The result becomes an input too, so that the
 * provider's own check agrees with the engine. A default does not become an input. If nobody says anything and the
 * default is no protection, nothing is set.
 */
export function withProtection(
  subject: string,
  inputs: Inputs,
  options: pulumi.CustomResourceOptions,
  own: pulumi.CustomResourceOptions,
  byDefault: boolean,
): { inputs: Inputs; options: pulumi.CustomResourceOptions; said: Protection } {
  const declared = inputs.deletionProtection as boolean | null | undefined;
  if (typeof declared === "boolean" && typeof own.protect === "boolean" && own.protect !== declared) {
    throw new pulumi.RunError(
      `${subject}: deletionProtection is ${String(declared)}, but the option protect is ${String(own.protect)}. Remove one of the two.`,
    );
  }
  const said = own.protect ?? declared ?? options.protect ?? protectOf(options.parent);
  if (said === undefined)
    return { inputs, options: byDefault ? { ...options, protect: true } : options, said: "default" };
  return { inputs: { ...inputs, deletionProtection: said }, options: { ...options, protect: said }, said };
}

/**
 * The options of an action. An action runs again by a replacement, which the engine refuses while the action is
 * protected. So only its own `protect` counts, and not that of a parent or of a transformation.
 */
export function withOwnProtection(
  options: pulumi.CustomResourceOptions,
  own: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  const isProtected = options.protect ?? protectOf(options.parent) ?? false;
  return isProtected ? { ...options, protect: own.protect ?? false } : options;
}
