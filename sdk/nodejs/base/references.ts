import * as pulumi from "@pulumi/pulumi";
import { type Inputs } from "./options";

/** What a program says of the protection of a resource: nothing, or whether it is protected. */
export type Protection = boolean | "default";

const protections = new WeakMap<pulumi.Resource, Protection>();

/** Remembers what the program says of the protection of a resource that it declares. */
export const noteProtection = (resource: pulumi.Resource, protection: Protection): void =>
  void protections.set(resource, protection);

/** What the program says of the protection of a resource; undefined for one that it only reads. */
const protectionOf = (resource: pulumi.Resource): Protection | undefined => protections.get(resource);

type ConnectionInput = pulumi.Input<string | undefined>;

const connections = new WeakMap<pulumi.Resource, { name: ConnectionInput }>();

/** Remembers the connection of a resource. */
export const noteConnection = (resource: pulumi.Resource, name: unknown): void =>
  void connections.set(resource, { name: (name ?? undefined) as ConnectionInput });

/**
 * The connection of a resource that has an owner: that of the owner. If the resource names a connection, it must be the
 * same one, because the provider reads the owner through it too.
 */
function connectionBy(subject: string, to: string, owner: pulumi.Resource, own: ConnectionInput): ConnectionInput {
  const known = connections.get(owner);
  if (known === undefined) return own;
  const { name } = known;
  if ((own ?? undefined) === undefined) return name;
  const agreed = (mine: string | undefined, its: string | undefined): string | undefined => {
    if ((mine ?? its) === its) return its;
    const noun = to.toLowerCase();
    const ofOwner = its === undefined ? "the default connection" : `the connection "${its}"`;
    throw new pulumi.RunError(
      `${subject}: its connection is "${String(mine)}", but its ${noun} has ${ofOwner}. Remove \`connection\`: ` +
        `${subject} takes the connection of its ${noun}.`,
    );
  };
  if (typeof own === "string" && (name === undefined || typeof name === "string")) return agreed(own, name);
  return pulumi.all([own, name]).apply(([mine, its]) => agreed(mine, its));
}

const given = new WeakMap<pulumi.Resource, Readonly<Inputs>>();

/** Remembers what the program gave. */
export const noteArguments = (resource: pulumi.Resource, args: object = {}): void =>
  void given.set(resource, args as Readonly<Inputs>);

/** What the program gave. */
export const argumentsOf = (resource: pulumi.Resource): Readonly<Inputs> => given.get(resource) ?? {};

/** How a class takes a resource in the place of an id. */
export interface Reference {
  /** The name of the other class. */
  to: string;
  /** The class hands on what the program says of the other one's protection; with `argument`, its connection too. */
  isOwner?: true;
  /** The argument that takes the resource, beside the one that takes the id. */
  argument?: Argument;
}

interface Argument {
  name: string;
  /** How a program calls such a resource, for an error. */
  example: string;
  /** Other inputs that it gives, each by one of its outputs. */
  gives?: Readonly<Record<string, string>>;
}

/** The inputs of a class, from the arguments that a program gives: ids in the place of resources. */
export function inputsOf(
  subject: string,
  references: Readonly<Record<string, Reference>>,
  args: Readonly<Inputs>,
): Inputs {
  const inputs: Inputs = { ...args };
  for (const [input, reference] of Object.entries(references)) {
    const { argument, isOwner } = reference;
    if (argument !== undefined) Object.assign(inputs, ownerInputs(subject, input, reference, argument, inputs));
    else if (isOwner) Object.assign(inputs, ownersInputs(input, reference.to, inputs[input]));
    else if (input in inputs) inputs[input] = idOf(inputs[input]);
    if (argument !== undefined) Reflect.deleteProperty(inputs, argument.name);
  }
  return inputs;
}

/** The id of a resource, or the id that was given in its place. */
const idOf = <T>(reference: pulumi.CustomResource | T): pulumi.Output<pulumi.ID> | T =>
  pulumi.CustomResource.isInstance(reference) ? reference.id : reference;

/** The control in which a resource keeps what the program says of the protection of its owner. */
const protectionOfOwner = (to: string): string => `${to.toLowerCase()}Protection`;

