import { z } from "zod";
import { invalid, notFound, Refusal, unavailable } from "../http/errors";
import { type AccountUserRecord } from "./records";
import { accountUserAnswer, briefAccountUser, ownersOf } from "./shapes";
import { bodyOf, type Call, type Route, sees } from "../world/world";

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
    handle: (call) => {
      const results = call.world.estate.listOrder(usersOf(call)).map((user) => accountUserAnswer(call.world, user));
      return { status: 200, body: { results } };
    },
  },
  {
    method: "POST",
    path,
    listed: [400, 401, 403, 429, 503],
    handle: (call) => {
      const { user } = bodyOf(call, "AccountUser", newUser);
      const taken = usersOf(call).some(({ email }) => email.toLowerCase() === user.email.toLowerCase());
      if (taken) throw unavailable("AccountUser", "email", "Email is taken by a user of this account");
      const record = call.world.estate.addAccountUser({
        accountId: call.params.accountId ?? "",
        firstName: user.first_name,
        lastName: user.last_name,
        email: user.email,
        roles: user.roles,
        installIds: installIdsOf(call, user),
      });
      return { status: 201, body: { message, account_user: briefAccountUser(record) } };
    },
  },
  {
    method: "GET",
    path: `${path}/:userId`,
    listed: [401, 403, 404, 429, 503],
    handle: (call) => ({ status: 200, body: accountUserAnswer(call.world, userOf(call)) }),
  },
  {
    method: "PATCH",
    path: `${path}/:userId`,
    listed: [400, 401, 403, 404, 429, 500, 503],
    handle: (call) => {
      const user = userOf(call);
      const change = bodyOf(call, "AccountUser", access);
      if (change.roles !== "owner") refuseLastOwner(call, user);
      user.installIds = installIdsOf(call, change);
      user.roles = change.roles;
      return { status: 200, body: { message, account_user: briefAccountUser(user) } };
    },
  },
  {
    method: "DELETE",
    path: `${path}/:userId`,
    listed: [400, 401, 403, 404, 429, 503],
    handle: (call) => {
      const user = userOf(call);
      refuseLastOwner(call, user);
      call.world.estate.removeAccountUser(user);
      return { status: 204 };
    },
  },
];

function billingLast(one: string, other: string): number {
  return Number(one === "billing") - Number(other === "billing");
}

function usersOf(call: Call): AccountUserRecord[] {
  const { accountId = "" } = call.params;
  const { estate } = call.world;
  if (!estate.accounts.has(accountId) || !sees(call, accountId)) throw notFound("Account");
  return [...estate.accountUsers.values()].filter((user) => user.accountId === accountId);
}

function userOf(call: Call): AccountUserRecord {
  const user = usersOf(call).find(({ userId }) => userId === call.params.userId);
  if (user === undefined) throw notFound("Account user");
  return user;
}

/** Installs go with the partial roles, and only with them. */
function installIdsOf(call: Call, { roles: written, install_ids: ids }: z.infer<typeof access>): string[] {
  if (!written.includes("partial")) {
    if (ids !== undefined && ids.length > 0)
      throw invalid("AccountUser", "install_ids", "invalid", "Installs go with partial roles");
    return [];
  }
  if (ids === undefined || ids.length === 0)
    throw invalid("AccountUser", "install_ids", "blank", "Installs are needed");
  for (const id of ids) {
    if (call.world.estate.installs.get(id)?.accountId !== call.params.accountId) {
      throw invalid("AccountUser", "install_ids", "invalid", `There is no install ${id} in the account`);
    }
  }
  return ids;
}

function refuseLastOwner({ world }: Call, user: AccountUserRecord): void {
  if (user.roles !== "owner" || ownersOf(world.estate.accountUsers.values(), user.accountId) > 1) return;
  throw new Refusal(400, "The last owner of an account must stay");
}
