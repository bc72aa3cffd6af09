export { Refusal } from "./errors";
export { Estate } from "./estate";
export { type FaultKind, type FaultRule, Faults, type RandomFaults } from "./faults";
export type * from "./records";
export { type LoggedRequest, type RequestFilter, type RequestListener, RequestLog } from "./request-log";
export { agencyId, type Simulator, type SimulatorOptions, startSimulator } from "./simulator";
export { seedSmallAccount } from "./small-account";
export { type Durations, type InstallLimits, type Shape } from "./world";
