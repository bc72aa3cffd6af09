export { listOf, stillThere } from "./finder";
export { lifecycleOf, type ResourceLifecycle } from "./lifecycle";
