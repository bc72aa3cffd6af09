import { type ResourceDefinition } from "../define";
import { explained, UnfinishedError } from "../report";
import { type Values } from "../values";

/** The name of a half-made resource in texts. The engine stores them in plain text, and any input may be secret. */
export const subjectById = ({ type }: { type: string }, id: string): string => `${type} ${id}`;

/** The error for a resource that exists, and that the next update finishes. Its text quotes no natural key. */
export function unfinished<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
  id: string,
  outputs: Record<string, unknown>,
  attempt: { tried: string; onward: string },
  error: unknown,
): UnfinishedError {
  const unquoted = Object.fromEntries(definition.naturalKey.map((input) => [input, outputs[input]])) as Values;
  const told = { ...attempt, subject: subjectById(definition, id), verb: "update", unquoted } as const;
  return new UnfinishedError(explained(told, error), id, outputs);
}
