import { z } from "zod";
import { invalid, notFound, Refusal, unavailable } from "../http/errors";
import { type AccountUserRecord } from "./records";
import { accountUserAnswer, briefAccountUser, ownersOf } from "./shapes";
import { bodyOf, type SimulatedRequest, type Route } from "../http/route";
import { sees } from "../world/world";

const roles = ["owner", "full", "full,billing", "partial", "partial,billing"];
const writtenRoles = z
  .string()
  .transform((written) => [...new Set(written.split(",").map((role) => role.trim()))].sort(billingLast).join(","))
  .refine((written) => roles.includes(written), { error: "is not a known role" });
const access = z.object({ roles: writtenRoles, install_ids: z.array(z.string()).optional() });
const newUser = z.object({
  user: access.extend({
    account_id: z.string(),
    first_name: z.string().min(1),
    last_name: z.string().min(1),
    email: z.string().regex(/^[^@\s]+@[^@\s]+$/),
  }),
});

const path = "/accounts/:accountId/account_users";
const message = "Your change was successful.";

export const accountUserRoutes: Route[] = [
  {
    method: "GET",
    path,
    listed: [400, 401, 429, 503],
    handle: (request) => {
      const results = request.world.estate
        .listOrder(usersOf(request))
        .map((user) => accountUserAnswer(request.world, user));
      return { status: 200, body: { results } };
    },
  },
  {
    method: "POST",
    path,
    listed: [400, 401, 403, 429, 503],
    handle: (request) => {
      const { user } = bodyOf(request, "AccountUser", newUser);
      const taken = usersOf(request).some(({ email }) => email.toLowerCase() === user.email.toLowerCase());
      if (taken) throw unavailable("AccountUser", "email", "Email is taken by a user of this account");
      const record = request.world.estate.addAccountUser({
        accountId: request.params.accountId ?? "",
        firstName: user.first_name,
        lastName: user.last_name,
        email: user.email,
        roles: user.roles,
        installIds: installIdsOf(request, user),
      });
      return { status: 201, body: { message, account_user: briefAccountUser(record) } };
    },
  },
  {
    method: "GET",
    path: `${path}/:userId`,
    listed: [401, 403, 404, 429, 503],
    handle: (request) => ({ status: 200, body: accountUserAnswer(request.world, userOf(request)) }),
  },
  {
    method: "PATCH",
    path: `${path}/:userId`,
    listed: [400, 401, 403, 404, 429, 500, 503],
    handle: (request) => {
      const user = userOf(request);
      const change = bodyOf(request, "AccountUser", access);
      if (change.roles !== "owner") refuseLastOwner(request, user);
      user.installIds = installIdsOf(request, change);
      user.roles = change.roles;
      return { status: 200, body: { message, account_user: briefAccountUser(user) } };
    },
  },
  {
    method: "DELETE",
    path: `${path}/:userId`,
    listed: [400, 401, 403, 404, 429, 503],
    handle: (request) => {
      const user = userOf(request);
      refuseLastOwner(request, user);
      request.world.estate.removeAccountUser(user);
      return { status: 204 };
    },
  },
];

function billingLast(one: string, other: string): number {
  return Number(one === "billing") - Number(other === "billing");
}

function usersOf(request: SimulatedRequest): AccountUserRecord[] {
  const { accountId = "" } = request.params;
  const { estate } = request.world;
  if (!estate.accounts.has(accountId) || !sees(request, accountId)) throw notFound("Account");
  return [...estate.accountUsers.values()].filter((user) => user.accountId === accountId);
}

function userOf(request: SimulatedRequest): AccountUserRecord {
  const user = usersOf(request).find(({ userId }) => userId === request.params.userId);
  if (user === undefined) throw notFound("Account user");
  return user;
}

/** Installs go with the partial roles, and only with them. */
function installIdsOf(
  request: SimulatedRequest,
  { roles: written, install_ids: ids }: z.infer<typeof access>,
): string[] {
  if (!written.includes("partial")) {
    if (ids !== undefined && ids.length > 0)
      throw invalid("AccountUser", "install_ids", "invalid", "Installs go with partial roles");
    return [];
  }
  if (ids === undefined || ids.length === 0)
    throw invalid("AccountUser", "install_ids", "blank", "Installs are needed");
  for (const id of ids) {
    if (request.world.estate.installs.get(id)?.accountId !== request.params.accountId) {
      throw invalid("AccountUser", "install_ids", "invalid", `There is no install ${id} in the account`);
    }
  }
  return ids;
}

function refuseLastOwner({ world }: SimulatedRequest, user: AccountUserRecord): void {
  if (user.roles !== "owner" || ownersOf(world.estate.accountUsers.values(), user.accountId) > 1) return;
  throw new Refusal(400, "The last owner of an account must stay");
}
