import { type Definition } from "../define";
import { explained, UnfinishedError } from "../report";
import { type Kept } from "../values";
import { subjectById } from "./identity";

/** The error for a resource that exists, and that the next update finishes. Its text quotes no natural key. */
export function unfinished(
  definition: Definition,
  kept: Kept,
  attempt: { tried: string; onward: string; connection: string | undefined },
  error: unknown,
): UnfinishedError {
  const unquoted = Object.fromEntries(definition.naturalKey.map((input) => [input, kept.observed[input]]));
  const told = { ...attempt, subject: subjectById(definition, kept.id), verb: "update", unquoted } as const;
  return new UnfinishedError(explained(told, error), kept);
}
