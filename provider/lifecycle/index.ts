export { lifecycleOf, type ResourceLifecycle } from "./lifecycle";
export { listOf, stillThere } from "./others";
