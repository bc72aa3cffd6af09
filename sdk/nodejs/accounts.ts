import * as pulumi from "@pulumi/pulumi";
import { type ConnectionOptions, invoke } from "./base/functions";

/** A WP Engine account. */
export interface Account {
  /** The account's id: the `accountId` of sites, installs and users. */
  id: string;
  /** The account's name. */
  name: string;
  /** The name that the User Portal shows, if the account has one. */
  nickname?: string;
}

export interface GetAccountsResult {
  accounts: Account[];
}

export interface GetAccountArgs {
  /** The account's name. Give either this or the id. */
  name?: string | undefined;
  /** The account's id. Give either this or the name. */
  id?: string | undefined;
}

export interface GetAccountOutputArgs {
  /** The account's name. Give either this or the id. */
  name?: pulumi.Input<string | undefined>;
  /** The account's id. Give either this or the name. */
  id?: pulumi.Input<string | undefined>;
}

/**
 * The accounts that the credentials can see: those of `options.connection`, or of the default connection.
 *
 * API: GET `/accounts`.
 *
 * @example
 * const { accounts } = await getAccounts();
 */
export async function getAccounts(options: ConnectionOptions = {}): Promise<GetAccountsResult> {
  return invoke("getAccounts", options, async ({ api }) => ({ accounts: (await api.accounts.list()).map(accountOf) }));
}

/** {@link getAccounts} as an output. */
export function getAccountsOutput(options?: ConnectionOptions): pulumi.Output<GetAccountsResult> {
  return pulumi.output(getAccounts(options));
}

/**
 * One account, by its name or by its id.
 *
 * Fails if the credentials see no such account; for a name, the error lists the accounts that they see. Fails if
 * several accounts have the name.
 *
 * API: GET `/accounts` for a name, GET `/accounts/{account_id}` for an id.
 *
 * @example
 * const accountId = getAccountOutput({ name: "acme" }).id;
 */
export async function getAccount(args: GetAccountArgs, options: ConnectionOptions = {}): Promise<Account> {
  return invoke("getAccount", options, async ({ api, findAccount }) => accountOf(await findAccount(api, args)));
}

/** {@link getAccount} as an output, for arguments that are outputs themselves. */
export function getAccountOutput(args: GetAccountOutputArgs, options?: ConnectionOptions): pulumi.Output<Account> {
  return pulumi.output(args).apply((known) => getAccount(known, options));
}

interface AccountSaid {
  id: string;
  name?: string | null;
  nickname?: string | null;
}

const accountOf = ({ id, name, nickname }: AccountSaid): Account => ({
  id,
  name: name ?? "",
  nickname: nickname ?? undefined,
});
