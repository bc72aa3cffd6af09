import { OutOfTimeError, WpEngineApiError } from "../api";
import { adviceOn, type Verb } from "./advice";

/** A resource could not be read, created, updated or deleted. The message is the whole of what a user sees. */
export class ResourceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ResourceError";
  }
}

/** The resource exists, under its id, but is not yet as declared; the next update goes on from here. */
export class UnfinishedError extends ResourceError {
  constructor(
    reason: unknown,
    readonly id: string,
    readonly outputs: Record<string, unknown>,
  ) {
    super(reason instanceof Error ? reason.message : String(reason));
  }
}

/** What went wrong, said where it is not known for which resource: `explained` puts that before it. */
export class UnattributedError extends Error {
  constructor(
    message: string,
    /** What to do about it, a line each; `goesOn`: the next `pulumi up` goes on from here. */
    readonly steps: (verb: Verb, goesOn: boolean) => string[],
  ) {
    super(message);
    this.name = "UnattributedError";
  }
}

/** What was being done to which resource. */
export interface Attempt {
  subject: string;
  verb: Verb;
  /** What exactly was tried: `update roles`. Default: the verb. */
  tried?: string;
  /** What becomes of it by itself, where something was done already. */
  onward?: string;
}

/** Which resource, what was tried, what the API said, what to do next. Any other error passes unchanged. */
export function explained(attempt: Attempt, error: unknown): unknown {
  const { onward } = attempt;
  const lines = linesOn(attempt, error);
  return lines === undefined
    ? error
    : new ResourceError([...lines, ...(onward === undefined ? [] : [onward])].join("\n"));
}

function linesOn({ subject, verb, tried = `${verb} it`, onward }: Attempt, error: unknown): string[] | undefined {
  if (error instanceof WpEngineApiError) {
    const { said, steps } = adviceOn(error, verb, onward !== undefined);
    const inTime = error instanceof OutOfTimeError ? " in the time allowed" : "";
    return [`${subject}: could not ${tried}${inTime}. ${said}`, ...steps];
  }
  if (error instanceof UnattributedError) {
    // What is being waited for is mostly the resource itself, and then it is named already.
    const opening = error.message.includes(subject) ? "" : `${subject}: could not ${tried}. `;
    return [opening + error.message, ...error.steps(verb, onward !== undefined)];
  }
  return error instanceof Error && onward !== undefined ? [error.message] : undefined;
}
