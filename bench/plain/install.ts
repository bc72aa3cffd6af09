import * as pulumi from "@pulumi/pulumi";
import { changed, pause, send } from "./api";

interface InstallInputs {
  accountId: string;
  siteId: string;
  name: string;
  environment: string;
}

interface InstallOutputs extends InstallInputs {
  status: string;
  cname: string;
}

interface InstallAnswer {
  id: string;
  name: string;
  account: { id: string };
  site: { id: string };
  environment: string;
  status: string;
  cname: string;
}

const outputsOf = (install: InstallAnswer): InstallOutputs => ({
  accountId: install.account.id,
  siteId: install.site.id,
  name: install.name,
  environment: install.environment,
  status: install.status,
  cname: install.cname,
});

async function untilActive(id: string): Promise<InstallAnswer> {
  for (;;) {
    const install = await send<InstallAnswer>("GET", `/installs/${id}`);
    if (install.status === "active") return install;
    await pause(Number(process.env.POLL_MILLISECONDS ?? 10_000));
  }
}

const provider: pulumi.dynamic.ResourceProvider<InstallInputs, InstallOutputs> = {
  async create({ accountId, siteId, name, environment }) {
    const wanted = { account_id: accountId, site_id: siteId, name, environment };
    const { id } = await send<InstallAnswer>("POST", "/installs", wanted);
    return { id, outs: outputsOf(await untilActive(id)) };
  },
  async read(id) {
    return { id, props: outputsOf(await send<InstallAnswer>("GET", `/installs/${id}`)) };
  },
  async update(id, olds, news) {
    await send("PATCH", `/installs/${id}`, { site_id: news.siteId, environment: news.environment });
    return { outs: { ...olds, ...news } };
  },
  async delete(id) {
    await send("DELETE", `/installs/${id}`);
  },
  async diff(_id, olds, news) {
    const replaces = changed(olds, news, ["accountId", "name"]);
    const patched = changed(olds, news, ["siteId", "environment"]);
    return { changes: replaces.length > 0 || patched.length > 0, replaces, deleteBeforeReplace: true };
  },
};

export interface InstallArgs {
  accountId: pulumi.Input<string>;
  siteId: pulumi.Input<string>;
  name: pulumi.Input<string>;
  environment: pulumi.Input<string>;
}

export class Install extends pulumi.dynamic.Resource {
  declare readonly status: pulumi.Output<string>;
  declare readonly cname: pulumi.Output<string>;

  constructor(name: string, args: InstallArgs, options?: pulumi.CustomResourceOptions) {
    super(provider, name, { status: undefined, cname: undefined, ...args }, options);
  }
}
