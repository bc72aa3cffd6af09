import { type Action, actionOf, type Definition, definitionOf } from "../define";
import { actionLifecycleOf, lifecycleOf, type ResourceLifecycle } from "../lifecycle";
import { accountUser } from "./account-user";
import { backup } from "./backup";
import { cachePurge } from "./cache-purge";
import { domain } from "./domain";
import { domainCheck } from "./domain-check";
import { domainVerification } from "./domain-verification";
import { environments, install } from "./install";
import { site } from "./site";
import { meaningOfSiteName } from "./site-name";
import { sshKey } from "./ssh-key";

/** Every kind of resource. */
export const definitions: readonly Definition[] = [
  definitionOf(site),
  definitionOf(install),
  definitionOf(domain),
  definitionOf(accountUser),
  definitionOf(sshKey),
];

/** Every kind of action. */
export const actions: readonly Action[] = [
  actionOf(backup),
  actionOf(cachePurge),
  actionOf(domainCheck),
  actionOf(domainVerification),
];

/** The lifecycle of every kind of resource and action, by the last part of its type token. */
export const resources: Readonly<Record<string, ResourceLifecycle>> = Object.fromEntries([
  ...definitions.map((definition) => [definition.type, lifecycleOf(definition)] as const),
  ...actions.map((action) => [action.type, actionLifecycleOf(action)] as const),
]);

export { accountUser, domain, environments, install, meaningOfSiteName, site, sshKey };
