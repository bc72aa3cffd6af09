import { type ResourceDefinition } from "../define";
import { agrees, holdsUnknown, isSame, partialInputs, type Values } from "../values";
import { naturalKeyOf } from "./identity";
import { declaredIn, withoutUndefined } from "./memory";

export interface DiffResult {
  replaces: string[];
  /** Whether any input differs from its last declared value, or from what the API last had. */
  changed: boolean;
  deleteBeforeReplace: boolean;
}

/** The replacing inputs that differ. An unknown one will differ, because its parent is being replaced. */
export function replacedBy<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  declared: Values,
  news: Values,
): string[] {
  return definition.replaceOn.filter(
    (input) => holdsUnknown(news[input]) || !isSame(definition, input, declared[input], news[input]),
  );
}

/**
 * A replacing input that somebody changed outside of Pulumi. An update cannot undo that change, and a replacement
 * must not.
 */
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
      !agrees(definition, input, declared[input], observed[input]),
  );
}

/** Finds the inputs that replace the resource. The engine compares all others. Sends no request. */
export function diffInputs<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  outputs: Values,
  news: Values,
): DiffResult {
  const declared = normalised(definition, declaredIn(definition, outputs));
  // A program that declares the value that the API has (after a move outside, say) asks for no replacement.
  const replaces = replacedBy(definition, declared, news).filter(
    (input) => outputs[input] === undefined || !agrees(definition, input, news[input], outputs[input]),
  );
  const changed = Object.keys(definition.inputs.shape).some(
    (input) => !isSame(definition, input, declared[input], news[input]) || hasDrifted(definition, input, outputs, news),
  );
  const controlsChanged = Object.keys(definition.controls.shape).some(
    (control) => JSON.stringify(declared[control]) !== JSON.stringify(news[control]),
  );
  // What somebody renamed or moved outside of Pulumi has that name and place now.
  const olds = { ...declared, ...withoutUndefined(outputs) };
  return {
    replaces,
    changed: changed || controlsChanged,
    deleteBeforeReplace:
      staysNamed(definition, olds, news) ||
      (replaces.length > 0 &&
        definition.deleteBeforeReplace?.(olds as Partial<Inputs>, news as Partial<Inputs>) === true),
  };
}

const hasDrifted = <Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  input: string,
  outputs: Values,
  news: Values,
): boolean =>
  !((definition.ownedOutside ?? []) as string[]).includes(input) &&
  news[input] !== undefined &&
  outputs[input] !== undefined &&
  !agrees(definition, input, news[input], outputs[input]);

/**
 * Whether the natural key stays. Two objects cannot share one, so a replacement must delete first. The engine asks this
 * for replacements of its own too (`replaceOnChanges`).
 */
function staysNamed<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  olds: Values,
  news: Values,
): boolean {
  const key = naturalKeyOf(definition, news);
  return key !== undefined && key === naturalKeyOf(definition, olds);
}

/** Brings the inputs in the memory into the form of this release. An older release may have written another form. */
function normalised<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  declared: Values,
): Values {
  const parsed = partialInputs(definition).safeParse(declared);
  return parsed.success ? { ...declared, ...parsed.data } : declared;
}
