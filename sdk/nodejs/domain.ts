import * as pulumi from "@pulumi/pulumi";
import { claimPrimary, idOf, installInputs } from "./base/references";
import { type AdoptArgs, isOfClass, type ResourceClass, tokenOf, WpEngineResource } from "./base/resource";
import { type Install } from "./install";

export interface DomainArgs extends AdoptArgs {
  /**
   * The install that the domain leads to. Give either this or `installId`. A change to another install replaces the
   * domain.
   *
   * If you give the install itself, the domain is as safe as the install: a run that neither keeps the install nor may
   * delete it (`deletionProtection`) does not delete the domain either. So no protected install loses its domains.
   */
  install?: Install | undefined;
  /**
   * The id of the install that the domain leads to, for an install of another program. Give either this or `install`. A
   * change replaces the domain.
   */
  installId?: pulumi.Input<string | undefined>;
  /**
   * The domain's name, such as `www.example.com` or `*.example.com`; at most 253 characters. The provider brings
   * capitals, a trailing dot and letters outside ASCII into the API's form (`bücher.example` becomes
   * `xn--bcher-kva.example`). A change replaces the domain.
   */
  name: pulumi.Input<string>;
  /**
   * `true` makes this the install's primary domain. `false` means the same as no value: the provider leaves the role
   * alone. To take the role from a domain, make another domain primary. A wildcard or a domain that redirects cannot be
   * primary. A change updates the domain.
   */
  primary?: pulumi.Input<boolean | undefined>;
  /**
   * Another domain of the same install to redirect to, or its id. A change updates the domain. To remove the redirect,
   * remove this input.
   */
  redirectTo?: Domain | pulumi.Input<string | undefined>;
  /**
   * Whether the domain sends every request on to https. A change updates the domain. Without a value, the provider
   * leaves the setting alone.
   */
  secureAllUrls?: pulumi.Input<boolean | undefined>;
}

/** An install of this program, or the id of an install of another program. */
export type InstallReference =
  { install?: undefined; installId: pulumi.Input<string> } | { install: Install; installId?: undefined };

/**
 * A domain of an install, or a redirect to another domain of it.
 *
 * A creation waits until the install is active, and fails if the install has a domain of that name already (see
 * `adopt`).
 *
 * Before the provider deletes a primary domain, it gives the role back to the install's own domain (its `cname`, such
 * as `acme.wpengine.com`). The provider never deletes that own domain, nor a domain to which a domain outside of the
 * stack still redirects.
 *
 * API: GET, POST, PATCH and DELETE of `/installs/{install_id}/domains`, and POST of
 * `/installs/{install_id}/domains/bulk` for up to 20 new domains in one request.
 *
 * @example
 * const apex = new Domain("acme.com", { install: production, name: "acme.com", primary: true });
 * new Domain("www.acme.com", { install: production, name: "www.acme.com", redirectTo: apex });
 */
export class Domain extends WpEngineResource {
  static readonly __pulumiType = tokenOf("Domain");

  /** The id of the install that the domain leads to. */
  declare readonly installId: pulumi.Output<string>;
  /** The id of the account that owns the install. */
  declare readonly accountId: pulumi.Output<string | undefined>;
  /** The domain's name: lowercase letters, punycode, no trailing dot. */
  declare readonly name: pulumi.Output<string>;
  /** Whether this is the install's primary domain. */
  declare readonly primary: pulumi.Output<boolean | undefined>;
  /** The id of the domain to which this domain redirects. */
  declare readonly redirectTo: pulumi.Output<string | undefined>;
  /** Whether the domain sends every request on to https. */
  declare readonly secureAllUrls: pulumi.Output<boolean | undefined>;
  /** Whether another install has the same domain name too. */
  declare readonly duplicate: pulumi.Output<boolean | undefined>;
  /** The network that serves the domain: `AN` (Advanced Network), `GES` (Global Edge Security) or `LEGACY`. */
  declare readonly networkType: pulumi.Output<string | undefined>;
  /** The host name to point a CNAME record of this domain at. */
  declare readonly cname: pulumi.Output<string | undefined>;
  /** The IP addresses to point an A record of this domain at. */
  declare readonly aRecords: pulumi.Output<string[] | undefined>;
  /** `TXT_VERIFIED`, or `TXT_VERIFICATION_PENDING` until WP Engine finds the TXT record below. */
  declare readonly ownershipStatus: pulumi.Output<string | undefined>;
  /** The name of the TXT record that proves the domain's ownership. */
  declare readonly txtVerificationKey: pulumi.Output<string | undefined>;
  /** The value of the TXT record that proves the domain's ownership. */
  declare readonly txtVerificationValue: pulumi.Output<string | undefined>;
  /** The domain for which WP Engine verified the TXT record. */
  declare readonly txtVerifiedDomain: pulumi.Output<string | undefined>;
  /** When WP Engine verified the TXT record: a date and time in UTC. */
  declare readonly txtVerifiedTime: pulumi.Output<string | undefined>;

  constructor(name: string, args: DomainArgs & InstallReference, options: pulumi.CustomResourceOptions = {}) {
    super(ofDomain, name, inputsOf(name, args), options);
  }

  /** Whether this is a domain of this provider. */
  static override isInstance(one: unknown): one is Domain {
    return isOfClass(one, Domain);
  }

  /** Reads a domain that this program does not manage. `where` gives the install of the domain. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: InstallReference,
    options?: pulumi.CustomResourceOptions,
  ): Domain {
    return new Domain(name, where as DomainArgs & InstallReference, { ...options, id });
  }
}

function inputsOf(name: string, { install, installId, redirectTo, ...args }: Partial<DomainArgs> = {}): object {
  const subject = `Domain ${name}`;
  if (args.primary === true) claimPrimary(subject, name, install);
  return { ...args, ...installInputs(subject, install, installId, args.connection), redirectTo: idOf(redirectTo) };
}

const ofDomain: ResourceClass = {
  type: "Domain",
  outputs: [
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
  ],
  repeated: { name: ["txtVerificationKey", "txtVerifiedDomain"] },
};
