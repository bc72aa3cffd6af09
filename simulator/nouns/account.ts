import { notFound } from "../http/errors";
import { page } from "../http/pages";
import { accountAnswer } from "./shapes";
import { type Route, sees } from "../world/world";

export const accountRoutes: Route[] = [
  {
    method: "GET",
    path: "/accounts",
    listed: [400, 401, 429, 503],
    handle: (call) => {
      const accounts = [...call.world.estate.accounts.values()].filter(({ id }) => sees(call, id));
      return page(call, "/accounts", accounts, (account) => accountAnswer(call.world, account));
    },
  },
  {
    method: "GET",
    path: "/accounts/:accountId",
    listed: [401, 404, 429, 503],
    handle: (call) => {
      const account = call.world.estate.accounts.get(call.params.accountId ?? "");
      if (account === undefined || !sees(call, account.id)) throw notFound("Account");
      return { status: 200, body: accountAnswer(call.world, account) };
    },
  },
];
