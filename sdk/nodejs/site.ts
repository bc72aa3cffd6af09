import * as pulumi from "@pulumi/pulumi";
import { type AdoptArgs, isOfClass, type ResourceClass, tokenOf, WpEngineResource } from "./base/resource";

export interface SiteArgs extends AdoptArgs {
  /** The id of the account that owns the site. A change replaces the site. */
  accountId: pulumi.Input<string>;
  /**
   * The site's name, 1 to 40 characters. A change updates the site. Use each name once in an account, though the API
   * allows duplicates.
   */
  name: pulumi.Input<string>;
  /**
   * Delete the site even if it still holds installs. The API then deletes the installs too, for good. Default: false:
   * the deletion of a site that holds installs fails and names them.
   */
  deleteInstalls?: pulumi.Input<boolean | undefined>;
  /**
   * Refuse to delete or replace the site; a preview already refuses. Default: `protect` of the resource, of a
   * transformation or of the parent, else false.
   */
  deletionProtection?: boolean | undefined;
}

/**
 * A WP Engine site: a name, and up to one production, one staging and one development install under it.
 *
 * A creation fails if the account has a site of that name already (see `adopt`). A deletion fails if the site still
 * holds installs (see `deleteInstalls`).
 *
 * API: GET, POST, PATCH and DELETE of `/sites`.
 *
 * @example
 * const acme = new Site("acme", { accountId, name: "Acme" });
 */
export class Site extends WpEngineResource {
  static readonly __pulumiType = tokenOf("Site");

  /**
   * The id of the account that owns the site.
   * A preview of any update of the site does not know it: hand on the account's id itself.
   */
  declare readonly accountId: pulumi.Output<string>;
  /** The site's name, 1 to 40 characters. */
  declare readonly name: pulumi.Output<string>;
  /** The name of the site's group in the User Portal. */
  declare readonly groupName: pulumi.Output<string | undefined>;
  /** The site's tags from the User Portal. */
  declare readonly tags: pulumi.Output<string[] | undefined>;
  /** The site's time of creation: a date and time in UTC, such as `2025-07-10T09:59:58.684Z`. */
  declare readonly createdAt: pulumi.Output<string | undefined>;
  /** Whether this is a sandbox site. */
  declare readonly sandbox: pulumi.Output<boolean | undefined>;
  /** Whether you can transfer the site to another account. */
  declare readonly transferable: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: SiteArgs, options: pulumi.CustomResourceOptions = {}) {
    super(ofSite, name, args, options);
  }

  /** Whether this is a site of this provider. */
  static override isInstance(one: unknown): one is Site {
    return isOfClass(one, Site);
  }

  /** Reads a site that this program does not manage. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Site {
    return new Site(name, {} as SiteArgs, { ...options, id });
  }
}

const ofSite: ResourceClass = {
  type: "Site",
  outputs: ["accountId", "name", "groupName", "tags", "createdAt", "sandbox", "transferable"],
  protectedByDefault: () => false,
};
