import { argument, defineFunction, defineListFunction, id, shapeOf, text } from "../define";
import { accountUser } from "../resources";
import { theOne } from "./one";

const result = shapeOf(accountUser);
const accountId = argument(id("an account"), "The id of the account.");

export const getAccountUsers = defineListFunction("getAccountUsers", "accountUsers", {
  description: ["The users of an account."],
  operations: "GET `/accounts/{account_id}/account_users`",
  example: ["const { accountUsers } = await getAccountUsers({ accountId });"],
  arguments: { accountId },
  result,
  run: (api, where) => api.accountUsers.list(where.accountId),
});

export const getAccountUser = defineFunction("getAccountUser", {
  description: [
    "One user of an account, by the e-mail address or by the id.",
    "Fails if the account has no such user.",
  ],
  operations:
    "GET `/accounts/{account_id}/account_users` for an address, GET `/accounts/{account_id}/account_users/{user_id}` for an id",
  example: ['const { roles } = await getAccountUser({ accountId, email: "jo@example.com" });'],
  arguments: {
    accountId,
    email: argument(text("an e-mail address").optional(), "The e-mail address. Give either this or the id."),
    id: argument(id("a user").optional(), "The user's id. Give either this or the address."),
  },
  result,
  run: (api, { accountId: within, id, email }) =>
    theOne(
      {
        of: "getAccountUser",
        noun: "user",
        key: "email",
        example: "jo@example.com",
        keyOf: (one) => (one.email ?? "").toLowerCase(),
        idOf: (one) => one.user_id,
        where: ` of account ${within}`,
        byId: (known) => api.accountUsers.get(within, known),
        all: () => api.accountUsers.list(within),
      },
      id,
      email?.trim().toLowerCase(),
    ),
});
