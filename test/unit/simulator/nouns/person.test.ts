import { agencyId as accountId, type Simulator } from "../../../../simulator";
import { behaving } from "../../../support/behaving";
import { ask } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  ({ simulator } = await behaving());
  simulator.estate.addAccount({ id: "other", name: "other" });
});

const email = "jo@acme.com";
const invite = (account_id: string, change: object = {}) =>
  ask(simulator, `POST /accounts/${account_id}/account_users`, {
    user: { account_id, first_name: "New", last_name: "Name", email, roles: "full", ...change },
  });
const addJo = () =>
  simulator.estate.addAccountUser({ accountId, firstName: "Jo", lastName: "Ray", email, roles: "full" });

test("a known address gives the person who has it, id and names", async () => {
  const jo = addJo();
  expect(await invite("other", { email: "JO@acme.com" })).toMatchObject({
    status: 201,
    body: { account_user: { user_id: jo.userId, first_name: "Jo", last_name: "Ray", email, account_id: "other" } },
  });
});

test("a person has roles of their own in each account", async () => {
  addJo();
  await invite("other", { roles: "full,billing" });
  expect(simulator.estate.accountsOf(email).map(({ accountId, roles }) => [accountId, roles])).toEqual([
    [accountId, "full"],
    ["other", "full,billing"],
  ]);
});

test("a person who leaves one account stays in the other", async () => {
  const { userId } = addJo();
  await invite("other");
  await ask(simulator, `DELETE /accounts/other/account_users/${userId}`);
  expect(simulator.estate.accountsOf(email).map((one) => one.accountId)).toEqual([accountId]);
});

test("the portal puts a person into a second account, too", () => {
  const { userId } = addJo();
  const names = { firstName: "New", lastName: "Name" };
  const second = simulator.estate.addAccountUser({ accountId: "other", ...names, email, roles: "full" });
  expect(second).toMatchObject({ userId, firstName: "Jo", lastName: "Ray" });
});

test("somebody who is in no account may be known", async () => {
  const { id } = simulator.estate.addPerson({ firstName: "Jo", lastName: "Ray", email });
  expect(await invite("other")).toMatchObject({ body: { account_user: { user_id: id, first_name: "Jo" } } });
});

test("the person of the credentials is known", async () => {
  const { id } = simulator.estate.credentials[0]!.user;
  expect(await invite("other", { email: "olga@agency.example" })).toMatchObject({
    body: { account_user: { user_id: id, first_name: "Olga" } },
  });
});

test("the estate finds a person in the account that is named", () => {
  addJo();
  const names = { firstName: "New", lastName: "Name" };
  simulator.estate.addAccountUser({ accountId: "other", ...names, email, roles: "partial" });
  expect(simulator.estate.accountUser(email, "other").roles).toBe("partial");
});
