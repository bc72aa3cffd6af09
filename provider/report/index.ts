export { isUnsent, waitOn } from "./advice";
export { explained, Incident, ResourceError, UnfinishedError } from "./errors";
