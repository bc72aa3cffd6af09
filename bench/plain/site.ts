import * as pulumi from "@pulumi/pulumi";
import { changed, send } from "./api";

interface SiteInputs {
  accountId: string;
  name: string;
}

interface SiteAnswer {
  id: string;
  name: string;
  account: { id: string };
}

const provider: pulumi.dynamic.ResourceProvider<SiteInputs, SiteInputs> = {
  async create(inputs) {
    const site = await send<SiteAnswer>("POST", "/sites", { account_id: inputs.accountId, name: inputs.name });
    return { id: site.id, outs: inputs };
  },
  async read(id) {
    const site = await send<SiteAnswer>("GET", `/sites/${id}`);
    return { id, props: { accountId: site.account.id, name: site.name } };
  },
  async update(id, _olds, news) {
    await send("PATCH", `/sites/${id}`, { name: news.name });
    return { outs: news };
  },
  async delete(id) {
    await send("DELETE", `/sites/${id}`);
  },
  async diff(_id, olds, news) {
    const replaces = changed(olds, news, ["accountId"]);
    return { changes: replaces.length > 0 || changed(olds, news, ["name"]).length > 0, replaces };
  },
};

export interface SiteArgs {
  accountId: pulumi.Input<string>;
  name: pulumi.Input<string>;
}

export class Site extends pulumi.dynamic.Resource {
  constructor(name: string, args: SiteArgs, options?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args }, options);
  }
}
