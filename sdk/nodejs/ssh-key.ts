import * as pulumi from "@pulumi/pulumi";
import { type AdoptArgs, isOfClass, type ResourceClass, tokenOf, WpEngineResource } from "./base/resource";

export interface SshKeyArgs extends AdoptArgs {
  /**
   * The text of a public key file, on one line: type, key and an optional comment. Another key replaces the resource;
   * another comment changes nothing. The provider refuses a private key and never sends it. Give either this or
   * `fingerprint`.
   */
  publicKey?: pulumi.Input<string | undefined>;
  /**
   * Instead of `publicKey`: the MD5 fingerprint (`a1:b2:…`, 16 bytes) of an existing key, to adopt that key. Another
   * key replaces the resource.
   */
  fingerprint?: pulumi.Input<string | undefined>;
}

/**
 * An SSH public key of the user to whom the API credentials belong. The key opens the SSH gateway and SFTP 5 to 10
 * minutes after its creation.
 *
 * A key belongs to a user, not to an account. The credentials of another user cannot see the key, so the provider then
 * fails.
 *
 * A creation fails if the user has this key already (see `adopt`).
 *
 * API: GET, POST and DELETE of `/ssh_keys`, and GET of `/user`.
 *
 * @example
 * new SshKey("deploy", { publicKey: readFileSync("deploy.pub", "utf8") });
 */
export class SshKey extends WpEngineResource {
  static readonly __pulumiType = tokenOf("SshKey");

  /** The public key as you declared it. The API never returns it. */
  declare readonly publicKey: pulumi.Output<string | undefined>;
  /** The MD5 fingerprint of the key, in hexadecimal with colons. */
  declare readonly fingerprint: pulumi.Output<string>;
  /** The key's comment. */
  declare readonly comment: pulumi.Output<string | undefined>;
  /** When the user added the key: a date and time in UTC. */
  declare readonly createdAt: pulumi.Output<string | undefined>;
  /** The id of the user who has the key. */
  declare readonly userId: pulumi.Output<string>;

  constructor(name: string, args: SshKeyArgs, options: pulumi.CustomResourceOptions = {}) {
    super(ofSshKey, name, args, options);
  }

  /** Whether this is an SSH key of this provider. */
  static override isInstance(one: unknown): one is SshKey {
    return isOfClass(one, SshKey);
  }

  /** Reads a key that this program does not manage. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): SshKey {
    return new SshKey(name, {}, { ...options, id });
  }
}

const ofSshKey: ResourceClass = {
  type: "SshKey",
  outputs: ["publicKey", "fingerprint", "comment", "createdAt", "userId"],
  repeated: { publicKey: ["comment"] },
};
