export { findAccount } from "./accounts";
export { apiFor, failureText } from "./api";
