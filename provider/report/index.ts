export { isUnsent, waitOn } from "./advice";
export { type Attempt, explained, UnattributedError, ResourceError, UnfinishedError } from "./errors";
