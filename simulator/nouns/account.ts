import { notFound, Refusal } from "../http/errors";
import { page } from "../http/pages";
import { type Answer, type Noun, type SimulatedRequest } from "../http/route";
import { Collection } from "../world/collection";
import { type World } from "../world/world";

export interface AccountRecord {
  id: string;
  name: string;
}

export class Accounts extends Collection<AccountRecord> {
  add(account: { id?: string; name: string }): AccountRecord {
    const record = { id: this.world.newId(), ...account };
    return this.insert(record.id, record);
  }
}

export const accountNoun: Noun = {
  records: Accounts,
  routes: [
    {
      method: "GET",
      path: "/accounts",
      listed: [400, 401, 429, 503],
      short: ["id", "name"],
      handle: (request) => {
        const { world, caller } = request;
        const accounts = world
          .of(Accounts)
          .all()
          .filter(({ id }) => world.sees(caller, id));
        return page(request, "/accounts", accounts, (account) => accountAnswer(world, account));
      },
    },
    {
      method: "GET",
      path: "/accounts/:accountId",
      listed: [401, 404, 429, 503],
      short: ["id", "name"],
      handle: (request) => ({ status: 200, body: accountAnswer(request.world, visibleAccount(request)) }),
    },
  ],
};

const accountAnswer = ({ shape }: World, { id, name }: AccountRecord): Answer => ({
  id,
  name,
  ...(shape === "1.17.0" && { nickname: name }),
});

export function visibleAccount({ world, caller, params }: SimulatedRequest): AccountRecord {
  const account = world.of(Accounts).get(params.accountId ?? "");
  if (account === undefined || !world.sees(caller, account.id)) throw notFound("Account");
  return account;
}

/** A request may create something only in an account that its credentials see. */
export function refuseHiddenAccount({ world, caller }: SimulatedRequest, accountId: string): void {
  if (!world.of(Accounts).has(accountId) || !world.sees(caller, accountId)) throw new Refusal(403, "Not authorized");
}

/**
 * The entries of the accounts that the credentials see. If the query names an account, the entries of that one alone.
 */
export function inAccount<Entry extends { accountId: string }>(request: SimulatedRequest, entries: Entry[]): Entry[] {
  const { world, caller, query } = request;
  const { account_id: wanted } = query;
  return entries.filter(
    ({ accountId }) => world.sees(caller, accountId) && (wanted === undefined || accountId === wanted),
  );
}
