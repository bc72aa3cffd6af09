import { type Endpoints, systemClock, WpEngineApi } from "../api";
import { type ReadSetting, readSettings } from "../configuration";
import { explained } from "../report";
import { getOrInsert } from "../values";

// All functions of a program share one client, and so what the client learns of the API's rate limit.
const apis = new Map<string, WpEngineApi>();

/** The API for the functions of a program, with the same settings as the resources of the connection. */
export function apiFor(stackSetting: ReadSetting, connection?: string): Endpoints {
  const settings = readSettings(stackSetting, (name) => process.env[name], connection);
  const api = getOrInsert(apis, JSON.stringify(settings), () => new WpEngineApi(settings));
  return api.until(systemClock.now() + settings.timeout);
}

/** The text of an error in a function: what failed, and what to do about it. */
export function failureText(functionName: string, connection: string | undefined, error: unknown): string {
  const attempt = { subject: functionName, verb: "read", tried: "read from the API", connection } as const;
  const explanation = explained(attempt, error);
  return explanation instanceof Error ? explanation.message : String(explanation);
}
