import * as pulumi from "@pulumi/pulumi";
import { installsInputs } from "./base/references";
import { type AdoptArgs, isOfClass, type ResourceClass, tokenOf, WpEngineResource } from "./base/resource";
import { type Install } from "./install";

/** What a user may do in an account. The order and the spacing of the roles do not matter. */
export type AccountUserRoles = "owner" | "full" | "full,billing" | "partial" | "partial,billing" | (string & {});

export interface AccountUserArgs extends AdoptArgs {
  /** The id of the account. A change replaces the resource. */
  accountId: pulumi.Input<string>;
  /**
   * The e-mail address to which the API sends the invitation. Capitals do not matter. A change in the program
   * replaces the resource.
   */
  email: pulumi.Input<string>;
  /**
   * The person's first name. It counts at creation only, because the name belongs to the person afterwards. The
   * provider ignores a change and warns of it.
   */
  firstName: pulumi.Input<string>;
  /**
   * The person's last name. It counts at creation only, because the name belongs to the person afterwards. The
   * provider ignores a change and warns of it.
   */
  lastName: pulumi.Input<string>;
  /** What the user may do. A change updates the user. */
  roles: pulumi.Input<AccountUserRoles>;
  /**
   * The installs that a partial user may use, or their ids. Required with the partial roles, and refused with all
   * others. A change updates the user.
   *
   * If you give an install itself, a run that neither keeps the install nor may delete it (`deletionProtection`) does
   * not delete the user either. So nobody loses access to a protected install that stays.
   */
  installIds?: pulumi.Input<pulumi.Input<string>[] | undefined> | (Install | pulumi.Input<string>)[];
}

/**
 * A person who may use an account. The API sends an invitation by e-mail when you create a user. When you delete a
 * user, the person loses access to the account but keeps the login.
 *
 * The name and the e-mail address belong to the person, so a change of them in the User Portal is not drift. Nobody can
 * delete an account's last owner or take the owner role away from this person. The provider does not delete the user to
 * whom the API credentials belong.
 *
 * A creation fails if the account has a user with that address already (see `adopt`).
 *
 * API: GET, POST, PATCH and DELETE of `/accounts/{account_id}/account_users`.
 *
 * @example
 * new AccountUser("jo", {
 *   accountId, email: "jo@example.com", firstName: "Jo", lastName: "Ray", roles: "partial", installIds: [staging],
 * });
 */
export class AccountUser extends WpEngineResource {
  static readonly __pulumiType = tokenOf("AccountUser");

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
  /** Whether the person accepted the invitation. */
  declare readonly inviteAccepted: pulumi.Output<boolean | undefined>;
  /** Whether the person logs in with more than a password. */
  declare readonly mfaEnabled: pulumi.Output<boolean | undefined>;
  /** Whether this user is the account's last owner. The API says this for owners only. */
  declare readonly lastOwner: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: AccountUserArgs, options: pulumi.CustomResourceOptions = {}) {
    super(ofAccountUser, name, { ...args, ...installsInputs(args.installIds) }, options);
  }

  /** Whether this is an account user of this provider. */
  static override isInstance(one: unknown): one is AccountUser {
    return isOfClass(one, AccountUser);
  }

  /** Reads a user that this program does not manage. `where` gives the account of the user. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<AccountUserArgs, "accountId">,
    options?: pulumi.CustomResourceOptions,
  ): AccountUser {
    return new AccountUser(name, where as AccountUserArgs, { ...options, id });
  }
}

const ofAccountUser: ResourceClass = {
  type: "AccountUser",
  outputs: [
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
  ],
};
