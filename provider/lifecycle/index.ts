export { type CheckResult } from "./check";
export { type DiffResult } from "./diff";
export { lifecycleOf, type ResourceLifecycle } from "./lifecycle";
export { listOf, stillThere } from "./others";
