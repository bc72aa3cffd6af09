import { accountUser } from "./account-user";
import { domain } from "./domain";
import { install } from "./install";
import { site } from "./site";
import { sshKey } from "./ssh-key";
import { lifecycleOf, type ResourceLifecycle } from "../lifecycle";

/** Every kind of resource, by the last part of its type token. */
export const resources: Readonly<Record<string, ResourceLifecycle>> = {
  Site: lifecycleOf(site),
  Install: lifecycleOf(install),
  Domain: lifecycleOf(domain),
  AccountUser: lifecycleOf(accountUser),
  SshKey: lifecycleOf(sshKey),
};
