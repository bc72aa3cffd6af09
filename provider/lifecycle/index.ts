export { type CheckResult } from "./parse";
export { type DiffResult } from "./diff";
export { actionLifecycleOf } from "./act";
export { type ResourceLifecycle } from "./engine";
export { lifecycleOf } from "./lifecycle";
export { namesNew, whileUnseen } from "./unseen";
export { known, listOf, stillThere } from "./others";
