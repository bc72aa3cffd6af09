export { isUnsent, waitOn } from "./advice";
export { explained, UnattributedError, ResourceError, UnfinishedError } from "./errors";
