import { z } from "zod";
import { type Account } from "../api";
import { argument, defineFunction, defineListFunction, id, output, type Shape, text } from "../define";
import { theOne } from "./one";

const account: Shape<Account> = {
  type: "Account",
  description: "A WP Engine account.",
  fields: {
    id: output(z.string(), "The account's id: the `accountId` of sites, installs and users.", { isAlwaysThere: true }),
    name: output(z.string(), "The account's name.", { isAlwaysThere: true }),
    nickname: output(z.string(), "The name that the User Portal shows, if the account has one."),
  },
  say: ({ id, name, nickname }) => ({ id, name: name ?? "", nickname }),
};

export const getAccounts = defineListFunction("getAccounts", "accounts", {
  description: ["The accounts that the credentials can see."],
  operations: "GET `/accounts`",
  example: ["const { accounts } = await getAccounts();"],
  arguments: {},
  result: account,
  run: (api) => api.accounts.list(),
});

export const getAccount = defineFunction("getAccount", {
  description: [
    "One account, by its name or by its id.",
    "Fails if the credentials see no such account; for a name, the error lists the accounts that they see. Fails if " +
      "several accounts have the name.",
  ],
  operations: "GET `/accounts` for a name, GET `/accounts/{account_id}` for an id",
  example: ['const { id: accountId } = await getAccount({ name: "acme" });'],
  arguments: {
    name: argument(text("a name").optional(), "The account's name. Give either this or the id."),
    id: argument(id("an account").optional(), "The account's id. Give either this or the name."),
  },
  result: account,
  run: (api, { id, name }) =>
    theOne(
      {
        of: "getAccount",
        noun: "account",
        key: "name",
        example: "acme",
        keyOf: (one) => one.name ?? "",
        idOf: (one) => one.id,
        byId: (known) => api.accounts.get(known),
        all: () => api.accounts.list(),
      },
      id,
      name,
    ),
});
