export { isUnsent, type Verb, waitOn } from "./advice";
export { type Attempt, explained, UnattributedError, ResourceError, UnfinishedError } from "./errors";
