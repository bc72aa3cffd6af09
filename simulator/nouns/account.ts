import { notFound } from "../http/errors";
import { page } from "../http/pages";
import { accountAnswer } from "./shapes";
import { type Route } from "../http/route";
import { sees } from "../world/world";

export const accountRoutes: Route[] = [
  {
    method: "GET",
    path: "/accounts",
    listed: [400, 401, 429, 503],
    handle: (request) => {
      const accounts = [...request.world.estate.accounts.values()].filter(({ id }) => sees(request, id));
      return page(request, "/accounts", accounts, (account) => accountAnswer(request.world, account));
    },
  },
  {
    method: "GET",
    path: "/accounts/:accountId",
    listed: [401, 404, 429, 503],
    handle: (request) => {
      const account = request.world.estate.accounts.get(request.params.accountId ?? "");
      if (account === undefined || !sees(request, account.id)) throw notFound("Account");
      return { status: 200, body: accountAnswer(request.world, account) };
    },
  },
];
