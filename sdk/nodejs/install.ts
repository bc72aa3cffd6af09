import * as pulumi from "@pulumi/pulumi";
import { type AdoptArgs, withProtection, WpEngineResource } from "./base/resource";

/** What an install is for. A site holds at most one install of each. */
export type Environment = "production" | "staging" | "development";

export interface InstallArgs extends AdoptArgs {
  /** The id of the account that owns the install. A change replaces the install. */
  accountId: pulumi.Input<string>;
  /**
   * 3 to 14 small letters and digits, beginning with a letter; unique across WP Engine. It is also the install's address,
   * `<name>.wpengine.com`. An install cannot be renamed: a change replaces it.
   */
  name: pulumi.Input<string>;
  /** The id of the site that holds the install; accounts with sites need it. Patched: the install moves. */
  siteId?: pulumi.Input<string>;
  /** What the install is for; accounts with sites need it. Patched. */
  environment?: pulumi.Input<Environment>;
  /**
   * Refuse to delete or replace the install, in the preview already. Default: true, unless `environment` is known to be
   * staging or development, or the resource option `protect` was given. The environment is looked up again before a
   * deletion, in case it was changed outside.
   */
  deletionProtection?: boolean;
}

/**
 * A WP Engine install: one WordPress installation, in one environment of a site.
 *
 * Creation waits until the install is active, which takes minutes; deletion waits until it is gone. Both end after the
 * resource's `customTimeouts`, else `wpengine:timeout` (30 minutes). A creation that ran out of time keeps the install, and
 * the next `pulumi up` goes on waiting for it.
 *
 * API: GET, POST, PATCH and DELETE of `/installs`. Fails if the name is taken, or the site has an install of that environment.
 *
 * @example
 * const production = new Install("acme-production", {
 *   accountId, siteId: acme.id, name: "acme", environment: "production",
 * });
 */
export class Install extends WpEngineResource {
  /** The id of the account that owns the install. */
  declare readonly accountId: pulumi.Output<string>;
  /** The install's name, unique across WP Engine. */
  declare readonly name: pulumi.Output<string>;
  /** The id of the site that holds the install. */
  declare readonly siteId: pulumi.Output<string | undefined>;
  /** What the install is for. */
  declare readonly environment: pulumi.Output<Environment | undefined>;
  /** `pending` until the install can be used, then `active`. */
  declare readonly status: pulumi.Output<string | undefined>;
  /** The version of PHP, such as `8.2`. It is set in the User Portal. */
  declare readonly phpVersion: pulumi.Output<string | undefined>;
  /** The host name to point a CNAME record at, such as `acme.wpengine.com`. */
  declare readonly cname: pulumi.Output<string | undefined>;
  /** IP addresses that stay, on the plans that have them. */
  declare readonly stableIps: pulumi.Output<string[] | undefined>;
  /** The name of the install's primary domain. */
  declare readonly primaryDomain: pulumi.Output<string | undefined>;
  /** Whether it is a WordPress multisite. */
  declare readonly isMultisite: pulumi.Output<boolean | undefined>;
  /** When the install was created: a date and time in UTC. */
  declare readonly createdAt: pulumi.Output<string | undefined>;

  constructor(name: string, args: InstallArgs, options: pulumi.CustomResourceOptions = {}) {
    const isRead = options.id !== undefined;
    const guarded = withProtection(args, options, !isRead && !isKnownToBeExpendable(args.environment));
    super("Install", name, outputs, guarded.args, guarded.options);
  }

  /** Reads an install that this program does not manage. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): Install {
    return new Install(name, {} as InstallArgs, { ...options, id });
  }
}

const isKnownToBeExpendable = (environment: pulumi.Input<Environment> | undefined): boolean =>
  environment === "staging" || environment === "development";

const outputs = [
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
];
