import * as pulumi from "@pulumi/pulumi";
import {
  type AccountUserArgs,
  declareEstate,
  type DomainArgs,
  type InstallArgs,
  type SiteArgs,
  type SshKeyArgs,
} from "../declare";

/*
 * No provider can be faster than this one. It has the same types, inputs and `__provider` as ours, without our classes,
 * and its handlers do nothing. The project's own node_modules holds the handlers under the package's name.
 */

const providerOf = (type: string): string =>
  `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-wpengine/dynamic").handler("${type}")`;

/** Declares a resource that has inputs and no outputs. */
const resourceOf = (type: string) =>
  class<Args extends object> extends pulumi.CustomResource {
    constructor(name: string, args: Args, options?: pulumi.CustomResourceOptions) {
      super(`pulumi-nodejs:dynamic/wpengine:${type}`, name, { ...args, __provider: providerOf(type) }, options);
    }
  };

class Install extends resourceOf("Install")<InstallArgs & { deletionProtection?: boolean }> {
  constructor(name: string, args: InstallArgs, options: pulumi.CustomResourceOptions = {}) {
    super(name, { ...args, deletionProtection: options.protect }, options);
  }
}

declareEstate({
  Site: resourceOf("Site")<SiteArgs>,
  Install,
  Domain: resourceOf("Domain")<DomainArgs>,
  SshKey: resourceOf("SshKey")<SshKeyArgs>,
  AccountUser: resourceOf("AccountUser")<AccountUserArgs>,
});
