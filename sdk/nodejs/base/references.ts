import * as pulumi from "@pulumi/pulumi";
import { type Inputs } from "./options";

/** What a program says of the protection of a resource: nothing, or whether it is protected. */
export type Protection = boolean | "default";

const protections = new WeakMap<pulumi.Resource, Protection>();

/** Remembers what the program says of the protection of a resource that it declares. */
export const noteProtection = (resource: pulumi.Resource, protection: Protection): void =>
  void protections.set(resource, protection);

/** What the program says of the protection of a resource; undefined for one that it only reads. */
export const protectionOf = (resource: pulumi.Resource): Protection | undefined => protections.get(resource);

type ConnectionInput = pulumi.Input<string | undefined>;

const connections = new WeakMap<pulumi.Resource, { name: ConnectionInput }>();

/** Remembers the connection of a resource. */
export const noteConnection = (resource: pulumi.Resource, name: unknown): void =>
  void connections.set(resource, { name: (name ?? undefined) as ConnectionInput });

/**
 * The connection of what belongs to an install: that of the install. One of its own must be the same, because the
 * provider reads the install through it too.
 */
function connectionBy(subject: string, install: pulumi.Resource, own: ConnectionInput): ConnectionInput {
  const known = connections.get(install);
  if (known === undefined) return own;
  const { name } = known;
  if ((own ?? undefined) === undefined) return name;
  const agreed = (mine: string | undefined, its: string | undefined): string | undefined => {
    if ((mine ?? its) === its) return its;
    const ofInstall = its === undefined ? "the default connection" : `the connection "${its}"`;
    throw new pulumi.RunError(
      `${subject}: its connection is "${String(mine)}", but its install has ${ofInstall}. Remove \`connection\`: ` +
        `${subject} takes the connection of its install.`,
    );
  };
  if (typeof own === "string" && (name === undefined || typeof name === "string")) return agreed(own, name);
  return pulumi.all([own, name]).apply(([mine, its]) => agreed(mine, its));
}

/** The id of a resource, or the id that was given in its place. */
export const idOf = <T>(reference: pulumi.CustomResource | T): pulumi.Output<pulumi.ID> | T =>
  pulumi.CustomResource.isInstance(reference) ? reference.id : reference;

/**
 * The inputs of a resource that names its install, as the resource or by its id: the id, the install's connection, and
 * what the program says of the install's protection. With that, the provider keeps what belongs to an install that will
 * refuse its own deletion.
 */
export function installInputs(
  subject: string,
  install: pulumi.CustomResource | undefined,
  installId: unknown,
  ownConnection: ConnectionInput,
): Inputs {
  if (install !== undefined && installId !== undefined) {
    throw new pulumi.RunError(`${subject}: Give either install or installId, not both.`);
  }
  if (install === undefined) {
    if (pulumi.CustomResource.isInstance(installId)) {
      throw new pulumi.RunError(`${subject}: installId must be an id. Write \`install\` to give the Install itself.`);
    }
    if (installId !== undefined) return { installId };
    throw new pulumi.RunError(
      `${subject}: install is missing. Write \`install: production\` for an Install of this program, or the id of another one ` +
        "as installId.",
    );
  }
  if (!pulumi.CustomResource.isInstance(install)) {
    throw new pulumi.RunError(`${subject}: install must be an Install. Write an id as installId instead.`);
  }
  const connection = connectionBy(subject, install, ownConnection);
  const installProtection = protectionOf(install);
  return {
    installId: install.id,
    ...(connection !== undefined && { connection }),
    ...(installProtection !== undefined && { installProtection }),
  };
}

/** The same for a list that holds installs and ids. */
export function installsInputs(installIds: unknown): Inputs {
  if (!Array.isArray(installIds)) return { installIds };
  const inputs = { installIds: installIds.map((one: unknown) => idOf(one)) };
  const known = installIds.flatMap((one: unknown) => {
    const protection = pulumi.CustomResource.isInstance(one) ? protectionOf(one) : undefined;
    return protection === undefined ? [] : [{ id: idOf(one), protection }];
  });
  if (known.length === 0) return inputs;
  const installProtection = pulumi
    .output(known)
    .apply((all) => Object.fromEntries(all.map(({ id, protection }) => [id, protection])));
  return { ...inputs, installProtection };
}

const primaryDomains = new WeakMap<pulumi.Resource, string>();

/** Refuses a second primary domain of an install, even of an install that does not exist yet. */
export function claimPrimary(subject: string, name: string, install: pulumi.CustomResource | undefined): void {
  if (install === undefined) return;
  const holder = primaryDomains.get(install);
  if (holder !== undefined) {
    throw new pulumi.RunError(
      `${subject}: primary: the resource ${holder} already claims primary, and only one domain of an install can have it. ` +
        "Remove primary from one of the two.",
    );
  }
  primaryDomains.set(install, name);
}
