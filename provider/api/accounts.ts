import { z } from "zod";
import { type Api, path, text } from "./api";
import { PagedList, pageOf } from "./http/pages";

export const accountSchema = z.looseObject({ id: z.string(), name: z.string(), nickname: text });
export type Account = z.infer<typeof accountSchema>;

const accountsPage = pageOf(accountSchema);

/** The accounts that the credentials can see. */
export class Accounts {
  constructor(private readonly api: Api) {}

  /** GET /accounts */
  list(): Promise<Account[]> {
    return new PagedList(this.api, "/accounts", accountsPage, ({ id }) => id).whole();
  }

  /** GET /accounts/{account_id} */
  get(id: string): Promise<Account> {
    return this.api.request({ method: "GET", path: path`/accounts/${id}` }, accountSchema);
  }
}
