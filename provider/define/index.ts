export { type Action, type ActionAnswer, actionOf, type ActionDefinition, defineAction } from "./action";
export { connectionName, timeoutOf } from "./controls";
export {
  type BulkDefinition,
  type Definition,
  definitionOf,
  defineResource,
  type Described,
  type Documentation,
  type Failure,
  type Fields,
  type IsDeclared,
  type Owner,
  type Remote,
  type ResourceDefinition,
  type Siblings,
  type State,
} from "./definition";
export { argument, defineFunction, defineListFunction, type FunctionDefinition, type Shape, shapeOf } from "./function";
export { id, isSameId, meaningOfId, oneOf, text, yesOrNo } from "./fields";
export { control, type Control, input, type Input, output, type Output, unanswered } from "./input";
export { failureIn, isActive, isLeaving, isPending, isRemoved, wordOf } from "./status";
export { deletionProtection, howToLiftProtection, isProtected, isUnprotected } from "./protection";
