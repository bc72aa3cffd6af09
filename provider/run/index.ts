export { type Context, Operation } from "./run";
export { Collection, type Source } from "./snapshot";
export { assertAccountVisible } from "./visibility";
