export { ConfigurationError, type ReadSetting, readSettings, type Settings } from "./configuration";
export { type Failure, defineResource, type ResourceDefinition, type State, type Values } from "./definition";
export { explained, ResourceError, UnfinishedError } from "./errors";
export { id, oneOf, text, yesOrNo } from "./fields";
export { lifecycleOf, type ResourceLifecycle } from "./lifecycle";
export { type Context, Operation } from "./operation";
export { Unknown } from "./unknown";
export { howToLiftProtection, isProtected, isUnprotected } from "./protection";
export { assertAccountVisible } from "./visibility";
