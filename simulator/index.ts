export { Refusal } from "./http/errors";
export { Estate } from "./world/estate";
export { type FaultKind, type FaultRule, Faults, type RandomFaults } from "./http/faults";
export type * from "./nouns/records";
export { type LoggedRequest, type RequestFilter, type RequestListener, RequestLog } from "./http/request-log";
export { agencyId, type Simulator, type SimulatorOptions, startSimulator } from "./simulator";
export { seedSmallAccount } from "./small-account";
export { type Durations, type InstallLimits, type Shape } from "./world/world";
