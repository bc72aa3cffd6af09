import { z } from "zod";
import { type Api, deleted, flag, id, path, references, rowsOf, sendUpdate, text, textOrList } from "./api";
import { entriesOf, type Listing, type Page } from "./http/pages";

const accountUserSchema = z.looseObject({
  user_id: id,
  account_id: text,
  first_name: text,
  last_name: text,
  email: text,
  phone: text,
  invite_accepted: flag,
  mfa_enabled: flag,
  /** Comma-separated, in any order, with or without spaces. */
  roles: textOrList,
  /** The API gives this for owners only. */
  last_owner: flag,
  /** The API gives this for partial users only. */
  installs: references,
});
export type AccountUser = z.infer<typeof accountUserSchema>;

export interface NewAccountUser {
  account_id: string;
  first_name: string;
  last_name: string;
  email: string;
  roles: string;
  install_ids?: string[];
}

export interface AccountUserChange {
  roles: string;
  install_ids?: string[];
}

const listed = z.looseObject({ results: rowsOf(accountUserSchema) });
const made = z.looseObject({ account_user: accountUserSchema });

/** The people who may use an account, and what they may do in it. */
export class AccountUsers {
  constructor(private readonly api: Api) {}

  /** GET /accounts/{account_id}/account_users. The API answers with the whole list, without pages. */
  async list(accountId: string): Promise<AccountUser[]> {
    return this.pages(accountId).whole();
  }

  /** The same list, as one page. */
  pages(accountId: string): Listing<AccountUser> {
    const request = { method: "GET", path: path`/accounts/${accountId}/account_users` } as const;
    const first = async (): Promise<Page<AccountUser>> => {
      const { results: rows } = await this.api.request(request, listed);
      return { offset: 0, rows, isLast: true };
    };
    const whole = async (known?: Page<AccountUser>): Promise<AccountUser[]> => entriesOf(known ?? (await first()));
    return { first, whole, putTogether: whole };
  }

  /** GET /accounts/{account_id}/account_users/{user_id} */
  get(accountId: string, userId: string): Promise<AccountUser> {
    const request = { method: "GET", path: path`/accounts/${accountId}/account_users/${userId}` } as const;
    return this.api.request(request, accountUserSchema);
  }

  /** POST /accounts/{account_id}/account_users. The API sends the person an invitation. */
  async create(user: NewAccountUser): Promise<AccountUser> {
    const request = {
      method: "POST",
      path: path`/accounts/${user.account_id}/account_users`,
      body: { user },
    } as const;
    return (await this.api.request(request, made)).account_user;
  }

  /** PATCH /accounts/{account_id}/account_users/{user_id} */
  async update(accountId: string, userId: string, change: AccountUserChange): Promise<AccountUser> {
    const request = {
      method: "PATCH",
      path: path`/accounts/${accountId}/account_users/${userId}`,
      body: change,
    } as const;
    return sendUpdate(this.api, request, accountUserSchema, { user_id: userId }, (answer) => answer.account_user);
  }

  /** DELETE /accounts/{account_id}/account_users/{user_id} */
  async delete(accountId: string, userId: string): Promise<void> {
    await this.api.request({ method: "DELETE", path: path`/accounts/${accountId}/account_users/${userId}` }, deleted);
  }
}
