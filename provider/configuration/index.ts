export { durationText, millisecondsOf } from "./duration";
export { namespaceOf, type ReadSetting, readSettings, type Settings } from "./settings";
