import * as pulumi from "@pulumi/pulumi";

/** Inputs by their names, as a program gives them. */
export type Inputs = Record<string, unknown>;

/** What Pulumi keeps in a resource but leaves out of its types. */
interface Kept {
  __transformations: pulumi.ResourceTransformation[];
  __protect?: boolean;
}
const kept = (resource: pulumi.Resource): Kept => resource as unknown as Kept;

/** The `protect` that the children of a resource inherit. */
export const protectOf = (parent: pulumi.Resource | undefined): boolean | undefined => parent && kept(parent).__protect;

/**
 * A transformation that runs `complete` after all others: the resource's own, its parents' and the stack's. It must be
 * the first of the resource's own. When it runs, it appends another transformation to the list that Pulumi is walking.
 * Children inherit the list, so the second one removes both from it.
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

/** Refuses options that a dynamic provider cannot honour, whoever gave them, and says what to do instead. */
export function refuseOptions(subject: string, { import: imported, provider }: pulumi.CustomResourceOptions): void {
  if (imported) {
    throw new pulumi.RunError(
      `${subject}: the option \`import\` does not work with a dynamic provider (pulumi/pulumi#3550). To adopt what exists, ` +
        "remove `import` and set `adopt: true` on the resource, or run `WPENGINE_ADOPT=true pulumi up`.",
    );
  }
  const packageName = (provider as { getPackage?: () => string } | undefined)?.getPackage?.();
  if (provider !== undefined && packageName !== "pulumi-nodejs") {
    throw new pulumi.RunError(
      `${subject}: the option \`provider\` names a provider of ${packageName ?? "something else"}, which cannot manage it. ` +
        "Remove `provider`, and set wpengine:username and wpengine:password instead. To adopt what " +
        "exists, set `adopt: true` on the resource.",
    );
  }
}

/**
 * Makes replacements delete first where the engine does not ask the provider. The provider would ask for that, because
 * two objects of one name cannot exist at once.
 */
export function deletingFirst(options: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const { replaceWith, deleteBeforeReplace } = options;
  const isUnasked = (options.replacementTrigger as unknown) !== undefined || replaceWith !== undefined;
  return isUnasked && deleteBeforeReplace === undefined ? { ...options, deleteBeforeReplace: true } : options;
}
