import * as pulumi from "@pulumi/pulumi";
import { type AdoptArgs, WpEngineResource } from "./base/resource";

export interface SshKeyArgs extends AdoptArgs {
  /**
   * The text of a public key file, on one line: type, key and an optional comment. Another key replaces this one; another
   * comment is no change. A private key given by mistake is refused and never sent.
   */
  publicKey?: pulumi.Input<string>;
  /** Instead of `publicKey`: the MD5 fingerprint (`a1:b2:…`) of a key that exists already, to take it over. */
  fingerprint?: pulumi.Input<string>;
}

/**
 * An SSH public key of the user whose API credentials are used; it opens the SSH gateway and SFTP 5 to 10 minutes later.
 *
 * Keys belong to a user, not to an account: with the credentials of another user the key cannot be seen, which is an error.
 *
 * API: GET, POST and DELETE of `/ssh_keys`. Fails if the user has this key already (see `adopt`).
 *
 * @example
 * new SshKey("deploy", { publicKey: readFileSync("deploy.pub", "utf8") });
 */
export class SshKey extends WpEngineResource {
  /** The public key as declared; the API never answers with it. */
  declare readonly publicKey: pulumi.Output<string | undefined>;
  /** The MD5 of the key, in hexadecimal with colons. */
  declare readonly fingerprint: pulumi.Output<string>;
  /** The key's comment. */
  declare readonly comment: pulumi.Output<string | undefined>;
  /** When the key was added: a date and time in UTC. */
  declare readonly createdAt: pulumi.Output<string | undefined>;
  /** The id of the user who has the key. */
  declare readonly userId: pulumi.Output<string>;

  constructor(name: string, args: SshKeyArgs, options: pulumi.CustomResourceOptions = {}) {
    super("SshKey", name, outputs, args, options);
  }

  /** Reads a key that this program does not manage. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): SshKey {
    return new SshKey(name, {}, { ...options, id });
  }
}

const outputs = ["publicKey", "fingerprint", "comment", "createdAt", "userId"];
