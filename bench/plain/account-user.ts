import * as pulumi from "@pulumi/pulumi";
import { changed, send } from "./api";

interface AccountUserInputs {
  accountId: string;
  email: string;
  firstName: string;
  lastName: string;
  roles: string;
  installIds?: string[];
}

interface AccountUserAnswer {
  user_id: string;
  email: string;
  first_name: string;
  last_name: string;
  roles: string;
  installs?: { id: string }[];
}

/** The API answers roles in an order of its own. */
const sorted = (roles: string): string => roles.split(/, */).sort().reverse().join(",");

const provider: pulumi.dynamic.ResourceProvider<AccountUserInputs, AccountUserInputs> = {
  async create(inputs) {
    const { accountId, email, firstName, lastName, roles, installIds } = inputs;
    const names = { first_name: firstName, last_name: lastName };
    const user = { account_id: accountId, email, ...names, roles, install_ids: installIds };
    const answer = await send<{ account_user: AccountUserAnswer }>("POST", `/accounts/${accountId}/account_users`, {
      user,
    });
    return { id: answer.account_user.user_id, outs: inputs };
  },
  async read(id, props) {
    if (props === undefined) throw new Error("A user cannot be read without the id of the account");
    const { accountId } = props;
    const user = await send<AccountUserAnswer>("GET", `/accounts/${accountId}/account_users/${id}`);
    return {
      id,
      props: {
        accountId,
        email: user.email,
        firstName: user.first_name,
        lastName: user.last_name,
        roles: sorted(user.roles),
        ...(user.installs && { installIds: user.installs.map((install) => install.id) }),
      },
    };
  },
  async update(id, _olds, news) {
    const wanted = { roles: news.roles, install_ids: news.installIds };
    await send("PATCH", `/accounts/${news.accountId}/account_users/${id}`, wanted);
    return { outs: news };
  },
  async delete(id, { accountId }) {
    await send("DELETE", `/accounts/${accountId}/account_users/${id}`);
  },
  async diff(_id, olds, news) {
    const replaces = changed(olds, news, ["accountId", "email", "firstName", "lastName"]);
    const patched = changed(olds, news, ["roles", "installIds"]);
    return { changes: replaces.length > 0 || patched.length > 0, replaces };
  },
};

export interface AccountUserArgs {
  accountId: pulumi.Input<string>;
  email: pulumi.Input<string>;
  firstName: pulumi.Input<string>;
  lastName: pulumi.Input<string>;
  roles: pulumi.Input<string>;
  installIds?: pulumi.Input<pulumi.Input<string>[]>;
}

export class AccountUser extends pulumi.dynamic.Resource {
  constructor(name: string, args: AccountUserArgs, options?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args }, options);
  }
}
