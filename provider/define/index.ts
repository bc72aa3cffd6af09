export { timeoutOf } from "./controls";
export { type BulkDefinition, defineResource, type Failure, type ResourceDefinition, type State } from "./definition";
export { id, oneOf, text, yesOrNo } from "./fields";
export { howToLiftProtection, isProtected, isUnprotected } from "./protection";
