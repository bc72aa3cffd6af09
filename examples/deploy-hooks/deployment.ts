import { execSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";

interface Deployed {
  command: string;
  version: string;
}

function deploy({ command, version }: Deployed): void {
  execSync(command, { stdio: "inherit", env: { ...process.env, VERSION: version } });
}

const provider: pulumi.dynamic.ResourceProvider<Deployed, Deployed> = {
  async create(inputs) {
    deploy(inputs);
    return { id: "deployment", outs: inputs };
  },
  // A change of the command alone deploys nothing.
  async update(_id, old, inputs) {
    if (inputs.version !== old.version) deploy(inputs);
    return { outs: inputs };
  },
};

/** Runs a command whenever the version changes. The command finds the version in `VERSION`. */
export class Deployment extends pulumi.dynamic.Resource {
  constructor(
    name: string,
    args: { command: pulumi.Input<string>; version: pulumi.Input<string> },
    options?: pulumi.CustomResourceOptions,
  ) {
    super(provider, name, args, options);
  }
}
