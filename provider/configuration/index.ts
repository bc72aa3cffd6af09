export { durationText, millisecondsOf } from "./duration";
export { type ReadSetting, readSettings, type Settings } from "./settings";
