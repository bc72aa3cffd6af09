import { connectionName } from "../define";
import { type Connection, type Run } from "../run";
import { type Values } from "../values";

/** The connection that a resource or an action names. */
export const connectionOf = (run: Run, { connection }: Values): Connection =>
  run.connection(typeof connection === "string" ? connection : undefined);

/** The same in a preview; undefined where the name is not known yet, or is no name. */
export const connectionIn = (run: Run, { connection }: Values): Connection | undefined =>
  connectionName.safeParse(connection ?? undefined).success ? connectionOf(run, { connection }) : undefined;
