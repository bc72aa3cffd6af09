import { OutOfTimeError, WpEngineApiError } from "../api";
import { namespaceOf } from "../configuration";
import { type Kept } from "../values";
import { adviceOn, type Doing } from "./advice";

/** The provider could not read, create, update or delete a resource. The user sees the message and nothing else. */
export class ResourceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ResourceError";
  }
}

/** The resource exists under its id but is not yet as declared. The next update goes on from here. */
export class UnfinishedError extends ResourceError {
  constructor(
    reason: unknown,
    readonly kept: Kept,
  ) {
    super(reason instanceof Error ? reason.message : String(reason));
  }
}

/** An error from a place that does not know the resource. `explained` puts the resource before the message. */
export class UnattributedError extends Error {
  constructor(
    message: string,
    /** What to do about it, one line each. `goesOn`: the next `pulumi up` goes on from here. */
    readonly steps: (verb: Doing, goesOn: boolean) => string[],
  ) {
    super(message);
    this.name = "UnattributedError";
  }
}

/** Which resource the provider handled, and how. */
export interface Attempt {
  subject: string;
  verb: Doing;
  /** What exactly the provider tried: `update roles`. Default: the verb. */
  tried?: string;
  /** The name of the connection. Default: the default connection. */
  connection?: string | undefined;
  /** What the state keeps of a part that was done, and that the next `pulumi up` goes on from there. */
  onward?: string;
  /** Values that the text must not quote. The text has the name of each value in its place. */
  unquoted?: Readonly<Record<string, unknown>>;
}

/**
 * An error that says which resource failed, what the provider tried, what the API answered and what to do. Other
 * errors pass unchanged.
 */
export function explained(attempt: Attempt, error: unknown): unknown {
  const { onward } = attempt;
  const lines = linesOn(attempt, error);
  return lines === undefined
    ? error
    : new ResourceError([...lines, ...(onward === undefined ? [] : [onward])].join("\n"));
}

function linesOn(attempt: Attempt, error: unknown): string[] | undefined {
  const { subject, verb, tried = `${verb} it`, connection, onward, unquoted = {} } = attempt;
  const through = connection === undefined ? "" : ` through the connection "${connection}"`;
  const advised = (steps: string[]): string[] => steps.map((step) => withSettingsOf(connection, step));
  if (error instanceof WpEngineApiError) {
    const { said, steps } = adviceOn(error, verb, onward !== undefined);
    const inTime = error instanceof OutOfTimeError ? " in the time allowed" : "";
    return [`${subject}: could not ${tried}${through}${inTime}. ${withoutValues(said, unquoted)}`, ...advised(steps)];
  }
  if (error instanceof UnattributedError) {
    // A wait is mostly for the resource itself, and then its message names the resource already.
    const opening = error.message.includes(subject) ? "" : `${subject}: could not ${tried}${through}. `;
    const steps = advised(error.steps(verb, onward !== undefined));
    return [opening + withoutValues(error.message, unquoted), ...steps];
  }
  return error instanceof Error && onward !== undefined ? [withoutValues(error.message, unquoted)] : undefined;
}

/** Advice names settings of the default connection. A named one has its own, and may share the base URL. */
const withSettingsOf = (connection: string | undefined, step: string): string =>
  connection === undefined
    ? step
    : step.replace(/wpengine:(\w+)/g, (shared, name: string) => {
        const own = `${namespaceOf(connection)}:${name}`;
        return name === "baseUrl" ? `${own} (or ${shared})` : own;
      });

/** Shorter values are parts of words. */
const shortestValue = 3;

/** Replaces values by their names, such as "acme" by "{name}", in whatever capitals the API writes them. */
function withoutValues(text: string, values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values).reduce((shorter, [name, value]) => {
    if (typeof value !== "string" || value.length < shortestValue) return shorter;
    const literal = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return shorter.replace(new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "giu"), `{${name}}`);
  }, text);
}
