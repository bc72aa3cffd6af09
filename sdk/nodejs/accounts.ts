import * as pulumi from "@pulumi/pulumi";

/** A WP Engine account. */
export interface Account {
  /** The account's id, which sites, installs and users are declared with. */
  id: string;
  /** The account's name, unique across WP Engine. */
  name: string;
  /** The name that the account was given for display. */
  nickname?: string;
}

export interface GetAccountsResult {
  accounts: Account[];
}

export interface GetAccountArgs {
  /** The account's name. Give either this or the id. */
  name?: string;
  /** The account's id. Give either this or the name. */
  id?: string;
}

export interface GetAccountOutputArgs {
  /** The account's name. Give either this or the id. */
  name?: pulumi.Input<string>;
  /** The account's id. Give either this or the name. */
  id?: pulumi.Input<string>;
}

/**
 * The accounts that the credentials can see. API: GET `/accounts`.
 *
 * @example
 * const { accounts } = await getAccounts();
 */
export async function getAccounts(): Promise<GetAccountsResult> {
  const { api } = await connect();
  return { accounts: (await api.accounts.list()).map(accountOf) };
}

/** {@link getAccounts} as an output. */
export function getAccountsOutput(): pulumi.Output<GetAccountsResult> {
  return pulumi.output(getAccounts());
}

/**
 * One account, by its name or its id. Fails if there is none, and says which there are. API: GET `/accounts`.
 *
 * @example
 * const accountId = getAccountOutput({ name: "acme" }).id;
 */
export async function getAccount(args: GetAccountArgs): Promise<Account> {
  const { api, findAccount } = await connect();
  return accountOf(await findAccount(api, args));
}

/** {@link getAccount} as an output, for arguments that are outputs themselves. */
export function getAccountOutput(args: GetAccountOutputArgs): pulumi.Output<Account> {
  return pulumi.output(args).apply((known) => getAccount(known));
}

/** Loads the API client only when a function is called: most programs declare resources alone. */
async function connect() {
  const { apiFor, findAccount } = await import("../../provider/functions/index.js");
  const config = new pulumi.Config("wpengine");
  return { api: apiFor((key) => config.get(key.replace(/^wpengine:/, ""))), findAccount };
}

const accountOf = ({ id, name, nickname }: { id: string; name: string; nickname?: string | null }): Account => ({
  id,
  name,
  nickname: nickname ?? undefined,
});
