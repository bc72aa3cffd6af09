export { connectionName, timeoutOf } from "./controls";
export {
  type BulkDefinition,
  type Definition,
  definitionOf,
  defineResource,
  type Failure,
  type Owner,
  type Remote,
  type ResourceDefinition,
  type Siblings,
  type State,
} from "./definition";
export { id, meaningOfId, oneOf, text, yesOrNo } from "./fields";
export { control, input } from "./input";
export { failureIn, isActive, isLeaving, isPending, isRemoved } from "./status";
export { howToLiftProtection, isProtected, isUnprotected } from "./protection";
