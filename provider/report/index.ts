export { isUnsent, type Verb, waitOn } from "./advice";
export { type Attempt, explained, UnattributedError, ResourceError, UnfinishedError } from "./errors";
export { didYouMean, nearestOf, someOf } from "./nearest";
