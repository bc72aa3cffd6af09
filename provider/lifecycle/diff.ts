import { type ResourceDefinition } from "../define";
import { holdsUnknown, isSame, partialInputs, type Values } from "../values";
import { declaredIn } from "./memory";

export interface DiffResult {
  replaces: string[];
  /** Whether any input differs from what was declared before. */
  changed: boolean;
  deleteBeforeReplace: boolean;
}

/** The replacing inputs that differ. One that is unknown is going to differ: its parent is being replaced. */
export function replacedBy<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  declared: Values,
  news: Values,
): string[] {
  return definition.replaceOn.filter(
    (input) => holdsUnknown(news[input]) || !isSame(definition, input, declared[input], news[input]),
  );
}

/** A replacing input that was changed outside, if there is one: an update cannot follow that, and a replacement must not. */
export function movedInput<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  declared: Values,
  observed: Values,
): string | undefined {
  const ownedOutside: string[] = definition.ownedOutside ?? [];
  return definition.replaceOn.find(
    (input) =>
      !ownedOutside.includes(input) &&
      observed[input] !== undefined &&
      declared[input] !== undefined &&
      !isSame(definition, input, observed[input], declared[input]),
  );
}

/** Which inputs replace the resource. Everything else is compared by the engine. Makes no request. */
export function diffInputs<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  outputs: Values,
  news: Values,
): DiffResult {
  const declared = normalised(definition, declaredIn(definition, outputs));
  // A program that now says what is already so (after a move outside, say) has caught up and asks for no replacement.
  const replaces = replacedBy(definition, declared, news).filter(
    (input) => outputs[input] === undefined || !isSame(definition, input, outputs[input], news[input]),
  );
  const changed = Object.keys(definition.inputs.shape).some(
    (input) => !isSame(definition, input, declared[input], news[input]),
  );
  return {
    replaces,
    changed,
    deleteBeforeReplace:
      replaces.length > 0 &&
      definition.deleteBeforeReplace?.(declared as Partial<Inputs>, news as Partial<Inputs>) === true,
  };
}

/** Brings remembered inputs into the form that this release writes; an older one may have written another. */
function normalised<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  declared: Values,
): Values {
  const parsed = partialInputs(definition).safeParse(declared);
  return parsed.success ? { ...declared, ...parsed.data } : declared;
}
