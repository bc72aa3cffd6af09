export { objectName } from "./claims";
export { Connection, type Context } from "./connection";
export { Run } from "./run";
export { Snapshot, type Source } from "./snapshot";
export { assertAccountVisible } from "./visibility";
