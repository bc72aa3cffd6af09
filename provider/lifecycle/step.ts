import { type Definition, timeoutOf } from "../define";
import { type Verb } from "../report";
import { type Connection, type Context } from "../run";
import { type Values } from "../values";
import { Finder } from "./finder";

/** One step on one resource: what every piece of the step shares. */
export interface Step {
  readonly definition: Definition;
  readonly connection: Connection;
  /** What the step may use until its deadline. */
  readonly context: Context;
  /** How errors name the resource: `Site "Acme"`. */
  readonly subject: string;
  readonly finder: Finder;
}

// The least time, in milliseconds, that a step gets without `customTimeouts`. A read may have to wait out refusals.
const shortest: Record<Verb, number> = { create: 0, read: 600_000, update: 0, delete: 0 };

/** Opens a step: its time begins. `values` hold the controls, and `where` leads to the list of the resource. */
export function openStep({
  definition,
  connection,
  verb,
  subject,
  values,
  where = values,
}: Pick<Step, "definition" | "connection" | "subject"> & { verb: Verb; values: Values; where?: Values }): Step {
  const context = connection.within(timeoutOf(verb, values, Math.max(shortest[verb], connection.settings.timeout)));
  return { definition, connection, context, subject, finder: new Finder(definition, context, where) };
}
