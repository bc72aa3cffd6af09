import * as pulumi from "@pulumi/pulumi";
import { type AdoptArgs, WpEngineResource } from "./base/resource";

export interface DomainArgs extends AdoptArgs {
  /** The id of the install that the domain leads to. A change replaces the domain. */
  installId: pulumi.Input<string>;
  /**
   * The domain's name, such as `www.example.com` or `*.example.com`. Capitals, a trailing dot and letters outside ASCII
   * are brought into the API's form (`bücher.example` becomes `xn--bcher-kva.example`). A change replaces the domain.
   */
  name: pulumi.Input<string>;
  /**
   * Makes this the install's primary domain. Patched. Only `true` says anything: `false` and leaving it out both leave it to
   * others, and a primary domain is unset by making another one primary. Not for a wildcard, or a domain that redirects.
   */
  primary?: pulumi.Input<boolean>;
  /** The id of another domain of the same install to redirect to. Patched; leaving it out again removes the redirect. */
  redirectTo?: pulumi.Input<string>;
  /** Whether all requests are sent on to https. Patched. Leaving it out leaves it to others. */
  secureAllUrls?: pulumi.Input<boolean>;
}

/**
 * A domain of an install, or a redirect to one.
 *
 * Before a primary domain is deleted, the role goes back to the domain `<install>.wpengine.com` that every install has.
 *
 * API: GET, POST, PATCH and DELETE of `/installs/{install_id}/domains`. Fails if the install has a domain of that name (see
 * `adopt`).
 *
 * @example
 * const apex = new Domain("acme.com", { installId: production.id, name: "acme.com", primary: true });
 * new Domain("www.acme.com", { installId: production.id, name: "www.acme.com", redirectTo: apex.id });
 */
export class Domain extends WpEngineResource {
  /** The id of the install that the domain leads to. */
  declare readonly installId: pulumi.Output<string>;
  /** The id of the account that owns the install. */
  declare readonly accountId: pulumi.Output<string | undefined>;
  /** The domain's name: small letters, punycode, no trailing dot. */
  declare readonly name: pulumi.Output<string>;
  /** Whether it is the install's primary domain. */
  declare readonly primary: pulumi.Output<boolean | undefined>;
  /** The id of the domain that it redirects to. */
  declare readonly redirectTo: pulumi.Output<string | undefined>;
  /** Whether all requests are sent on to https. */
  declare readonly secureAllUrls: pulumi.Output<boolean | undefined>;
  /** Whether the same name stands on another install too. */
  declare readonly duplicate: pulumi.Output<boolean | undefined>;
  /** The network that serves it: `AN` (Advanced Network), `GES` (Global Edge Security) or `LEGACY`. */
  declare readonly networkType: pulumi.Output<string | undefined>;
  /** The host name to point a CNAME record of this domain at. */
  declare readonly cname: pulumi.Output<string | undefined>;
  /** The IP addresses to point an A record of this domain at. */
  declare readonly aRecords: pulumi.Output<string[] | undefined>;
  /** `TXT_VERIFIED`, or `TXT_VERIFICATION_PENDING` until the TXT record below was found. */
  declare readonly ownershipStatus: pulumi.Output<string | undefined>;
  /** The name of the TXT record that proves the domain's ownership. */
  declare readonly txtVerificationKey: pulumi.Output<string | undefined>;
  /** The value of the TXT record that proves the domain's ownership. */
  declare readonly txtVerificationValue: pulumi.Output<string | undefined>;
  /** The domain for which the TXT record was verified. */
  declare readonly txtVerifiedDomain: pulumi.Output<string | undefined>;
  /** When the TXT record was verified: a date and time in UTC. */
  declare readonly txtVerifiedTime: pulumi.Output<string | undefined>;

  constructor(name: string, args: DomainArgs, options: pulumi.CustomResourceOptions = {}) {
    super("Domain", name, outputs, args, options);
  }

  /** Reads a domain that this program does not manage, on the install that has it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<DomainArgs, "installId">,
    options?: pulumi.CustomResourceOptions,
  ): Domain {
    return new Domain(name, where as DomainArgs, { ...options, id });
  }
}

const outputs = [
  "installId",
  "accountId",
  "name",
  "primary",
  "redirectTo",
  "secureAllUrls",
  "duplicate",
  "networkType",
  "cname",
  "aRecords",
  "ownershipStatus",
  "txtVerificationKey",
  "txtVerificationValue",
  "txtVerifiedDomain",
  "txtVerifiedTime",
];
