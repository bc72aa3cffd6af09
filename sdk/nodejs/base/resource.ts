import * as pulumi from "@pulumi/pulumi";
import { recordTheProgramOnly } from "./source-position";

/** The inputs that every resource has. */
export interface AdoptArgs {
  /**
   * Adopt an existing object with the same natural key, instead of failing. Adoption fills in inputs that are unset on
   * the API (absent, false or empty). If another input differs, adoption changes nothing, fails and lists both values.
   * Counts at creation only: a later change does nothing. Default: `wpengine:adopt` of the stack, else false.
   */
  adopt?: boolean;
}

/**
 * The base of every resource.
 *
 * Pulumi's own process for dynamic providers serves each resource: it runs the code in `__provider`. That code is the
 * same short text for every resource of a type, on every machine and in every release. If Pulumi serialised a provider
 * instead, the state would store the provider with everything that it captured (pulumi/pulumi#8265), and an old copy
 * would go on running (pulumi/pulumi#16826).
 */
export abstract class WpEngineResource extends pulumi.CustomResource {
  protected constructor(
    type: string,
    name: string,
    outputs: readonly string[],
    args: object | undefined,
    options: pulumi.CustomResourceOptions = {},
  ) {
    refusePlainPassword();
    const unset = Object.fromEntries(outputs.map((output) => [output, undefined]));
    const inputs = { ...unset, ...args, customTimeouts: options.customTimeouts, __provider: providerCode(type) };
    const undo = recordTheProgramOnly();
    try {
      super(`pulumi-nodejs:dynamic/wpengine:${type}`, name, inputs, options);
    } catch (error) {
      undo();
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    } finally {
      undo();
    }
  }
}

/** Refuses a plain password, because the state holds the stack's configuration and only secrets are encrypted in it. */
function refusePlainPassword(): void {
  // Pulumi exports this function but keeps it out of its types.
  const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret?: (key: string) => boolean };
  const password = new pulumi.Config("wpengine").get("password");
  if (password === undefined || isConfigSecret?.("wpengine:password") !== false) return;
  throw new pulumi.RunError(
    "wpengine:password is stored as plain text. Run `pulumi config set --secret wpengine:password` to encrypt it.",
  );
}

/** The code loads this package from the program's folder, so that the version that the program installed runs. */
const providerCode = (type: string): string =>
  `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-wpengine/dynamic").handler("${type}")`;

/**
 * Turns deletion protection into the engine's `protect`, so that a preview stops before the provider touches anything.
 * A `protect` that the user gives alone also becomes `deletionProtection`, so that the provider's own check agrees with
 * it. If the user gives both, the engine follows one and the provider the other.
 */
export function withProtection<Args extends { deletionProtection?: boolean }>(
  args: Args,
  options: pulumi.CustomResourceOptions,
  byDefault: boolean,
): { args: Args; options: pulumi.CustomResourceOptions } {
  const deletionProtection = args.deletionProtection ?? options.protect;
  return {
    args: deletionProtection === undefined ? args : { ...args, deletionProtection },
    options: { ...options, protect: options.protect ?? deletionProtection ?? byDefault },
  };
}
