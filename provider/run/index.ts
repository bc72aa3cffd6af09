export { objectName } from "./claims";
export { type Context, Run } from "./run";
export { Snapshot, type Source } from "./snapshot";
export { assertAccountVisible } from "./visibility";
