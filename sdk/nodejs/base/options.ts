import * as pulumi from "@pulumi/pulumi";

/** Inputs by their names, as a program gives them. */
export type Inputs = Record<string, unknown>;

/** What Pulumi keeps in a resource, out of its types. */
interface Kept {
  __transformations: pulumi.ResourceTransformation[];
  __protect?: boolean;
}
const kept = (resource: pulumi.Resource): Kept => resource as unknown as Kept;

/** What Pulumi lets the children of a resource inherit. */
export const protectOf = (parent: pulumi.Resource | undefined): boolean | undefined => parent && kept(parent).__protect;

/**
 * A transformation that runs `complete` after all others: the resource's own, its parents' and the stack's. It has to be the
 * first of the resource's own. Pulumi walks its list while this adds to it; children inherit the list, so both leave it again.
 */
export function afterAllOthers(complete: pulumi.ResourceTransformation): pulumi.ResourceTransformation {
  const first: pulumi.ResourceTransformation = ({ resource }) => {
    const all = kept(resource).__transformations;
    const last: pulumi.ResourceTransformation = (args) => {
      all.splice(0, all.length, ...all.filter((one) => one !== first && one !== last));
      return complete(args);
    };
    all.push(last);
    return undefined;
  };
  return first;
}

/** Refuses options with which a dynamic provider cannot work, whoever gave them, and says what to do instead. */
export function refuseOptions(subject: string, { import: imported, provider }: pulumi.CustomResourceOptions): void {
  if (imported) {
    throw new pulumi.RunError(
      `${subject}: the option \`import\` does not work with a dynamic provider (pulumi/pulumi#3550). To manage what exists ` +
        "already, remove `import` and set `adopt: true` on the resource, or run `WPENGINE_ADOPT=true pulumi up`.",
    );
  }
  const packageName = (provider as { getPackage?: () => string } | undefined)?.getPackage?.();
  if (provider !== undefined && packageName !== "pulumi-nodejs") {
    throw new pulumi.RunError(
      `${subject}: the option \`provider\` names a provider of ${packageName ?? "something else"}, which cannot manage it. Remove ` +
        "`provider`: the settings wpengine:username and wpengine:password say which account is managed, and `adopt: true` on " +
        "the resource manages what exists already.",
    );
  }
}

/**
 * A replacement for one of these options comes without a question to the provider, which would tell the engine that two of the
 * same name cannot exist at once.
 */
export function inOrder(options: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const { replacementTrigger, replaceWith, deleteBeforeReplace } = options;
  const isUnasked = replacementTrigger !== undefined || replaceWith !== undefined;
  return isUnasked && deleteBeforeReplace === undefined ? { ...options, deleteBeforeReplace: true } : options;
}
