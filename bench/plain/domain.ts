import * as pulumi from "@pulumi/pulumi";
import { changed, type Page, send } from "./api";

interface DomainInputs {
  installId: string;
  name: string;
  primary?: boolean;
  redirectTo?: string;
}

interface DomainAnswer {
  id: string;
  name: string;
  primary: boolean;
  redirects_to?: { id: string }[];
}

const provider: pulumi.dynamic.ResourceProvider<DomainInputs, DomainInputs> = {
  async create(inputs) {
    const { installId, name, primary, redirectTo } = inputs;
    const wanted = { name, primary, redirect_to: redirectTo };
    const domain = await send<DomainAnswer>("POST", `/installs/${installId}/domains`, wanted);
    return { id: domain.id, outs: inputs };
  },
  async read(id, props) {
    if (props === undefined) throw new Error("A domain cannot be read without the id of its install");
    const { installId } = props;
    const domain = await send<DomainAnswer>("GET", `/installs/${installId}/domains/${id}`);
    const target = domain.redirects_to?.[0]?.id;
    return {
      id,
      props: {
        installId,
        name: domain.name,
        ...(domain.primary && { primary: true }),
        ...(target !== undefined && { redirectTo: target }),
      },
    };
  },
  async update(id, _olds, news) {
    const wanted = { primary: news.primary, redirect_to: news.redirectTo ?? "nil" };
    await send("PATCH", `/installs/${news.installId}/domains/${id}`, wanted);
    return { outs: news };
  },
  async delete(id, { installId, primary }) {
    if (primary) await handBackPrimary(installId);
    await send("DELETE", `/installs/${installId}/domains/${id}`);
  },
  async diff(_id, olds, news) {
    const replaces = changed(olds, news, ["installId", "name"]);
    const patched = changed(olds, news, ["primary", "redirectTo"]);
    return { changes: replaces.length > 0 || patched.length > 0, replaces, deleteBeforeReplace: true };
  },
};

/** The API does not delete a primary domain. So the install's own domain becomes primary first. */
async function handBackPrimary(installId: string): Promise<void> {
  const { results } = await send<Page<DomainAnswer>>("GET", `/installs/${installId}/domains?limit=100`);
  const own = results.find(({ name }) => name.endsWith(".wpengine.com"));
  if (own !== undefined) await send("PATCH", `/installs/${installId}/domains/${own.id}`, { primary: true });
}

export interface DomainArgs {
  installId: pulumi.Input<string>;
  name: pulumi.Input<string>;
  primary?: pulumi.Input<boolean>;
  redirectTo?: pulumi.Input<string>;
}

export class Domain extends pulumi.dynamic.Resource {
  constructor(name: string, args: DomainArgs, options?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args }, options);
  }
}
