import { accountId, credentialsUserId, type Noun, verbsAt } from "./noun";

const list = "/accounts/:accountId/account_users";

export const accountUser: Noun = {
  type: "AccountUser",
  declare: () => ({ accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "full" }),
  change: { roles: "owner" },
  record: ({ estate }) => estate.accountUser("jo@acme.example"),
  makeOutside: ({ estate }, inputs) =>
    estate.addAccountUser(inputs as unknown as Parameters<typeof estate.addAccountUser>[0]).userId,
  ids: ({ estate }) =>
    [...estate.accountUsers.values()].map(({ userId }) => userId).filter((userId) => userId !== credentialsUserId),
  another: (_world, inputs) => ({ ...inputs, email: "bo@acme.example" }),
  whenUnknown: {
    accountId: "replaces",
    email: "replaces",
    firstName: "is updated",
    lastName: "is updated",
    roles: "is updated",
    installIds: "is updated",
  },
  errors: {
    called: "AccountUser jo@acme.example",
    routes: verbsAt(list, `${list}/:userId`),
    looks: { create: [400, 401, 429, 503], delete: [401, 403, 429, 503] },
  },
};
