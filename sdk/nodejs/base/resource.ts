import * as pulumi from "@pulumi/pulumi";
import { afterAllOthers, deletingFirst, type Inputs, refuseOptions } from "./options";
import { withOwnProtection, withProtection } from "./protection";
import {
  claimRole,
  inputsOf,
  noteArguments,
  noteConnection,
  noteProtection,
  type Protection,
  type Reference,
  type Role,
} from "./references";
import { withoutCopies } from "./secrets";
import { recordTheProgramOnly } from "./source-position";
import { checkedTriggers } from "./triggers";

/** The arguments that every resource and every action has. */
export interface ConnectionArgs {
  /**
   * The connection to use: a name in lowercase letters, digits and hyphens that begins with a letter. The connection
   * `agency-b` has the credentials `wpengine-agency-b:username` and `wpengine-agency-b:password`, or in the environment
   * `WPENGINE_AGENCY_B_USERNAME` and `WPENGINE_AGENCY_B_PASSWORD`. It can have each of the other settings too, and
   * takes those that it lacks from `wpengine:`. Another connection changes nothing at WP Engine: the provider checks
   * that the new connection shows the object, and fails if it does not. Only an `SshKey` is replaced, because it
   * belongs to the user of the credentials. Default: the connection of the resource's `install` or `domain`, if the
   * program gives one; else the default connection, with the credentials `wpengine:username` and `wpengine:password`.
   */
  connection?: pulumi.Input<string | undefined>;
}

/** The arguments that every resource has. */
export interface AdoptArgs extends ConnectionArgs {
  /**
   * Adopt an existing object with the same natural key, instead of failing. Adoption changes only a domain: it sets
   * `secureAllUrls` if that is unset, and `primary` if the install's own domain has the role. If anything else differs,
   * adoption changes nothing, fails and lists both values. Counts at creation only: a later change does nothing.
   * Default: `wpengine:adopt` of the stack or the environment, else false.
   */
  adopt?: boolean | undefined;
}

/** The options of a `get`: those of Pulumi, and the connection to read through. */
export interface GetOptions extends pulumi.CustomResourceOptions, ConnectionArgs {}

/** What is particular about a class. */
export interface ResourceClass {
  /** The last part of the type token: `Site`. */
  type: string;
  outputs: readonly string[];
  /**
   * Outputs that repeat an input, or a part of it, by the input's name. `domain.name` is the output `name` of the
   * resource that the argument `domain` takes.
   */
  repeated?: Readonly<Record<string, readonly string[]>>;
  /** The inputs that take a resource in the place of its id. */
  references?: Readonly<Record<string, Reference>>;
  role?: Role;
  /** The class is an action: it runs, and leaves nothing that a program could read or adopt. */
  isAction?: true;
  /**
   * When a resource is not protected by default: always (`true`), or if the input has one of these words. Absent where
   * there is no deletion protection.
   */
  unprotected?: true | { input: string; words: readonly string[] };
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
    of: ResourceClass,
    name: string,
    args: object | undefined,
    options: pulumi.CustomResourceOptions = {},
  ) {
    refusePlainPasswords();
    const last = afterAllOthers(({ resource, props, opts }) => {
      const { said, ...told } = registered(of, name, props, opts, { options, args });
      if (said !== undefined) noteProtection(resource, said);
      noteConnection(resource, told.props.connection);
      return told;
    });
    const undo = recordTheProgramOnly();
    try {
      super(tokenOf(of.type), name, given(of, name, args), {
        ...options,
        transformations: [last, ...(options.transformations ?? [])],
      });
    } catch (error) {
      undo();
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    } finally {
      undo();
    }
    noteArguments(this, args);
  }
}

/** The inputs that the program gave. */
function given({ type, references = {}, role, isAction }: ResourceClass, name: string, args: object = {}): Inputs {
  const subject = `${type} ${name}`;
  if (role !== undefined) claimRole(subject, name, role, args as Inputs);
  const inputs = inputsOf(subject, references, args as Inputs);
  return isAction ? { ...inputs, triggers: checkedTriggers(subject, inputs.triggers) } : inputs;
}

/** The type token of a class, which Pulumi keeps in each of its resources as `__pulumiType`. */
export const tokenOf = (type: string): string => `pulumi-nodejs:dynamic/wpengine:${type}`;

/** Whether this is a resource of the class, even from another copy of this package. Policy packs match by it. */
export const isOfClass = (one: unknown, { __pulumiType }: { __pulumiType: string }): boolean =>
  typeof one === "object" && one !== null && "__pulumiType" in one && one.__pulumiType === __pulumiType;

/** The inputs and options that the engine is told, from those that the program and all transformations gave. */
function registered(
  { type, outputs, repeated = {}, unprotected, isAction }: ResourceClass,
  name: string,
  inputs: Inputs,
  options: pulumi.CustomResourceOptions,
  /** What the resource itself has: its options without those of transformations, and its arguments. */
  { options: own, args = {} }: { options: pulumi.CustomResourceOptions; args: object | undefined },
): { props: Inputs; opts: pulumi.CustomResourceOptions; said?: Protection } {
  refuseOptions(`${type} ${name}`, options);
  if (isAction && options.id !== undefined) {
    throw new pulumi.RunError(
      `${type} ${name}: the option \`id\` does not work with an action: there is nothing to read.`,
    );
  }
  const guarded =
    unprotected === undefined || options.id !== undefined
      ? { inputs, options: isAction ? withOwnProtection(options, own) : options, said: undefined }
      : withProtection(`${type} ${name}`, inputs, options, own, isProtectedByDefault(unprotected, inputs));
  const sources = { ...guarded.inputs, ...outputsNamed(Object.keys(repeated), args as Inputs) };
  const hidden = withoutCopies(sources, guarded.options, repeated, providerCode(type));
  const unset = Object.fromEntries(outputs.map((output) => [output, undefined]));
  const props = { ...unset, ...guarded.inputs, customTimeouts: options.customTimeouts, __provider: hidden.provider };
  return { props, opts: deletingFirst(hidden.options), ...(guarded.said !== undefined && { said: guarded.said }) };
}

/** The outputs with these names that the resources among the arguments have. */
const outputsNamed = (names: readonly string[], args: Inputs): Inputs =>
  Object.fromEntries(
    names.flatMap((name) => {
      const [argument = "", output = ""] = name.split(".");
      const given = args[argument];
      return pulumi.CustomResource.isInstance(given) ? [[name, (given as unknown as Inputs)[output]]] : [];
    }),
  );

const isProtectedByDefault = (unprotected: NonNullable<ResourceClass["unprotected"]>, inputs: Inputs): boolean =>
  unprotected !== true && !unprotected.words.includes(inputs[unprotected.input] as string);

/**
 * Refuses a plain password of any connection, because the state holds the stack's configuration and only secrets are
 * encrypted in it.
 */
function refusePlainPasswords(): void {
  // Pulumi exports this function but keeps it out of its types.
  const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret?: (key: string) => boolean };
  const passwords = Object.keys(pulumi.runtime.allConfig()).filter((key) =>
    /^wpengine(-[a-z0-9-]+)?:password$/.test(key),
  );
  const plain = passwords.find((key) => isConfigSecret?.(key) === false);
  if (plain === undefined) return;
  throw new pulumi.RunError(
    `${plain} is stored as plain text. Run \`pulumi config set --secret ${plain}\` to encrypt it.`,
  );
}

/** The code loads this package from the program's folder, so that the version that the program installed runs. */
const providerCode = (type: string): string =>
  `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-wpengine/dynamic").handler("${type}")`;
