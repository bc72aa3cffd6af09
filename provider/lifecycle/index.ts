export { type CheckResult } from "./parse";
export { type DiffResult } from "./diff";
export { lifecycleOf, type ResourceLifecycle } from "./lifecycle";
export { listOf, stillThere } from "./others";
