export { canonicalDomainName, isUnderWpEngine, isWildcard } from "./domain-name";
export { ownershipRecordName, registrableDomain } from "./zone";
