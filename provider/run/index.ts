export { objectName } from "./claims";
export { Connection, type Context } from "./connection";
export { type Source } from "./fresh-readings";
export { Run } from "./run";
export { Snapshot } from "./snapshot";
export { assertAccountVisible } from "./visibility";
