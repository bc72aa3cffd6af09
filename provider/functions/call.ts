import { systemClock, WpEngineApi } from "../api";
import { type ReadSetting, readSettings } from "../configuration";
import { connectionName, type FunctionDefinition } from "../define";
import { explained, ResourceError } from "../report";
import { getOrInsert, type Values } from "../values";

// All functions of a program share one client for each connection, and so what it learns of the API's rate limit.
const apis = new Map<string, WpEngineApi>();

/** The settings of the stack, and the connection to use. */
export interface Access {
  stackSetting: ReadSetting;
  connection: string | undefined;
}

/** Calls a function with the settings of a connection. The error's text says what failed, and what to do about it. */
export async function callWith(
  { name, call }: FunctionDefinition,
  args: Values,
  { stackSetting, connection: given }: Access,
): Promise<Values> {
  const { data: connection, error: mistake } = connectionName.nullish().safeParse(given);
  if (mistake !== undefined)
    throw new ResourceError(`${name}: connection ${mistake.issues[0]?.message ?? "is wrong"}.`);
  try {
    const settings = readSettings(stackSetting, (key) => process.env[key], connection ?? undefined);
    const api = getOrInsert(apis, JSON.stringify(settings), () => new WpEngineApi(settings));
    return await call(api.until(systemClock.now() + settings.timeout), args);
  } catch (error) {
    throw explained(
      { subject: name, verb: "call", tried: "read from the API", connection: connection ?? undefined },
      error,
    );
  }
}
