export { lifecycleOf, type ResourceLifecycle } from "./lifecycle";
