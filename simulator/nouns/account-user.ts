import { z } from "zod";
import { invalid, notFound, Refusal, unavailable } from "../http/errors";
import { ordered } from "../http/pages";
import { type Answer, bodyOf, type Noun, type SimulatedRequest } from "../http/route";
import { Collection } from "../world/collection";
import { rewritten } from "../world/names";
import { type World } from "../world/world";
import { visibleAccount } from "./account";
import { Installs } from "./install";
import { People } from "./person";

export interface AccountUserRecord {
  userId: string;
  accountId: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  /** As a request writes them: `partial,billing`. */
  roles: string;
  installIds: string[];
  inviteAccepted: boolean;
  mfaEnabled: boolean;
}

type Key = Pick<AccountUserRecord, "accountId" | "userId">;

export class AccountUsers extends Collection<AccountUserRecord> {
  constructor(world: World) {
    super(world);
    world.of(Installs).beforeRemoving((removed) => {
      for (const user of this.values()) user.installIds = user.installIds.filter((id) => id !== removed);
    });
  }

  /**
   * Adds a user to an account. A person has one id and their own names in all accounts: a known address stands for that
   * person, whatever names the request gives, unless `userId` says who it is.
   */
  add(
    user: Pick<AccountUserRecord, "accountId" | "firstName" | "lastName" | "email" | "roles"> &
      Partial<AccountUserRecord>,
  ): AccountUserRecord {
    const record = {
      userId: this.world.newId(),
      phone: null,
      installIds: [],
      inviteAccepted: false,
      mfaEnabled: false,
      ...user,
      ...(user.userId === undefined && this.#personWith(user.email)),
    };
    return this.insert(AccountUsers.key(record), record);
  }

  /** What an account shows of the person who has this address already. */
  #personWith(email: string): Partial<AccountUserRecord> {
    const [elsewhere] = this.of(email);
    if (elsewhere !== undefined) {
      const { userId, firstName, lastName, email: address, phone, inviteAccepted, mfaEnabled } = elsewhere;
      return { userId, firstName, lastName, email: address, phone, inviteAccepted, mfaEnabled };
    }
    const known = this.world.of(People).withEmail(email);
    return known === undefined
      ? {}
      : { userId: known.id, firstName: known.firstName, lastName: known.lastName, email: known.email };
  }

  /** One person in every account, by their address. */
  of(email: string): AccountUserRecord[] {
    const wanted = email.toLowerCase();
    return this.all().filter((user) => user.email.toLowerCase() === wanted);
  }

  onAccount(accountId: string): AccountUserRecord[] {
    return this.all().filter((user) => user.accountId === accountId);
  }

  /** How many owners an account has. */
  owners(accountId: string): number {
    return this.onAccount(accountId).filter(({ roles }) => roles === "owner").length;
  }

  /** A person has one id on all accounts. So the id is unique within one account only. */
  static key({ accountId, userId }: Key): string {
    return `${accountId} ${userId}`;
  }
}

const knownRoles = ["owner", "full", "full,billing", "partial", "partial,billing"];
const roles = z
  .string()
  .transform((written) => [...new Set(written.split(",").map((role) => role.trim()))].sort(billingLast).join(","))
  .refine((written) => knownRoles.includes(written), { error: "is not a known role" });
const access = z.object({ roles, install_ids: z.array(z.string()).optional() });
const newUser = z.object({
  user: access.extend({
    account_id: z.string(),
    first_name: z.string().min(1),
    last_name: z.string().min(1),
    email: z.string().regex(/^[^@\s]+@[^@\s]+$/),
  }),
});

const path = "/accounts/:accountId/account_users";
const short = ["user_id", "account_id", "first_name", "last_name", "email", "roles"];
const message = "Your change was successful.";

export const accountUserNoun: Noun = {
  records: AccountUsers,
  routes: [
    {
      method: "GET",
      path,
      listed: [400, 401, 429, 503],
      short: [...short, "phone", "invite_accepted", "mfa_enabled"],
      handle: (request) => {
        const { world } = request;
        const results = ordered(request, usersOf(request)).map((user) => accountUserAnswer(world, user));
        return { status: 200, body: { results } };
      },
    },
    {
      method: "POST",
      path,
      listed: [400, 401, 403, 429, 503],
      handle: (request) => {
        const { user } = bodyOf(request, "AccountUser", newUser);
        if (user.account_id !== request.params.accountId)
          throw invalid("AccountUser", "account_id", "invalid", "The body names another account than the path");
        const taken = usersOf(request).some(({ email }) => email.toLowerCase() === user.email.toLowerCase());
        if (taken) throw unavailable("AccountUser", "email", "Email is taken by a user of this account");
        const { names } = request.world.behaviours.settings;
        const record = request.world.of(AccountUsers).add({
          accountId: user.account_id,
          firstName: rewritten(user.first_name, names),
          lastName: rewritten(user.last_name, names),
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
      short,
      handle: (request) => ({ status: 200, body: accountUserAnswer(request.world, userOf(request)) }),
    },
    {
      method: "PATCH",
      path: `${path}/:userId`,
      listed: [400, 401, 403, 404, 429, 500, 503],
      handle: (request) => {
        const user = userOf(request);
        const change = bodyOf(request, "AccountUser", access);
        if (change.roles !== "owner") refuseLastOwner(request.world, user);
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
        refuseLastOwner(request.world, user);
        request.world.of(AccountUsers).remove(AccountUsers.key(user));
        return { status: 204 };
      },
    },
  ],
};

function billingLast(one: string, other: string): number {
  return Number(one === "billing") - Number(other === "billing");
}

const usersOf = (request: SimulatedRequest): AccountUserRecord[] =>
  request.world.of(AccountUsers).onAccount(visibleAccount(request).id);

function userOf(request: SimulatedRequest): AccountUserRecord {
  const user = usersOf(request).find(({ userId }) => userId === request.params.userId);
  if (user === undefined) throw notFound("Account user");
  return user;
}

/** A partial role needs installs. No other role takes any. */
function installIdsOf(
  { world, params }: SimulatedRequest,
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
    if (world.of(Installs).get(id)?.accountId !== params.accountId)
      throw invalid("AccountUser", "install_ids", "invalid", `There is no install ${id} in the account`);
  }
  return ids;
}

function refuseLastOwner(world: World, { roles: held, accountId }: AccountUserRecord): void {
  if (held !== "owner" || world.of(AccountUsers).owners(accountId) > 1) return;
  throw new Refusal(400, "The last owner of an account must stay");
}

/** The API answers a creation and a change with fewer fields than a GET. */
const briefAccountUser = (user: AccountUserRecord): Answer => ({
  user_id: user.userId,
  account_id: user.accountId,
  first_name: user.firstName,
  last_name: user.lastName,
  email: user.email,
  // The API answers roles in another order than a request writes them, and with a space.
  roles: user.roles.split(",").reverse().join(", "),
});

const accountUserAnswer = (world: World, user: AccountUserRecord): Answer => ({
  ...briefAccountUser(user),
  phone: user.phone,
  invite_accepted: user.inviteAccepted,
  mfa_enabled: user.mfaEnabled,
  ...(user.roles === "owner" && { last_owner: world.of(AccountUsers).owners(user.accountId) === 1 }),
  ...(user.roles.includes("partial") && {
    installs: user.installIds.map((id) => ({ id, name: world.of(Installs).get(id)?.name })),
  }),
});
