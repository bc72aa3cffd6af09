export { canonicalDomainName, isWildcard } from "./domain-name";
export { ownershipRecordName, registrableDomain } from "./zone";
