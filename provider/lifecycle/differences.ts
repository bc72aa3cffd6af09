import { type Definition } from "../define";
import { agrees, type Change, type Declared, holdsUnknown, isSame, type Observed } from "../values";

/** The replacing inputs that differ. An unknown one will differ, because its parent is being replaced. */
export const replacedBy = (definition: Definition, declared: Declared, news: Declared): string[] =>
  definition.replaceOn.filter(
    (input) => holdsUnknown(news[input]) || !isSame(definition, input, declared[input], news[input]),
  );

/**
 * A replacing input that somebody changed outside of Pulumi. An update cannot undo that change, and a replacement
 * must not.
 */
export const movedInput = (definition: Definition, declared: Declared, observed: Observed): string | undefined =>
  definition.replaceOn.find(
    (input) =>
      !definition.ownedOutside.includes(input) &&
      observed[input] !== undefined &&
      declared[input] !== undefined &&
      !agrees(definition, input, declared[input], observed[input]),
  );

/** Inputs that an update can change. */
export function patchedInputs({ inputs, replaceOn, createOnly, ownedOutside }: Definition): string[] {
  const fixed = [...replaceOn, ...createOnly, ...ownedOutside];
  return Object.keys(inputs.shape).filter((input) => !fixed.includes(input));
}

/** The inputs to send in an update: the program changed them, or the API last said something else. */
export function changedInputs(definition: Definition, declared: Declared, observed: Observed, news: Declared): Change {
  const changed = patchedInputs(definition).filter((input) => {
    if (news[input] === undefined && !definition.removable.includes(input)) return false;
    if (!isSame(definition, input, declared[input], news[input])) return true;
    return news[input] !== undefined && !agrees(definition, input, news[input], observed[input]);
  });
  return Object.fromEntries(changed.map((input) => [input, news[input]]));
}

/** The inputs that differ from what the API says. An input that the API does not mention does not differ. */
export function differingInputs(definition: Definition, inputs: Declared, observed: Observed): string[] {
  const ignored = [...definition.createOnly, ...definition.ownedOutside];
  return Object.keys(definition.inputs.shape).filter((input) => {
    const [declared, actual] = [inputs[input], observed[input]];
    if (ignored.includes(input) || declared === undefined || actual === undefined) return false;
    return !agrees(definition, input, declared, actual);
  });
}

/** One line for each input, with both values. */
export const differences = (inputs: Declared, observed: Observed, differing: string[]): string[] =>
  differing.map(
    (input) => `  ${input}: you declared ${shown(inputs[input])}, but the API has ${shown(observed[input])}`,
  );

const shown = (value: unknown): string => (value === undefined || value === null ? "none" : JSON.stringify(value));
