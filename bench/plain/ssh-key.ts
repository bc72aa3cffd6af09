import * as pulumi from "@pulumi/pulumi";
import { changed, type Page, send } from "./api";

interface SshKeyInputs {
  publicKey: string;
}

interface SshKeyOutputs extends SshKeyInputs {
  fingerprint: string;
}

interface SshKeyAnswer {
  uuid: string;
  fingerprint: string;
}

/** The API has no request for one key. */
async function find(id: string): Promise<SshKeyAnswer | undefined> {
  for (let offset = 0; ; offset += 100) {
    const page = await send<Page<SshKeyAnswer>>("GET", `/ssh_keys?limit=100&offset=${offset}`);
    const found = page.results.find(({ uuid }) => uuid === id);
    if (found !== undefined || page.next === null) return found;
  }
}

const provider: pulumi.dynamic.ResourceProvider<SshKeyInputs, SshKeyOutputs> = {
  async create({ publicKey }) {
    const key = await send<SshKeyAnswer>("POST", "/ssh_keys", { public_key: publicKey });
    return { id: key.uuid, outs: { publicKey, fingerprint: key.fingerprint } };
  },
  async read(id, props) {
    const key = await find(id);
    return key === undefined ? {} : { id, props };
  },
  async delete(id) {
    await send("DELETE", `/ssh_keys/${id}`);
  },
  async diff(_id, olds, news) {
    const replaces = changed(olds, news, ["publicKey"]);
    return { changes: replaces.length > 0, replaces };
  },
};

export interface SshKeyArgs {
  publicKey: pulumi.Input<string>;
}

export class SshKey extends pulumi.dynamic.Resource {
  declare readonly fingerprint: pulumi.Output<string>;

  constructor(name: string, args: SshKeyArgs, options?: pulumi.CustomResourceOptions) {
    super(provider, name, { fingerprint: undefined, ...args }, options);
  }
}
