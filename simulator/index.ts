export { actsOn } from "./acts";
export { Estate } from "./estate";
export { Refusal } from "./http/errors";
export { type FaultKind, type FaultRule, Faults, type RandomFaults } from "./http/faults";
export { type LoggedRequest, type RequestListener, RequestLog } from "./http/request-log";
export type {
  AccountRecord,
  AccountUserRecord,
  BackupRecord,
  DomainCheckRecord,
  DomainRecord,
  Environment,
  InstallRecord,
  SiteRecord,
  SshKeyRecord,
  SslCertificateRecord,
} from "./nouns";
export { agencyId, type Simulator, type SimulatorOptions, startSimulator } from "./simulator";
export { seedSmallAccount } from "./small-account";
export { type CredentialsRecord, type UserRecord } from "./world/credentials";
export { type Dns, type DnsRecord } from "./world/dns";
export { type Clock, type Durations, type InstallLimits, SettableClock } from "./world/time";
export { type Shape } from "./world/world";
export { type ActName, actNames, type ActorStep, type RandomActs, type WatchedRequest } from "./world/actor";
export { type Gateway, type OddField, type Oddity, type PartialBulk, type SmallSuccess } from "./world/answers";
export { type BehaviourChange, Behaviours, type BehaviourSettings } from "./world/behaviours";
export { type Network, type Ownership } from "./world/ownership";
export { type Occasion, type RequestFilter } from "./world/occasions";
