import { type Definition, definitionOf } from "../define";
import { lifecycleOf, type ResourceLifecycle } from "../lifecycle";
import { accountUser } from "./account-user";
import { domain } from "./domain";
import { install } from "./install";
import { site } from "./site";
import { sshKey } from "./ssh-key";

/** Every kind of resource. */
export const definitions: readonly Definition[] = [
  definitionOf(site),
  definitionOf(install),
  definitionOf(domain),
  definitionOf(accountUser),
  definitionOf(sshKey),
];

/** The lifecycle of every kind of resource, by the last part of its type token. */
export const resources: Readonly<Record<string, ResourceLifecycle>> = Object.fromEntries(
  definitions.map((definition) => [definition.type, lifecycleOf(definition)]),
);

export { canonicalDomainName } from "./domain-name";
export { accountUser, domain, install, site, sshKey };
