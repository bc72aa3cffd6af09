import * as pulumi from "@pulumi/pulumi";
import { type AdoptArgs, withProtection, WpEngineResource } from "./base/resource";

export interface SiteArgs extends AdoptArgs {
  /** The id of the account that owns the site. A change replaces the site. */
  accountId: pulumi.Input<string>;
  /** 1 to 40 characters. Patched. Two sites of an account should not share a name, though the API allows it. */
  name: pulumi.Input<string>;
  /**
   * Delete the site even if it still holds installs, which the API then deletes too, for good. Default false: the
   * deletion fails and names them.
   */
  deleteInstalls?: pulumi.Input<boolean>;
  /** Refuse to delete or replace the site, in the preview already. Default false. */
  deletionProtection?: boolean;
}

/**
 * A WP Engine site: a name, and up to one production, one staging and one development install under it.
 *
 * API: GET, POST, PATCH and DELETE of `/sites`. Fails if a site of the name exists in the account (see `adopt`), and on
 * deletion if it still holds installs (see `deleteInstalls`).
 *
 * @example
 * const acme = new Site("acme", { accountId, name: "Acme" });
 */
export class Site extends WpEngineResource {
  /** The id of the account that owns the site. */
  declare readonly accountId: pulumi.Output<string>;
  /** The site's name, 1 to 40 characters. */
  declare readonly name: pulumi.Output<string>;
  /** The name of the group that the site was put into in the User Portal. */
  declare readonly groupName: pulumi.Output<string | undefined>;
  /** The tags that the site was given in the User Portal. */
  declare readonly tags: pulumi.Output<string[] | undefined>;
  /** When the site was created: a date and time in UTC, such as `2025-07-10T09:59:58.684Z`. */
  declare readonly createdAt: pulumi.Output<string | undefined>;
  /** Whether it is a sandbox site. */
  declare readonly sandbox: pulumi.Output<boolean | undefined>;
  /** Whether it can be transferred to another account. */
  declare readonly transferable: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: SiteArgs, options: pulumi.CustomResourceOptions = {}) {
    const guarded = withProtection(args, options, false);
    super("Site", name, outputs, guarded.args, guarded.options);
  }

  /** Reads a site that this program does not manage. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Site {
    return new Site(name, {} as SiteArgs, { ...options, id });
  }
}

const outputs = ["accountId", "name", "groupName", "tags", "createdAt", "sandbox", "transferable"];
