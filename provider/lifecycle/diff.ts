import { type Definition } from "../define";
import { agrees, type Declared, isSame, type Kept, type Observed, partialInputs, type Values } from "../values";
import { replacedBy } from "./differences";
import { naturalKeyOf } from "./identity";

export interface DiffResult {
  replaces: string[];
  /** Whether any input or control differs from its last declared value, or any input from what the API last had. */
  changed: boolean;
  deleteBeforeReplace: boolean;
  /** The engine must send an update, although nothing in the program changed. */
  isUnfinished?: true;
}

/** Finds the inputs that replace the resource. The engine compares all others. Sends no request. */
export function diffInputs(definition: Definition, kept: Kept, news: Declared): DiffResult {
  const { observed } = kept;
  const declared = normalised(definition, kept.declared);
  // If the program declares the value that the API has (after a move outside, say), nothing is to be replaced.
  const replaces = replacedBy(definition, declared, news).filter(
    (input) => observed[input] === undefined || !agrees(definition, input, news[input], observed[input]),
  );
  const changed = Object.keys(definition.inputs.shape).some(
    (input) =>
      !isSame(definition, input, declared[input], news[input]) || hasDrifted(definition, input, observed, news),
  );
  const controlsChanged = Object.keys(definition.controls.shape).some(
    (control) => JSON.stringify(declared[control]) !== JSON.stringify(news[control]),
  );
  // An object that somebody renamed or moved outside of Pulumi has its new name and place now.
  const olds: Values = { ...declared, ...observed };
  return {
    replaces,
    changed: changed || controlsChanged,
    deleteBeforeReplace:
      staysNamed(definition, olds, news) ||
      (replaces.length > 0 && definition.deleteBeforeReplace?.(olds, news) === true),
  };
}

const hasDrifted = (definition: Definition, input: string, observed: Observed, news: Declared): boolean =>
  !definition.ownedOutside.includes(input) &&
  news[input] !== undefined &&
  !agrees(definition, input, news[input], observed[input]);

/**
 * Whether the natural key stays. Two objects cannot share one, so a replacement must delete first. The engine asks this
 * for replacements of its own too (`replaceOnChanges`).
 */
function staysNamed(definition: Definition, olds: Values, news: Declared): boolean {
  const key = naturalKeyOf(definition, news);
  return key !== undefined && key === naturalKeyOf(definition, olds);
}

/** Brings the inputs in the state into the form of this release. An older release may have written another form. */
function normalised(definition: Definition, declared: Declared): Declared {
  const parsed = partialInputs(definition).safeParse(declared);
  return parsed.success ? { ...declared, ...parsed.data } : declared;
}
