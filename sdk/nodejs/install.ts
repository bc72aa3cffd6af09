import * as pulumi from "@pulumi/pulumi";
import { type AdoptArgs, isOfClass, type ResourceClass, tokenOf, WpEngineResource } from "./base/resource";

/** What an install is for. A site holds at most one install of each environment. */
export type Environment = "production" | "staging" | "development";

export interface InstallArgs extends AdoptArgs {
  /** The id of the account that owns the install. A change replaces the install. */
  accountId: pulumi.Input<string>;
  /**
   * 3 to 14 lowercase letters and digits, beginning with a letter; unique across WP Engine. The name is also the
   * install's address, `<name>.wpengine.com`. Nobody can rename an install, so a change replaces the install.
   */
  name: pulumi.Input<string>;
  /**
   * The id of the site that holds the install; required in accounts with sites. A change updates the install: it
   * moves to that site.
   */
  siteId?: pulumi.Input<string | undefined>;
  /**
   * What the install is for; required in accounts with sites. A change updates the install. A text from the
   * configuration will do: a preview refuses any word but these three.
   */
  environment?: pulumi.Input<Environment | (string & {}) | undefined>;
  /**
   * Refuse to delete or replace the install; a preview already refuses. Default: `protect` of the resource, of a
   * transformation or of the parent, if any of them gives it; else false if `environment` is known to be staging or
   * development, and true otherwise. The provider reads the environment again before a deletion, in case somebody
   * changed it outside of Pulumi.
   */
  deletionProtection?: boolean | undefined;
}

/**
 * A WP Engine install: one WordPress installation, in one environment of a site.
 *
 * A creation waits until the install is active, which takes minutes. A deletion waits until the install is gone. Both
 * waits end after the resource's `customTimeouts`, else after `wpengine:timeout` (default 30 minutes). If a creation
 * runs out of time, the state keeps the install, and the next `pulumi up` goes on waiting.
 *
 * A creation fails if the name is taken (see `adopt`), or if the site has an install of that environment already.
 *
 * API: GET, POST, PATCH and DELETE of `/installs`.
 *
 * @example
 * const production = new Install("acme-production", {
 *   accountId, siteId: acme.id, name: "acme", environment: "production",
 * });
 */
export class Install extends WpEngineResource {
  static readonly __pulumiType = tokenOf("Install");

  /**
   * The id of the account that owns the install.
   * A preview of any update of the install does not know it: hand on the account's id itself.
   */
  declare readonly accountId: pulumi.Output<string>;
  /** The install's name, unique across WP Engine. */
  declare readonly name: pulumi.Output<string>;
  /**
   * The id of the site that holds the install.
   * A preview of any update of the install does not know it: hand on the site's id itself.
   */
  declare readonly siteId: pulumi.Output<string | undefined>;
  /** What the install is for. */
  declare readonly environment: pulumi.Output<Environment | undefined>;
  /** `pending` until the install can be used, then `active`. */
  declare readonly status: pulumi.Output<string | undefined>;
  /** The version of PHP, such as `8.2`. You set it in the User Portal. */
  declare readonly phpVersion: pulumi.Output<string | undefined>;
  /**
   * The host name to point a CNAME record at, such as `acme.wpengine.com`. A preview of any update of the install does
   * not know it, and shows what replaces on it as replaced. The `up` does not.
   */
  declare readonly cname: pulumi.Output<string | undefined>;
  /** The install's IP addresses that do not change, on plans that have them. */
  declare readonly stableIps: pulumi.Output<string[] | undefined>;
  /** The name of the install's primary domain. */
  declare readonly primaryDomain: pulumi.Output<string | undefined>;
  /** Whether the install is a WordPress multisite. */
  declare readonly isMultisite: pulumi.Output<boolean | undefined>;
  /** The install's time of creation: a date and time in UTC. */
  declare readonly createdAt: pulumi.Output<string | undefined>;

  constructor(name: string, args: InstallArgs, options: pulumi.CustomResourceOptions = {}) {
    super(ofInstall, name, args, options);
  }

  /** Whether this is an install of this provider. */
  static override isInstance(one: unknown): one is Install {
    return isOfClass(one, Install);
  }

  /** Reads an install that this program does not manage. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Install {
    return new Install(name, {} as InstallArgs, { ...options, id });
  }
}

const ofInstall: ResourceClass = {
  type: "Install",
  outputs: [
    "accountId",
    "name",
    "siteId",
    "environment",
    "status",
    "phpVersion",
    "cname",
    "stableIps",
    "primaryDomain",
    "isMultisite",
    "createdAt",
  ],
  // The names of the built-in domain and of the primary domain begin with the install's own.
  repeated: { name: ["cname", "primaryDomain"] },
  protectedByDefault: ({ environment }) => environment !== "staging" && environment !== "development",
};
