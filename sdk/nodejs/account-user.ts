import * as pulumi from "@pulumi/pulumi";
import { type AdoptArgs, WpEngineResource } from "./base/resource";

/** What a user may do in an account. Order and spacing do not matter. */
export type AccountUserRoles = "owner" | "full" | "full,billing" | "partial" | "partial,billing" | (string & {});

export interface AccountUserArgs extends AdoptArgs {
  /** The id of the account. A change replaces the user. */
  accountId: pulumi.Input<string>;
  /** The address to which the invitation goes; capitals do not matter. A change in the program replaces the user. */
  email: pulumi.Input<string>;
  /** Counts at creation only: from then on the name is the person's own, and a change here is ignored with a warning. */
  firstName: pulumi.Input<string>;
  /** Counts at creation only: from then on the name is the person's own, and a change here is ignored with a warning. */
  lastName: pulumi.Input<string>;
  /** What the user may do. Patched. */
  roles: pulumi.Input<AccountUserRoles>;
  /** The ids of the installs that a partial user may use: needed with the partial roles, and only there. Patched. */
  installIds?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * A person who may use an account. Creating one sends an invitation by e-mail; deleting one ends the access to the account,
 * not the person's own login.
 *
 * Name and e-mail address belong to the person: changed in the portal, they are not drift. An account's last owner can be
 * neither deleted nor given other roles.
 *
 * API: GET, POST, PATCH and DELETE of `/accounts/{account_id}/account_users`. Fails if the account has a user of that
 * address (see `adopt`).
 *
 * @example
 * new AccountUser("jo", {
 *   accountId, email: "jo@example.com", firstName: "Jo", lastName: "Ray", roles: "partial", installIds: [staging.id],
 * });
 */
export class AccountUser extends WpEngineResource {
  /** The id of the account. */
  declare readonly accountId: pulumi.Output<string>;
  /** The person's e-mail address, as it is now. */
  declare readonly email: pulumi.Output<string>;
  /** The person's first name, as it is now. */
  declare readonly firstName: pulumi.Output<string>;
  /** The person's last name, as it is now. */
  declare readonly lastName: pulumi.Output<string>;
  /** What the user may do, such as `partial,billing`. */
  declare readonly roles: pulumi.Output<string>;
  /** The ids of the installs that a partial user may use, sorted. */
  declare readonly installIds: pulumi.Output<string[] | undefined>;
  /** The person's telephone number. */
  declare readonly phone: pulumi.Output<string | undefined>;
  /** Whether the invitation was accepted. */
  declare readonly inviteAccepted: pulumi.Output<boolean | undefined>;
  /** Whether the person logs in with more than a password. */
  declare readonly mfaEnabled: pulumi.Output<boolean | undefined>;
  /** Whether this is the account's last owner; for owners only. */
  declare readonly lastOwner: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: AccountUserArgs, options: pulumi.CustomResourceOptions = {}) {
    super("AccountUser", name, outputs, args, options);
  }

  /** Reads a user that this program does not manage, in the account that has it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<AccountUserArgs, "accountId">,
    options?: pulumi.CustomResourceOptions,
  ): AccountUser {
    return new AccountUser(name, where as AccountUserArgs, { ...options, id });
  }
}

const outputs = [
  "accountId",
  "email",
  "firstName",
  "lastName",
  "roles",
  "installIds",
  "phone",
  "inviteAccepted",
  "mfaEnabled",
  "lastOwner",
];
