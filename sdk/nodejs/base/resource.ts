import * as pulumi from "@pulumi/pulumi";
import { recordTheProgramOnly } from "./source-position";

/** Options of every resource's inputs. */
export interface AdoptArgs {
  /**
   * Adopt what exists already under the same natural key, instead of failing. Adoption never changes what differs from
   * the declaration: then it fails, and lists both. Counts at creation; a later change is no change.
   * Default: `wpengine:adopt` of the stack, else false.
   */
  adopt?: boolean;
}

/**
 * The base of every resource.
 *
 * A resource is served by Pulumi's own process for dynamic providers, which runs the code that `__provider` names. That
 * code is the same short text for every resource of a type, on every machine and in every release: a provider that is
 * serialised instead would be stored in the state with everything that it captured (pulumi/pulumi#8265), and an old copy
 * of it would go on running (pulumi/pulumi#16826).
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

/** The engine stores the stack's configuration in its state, secrets encrypted and everything else as it is. */
function refusePlainPassword(): void {
  // Pulumi exports this function but keeps it out of its types.
  const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret?: (key: string) => boolean };
  const password = new pulumi.Config("wpengine").get("password");
  if (password === undefined || isConfigSecret?.("wpengine:password") !== false) return;
  throw new pulumi.RunError(
    "wpengine:password is stored as plain text. Run `pulumi config set --secret wpengine:password` to encrypt it.",
  );
}

/** `require` is made for the program's folder, so that its installed version of this package is the one that runs. */
const providerCode = (type: string): string =>
  `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-wpengine/dynamic").handler("${type}")`;

/**
 * Deletion protection is the engine's `protect`, so that a preview stops before anything is touched. What the user says of
 * `protect` counts, and is handed on so that the provider's own check before a deletion agrees with it.
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
