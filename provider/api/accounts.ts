import { z } from "zod";
import { type Api, id, path, text } from "./api";
import { PagedList, pageOf } from "./http/pages";

const accountSchema = z.looseObject({ id, name: text, nickname: text });
export type Account = z.infer<typeof accountSchema>;

const accountsPage = pageOf(accountSchema);

/** The accounts that the credentials can see. */
export class Accounts {
  constructor(private readonly api: Api) {}

  /** GET /accounts */
  list(): Promise<Account[]> {
    return new PagedList(this.api, "/accounts", accountsPage, ({ id }) => id).putTogether();
  }

  /** GET /accounts/{account_id} */
  get(id: string): Promise<Account> {
    return this.api.request({ method: "GET", path: path`/accounts/${id}` }, accountSchema);
  }
}
