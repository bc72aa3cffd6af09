import { WpEngineApi } from "../api";
import { type ReadSetting, readSettings } from "../lifecycle";

/** The API as functions use it in a program, with the same settings as the resources. */
export function apiFor(stackSetting: ReadSetting): WpEngineApi {
  return new WpEngineApi(readSettings(stackSetting, (name) => process.env[name]));
}