/**
 * The inputs of a resource that names its owner, as the resource or by its id: the id, the owner's connection, and what
 * the program says of the owner's protection. With that, the provider keeps what belongs to an owner that will refuse
 * its own deletion.
 */
function ownerInputs(
  subject: string,
  input: string,
  { to, isOwner }: Reference,
  { name, example, gives = {} }: Argument,
  args: Readonly<Inputs>,
): Inputs {
  // Null means absence.
  const [owner, id] = [args[name] ?? undefined, args[input] ?? undefined];
  const twice = [input, ...Object.keys(gives)].find((one) => (args[one] ?? undefined) !== undefined);
  if (owner !== undefined && twice !== undefined) {
    throw new pulumi.RunError(`${subject}: Give either ${name} or ${twice}, not both.`);
  }
  if (owner === undefined) {
    if (pulumi.CustomResource.isInstance(id)) {
      throw new pulumi.RunError(`${subject}: ${input} must be an id. Write \`${name}\` to give the ${to} itself.`);
    }
    if (id !== undefined) return {};
    throw new pulumi.RunError(
      `${subject}: ${name} is missing. Write \`${name}: ${example}\` for ${withArticle(to)} of this program, ` +
        `or give the id of another one as ${input}.`,
    );
  }
  if (!pulumi.CustomResource.isInstance(owner) || !isOfType(owner, to)) {
    throw new pulumi.RunError(`${subject}: ${name} must be ${withArticle(to)}. Write an id as ${input} instead.`);
  }
  const connection = connectionBy(subject, to, owner, args.connection as ConnectionInput);
  const protection = isOwner ? protectionOf(owner) : undefined;
  const outputs = owner as unknown as Inputs;
  return {
    [input]: owner.id,
    ...Object.fromEntries(Object.entries(gives).map(([other, output]) => [other, outputs[output]])),
    ...(connection !== undefined && { connection }),
    ...(protection !== undefined && { [protectionOfOwner(to)]: protection }),
  };
}

/** Whether a resource is of this type of ours, even if another copy of this package made it. */
const isOfType = (resource: pulumi.Resource, type: string): boolean =>
  (resource as unknown as { __pulumiType?: string }).__pulumiType?.endsWith(`:${type}`) === true;

const withArticle = (type: string): string => `${/^[AEIO]/.test(type) ? "an" : "a"} ${type}`;

/** The same for a list that holds owners and ids. */
function ownersInputs(input: string, to: string, given: unknown): Inputs {
  if (!Array.isArray(given)) return {};
  const inputs = { [input]: given.map((one: unknown) => idOf(one)) };
  const known = given.flatMap((one: unknown) => {
    const protection = pulumi.CustomResource.isInstance(one) ? protectionOf(one) : undefined;
    return protection === undefined ? [] : [{ id: idOf(one), protection }];
  });
  if (known.length === 0) return inputs;
  const ofEach = pulumi
    .output(known)
    .apply((all) => Object.fromEntries(all.map(({ id, protection }) => [id, protection])));
  return { ...inputs, [protectionOfOwner(to)]: ofEach };
}

const holders = new WeakMap<pulumi.Resource, Map<string, string>>();

/** A role that one resource of an owner may claim: an input that is true. */
export interface Role {
  input: string;
  /** The argument that takes the owner. */
  owner: string;
  /** Who may have it: `domain of an install`. */
  among: string;
}

/** Refuses a second resource with the same role under one owner, even if the owner does not exist yet. */
export function claimRole(subject: string, name: string, { input, owner, among }: Role, args: Readonly<Inputs>): void {
  const of = args[owner];
  if (args[input] !== true || !pulumi.CustomResource.isInstance(of)) return;
  const roles = holders.get(of) ?? new Map<string, string>();
  const holder = roles.get(input);
  if (holder !== undefined) {
    throw new pulumi.RunError(
      `${subject}: ${input}: the resource ${holder} already claims ${input}, and only one ${among} can have it. ` +
        `Remove ${input} from one of the two.`,
    );
  }
  holders.set(of, roles.set(input, name));
}
