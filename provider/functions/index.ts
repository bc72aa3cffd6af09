export { findAccount } from "./accounts";
export { apiFor } from "./api";
