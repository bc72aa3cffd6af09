import { type AccountUserRecord, agencyId, type Simulator, startSimulator } from "../../../../simulator";
import { ask, refusal } from "../../../support/simulator-client";

let simulator: Simulator;
let installId: string;
beforeEach(async () => {
  simulator = await startSimulator();
  installId = simulator.estate.addInstall({ accountId: agencyId, name: "acme" }).id;
});
afterEach(() => simulator.close());

const path = `/accounts/${agencyId}/account_users`;
const pia = { account_id: agencyId, first_name: "Pia", last_name: "Baker", email: "pia@acme.com", roles: "full" };
const invite = (change: object = {}) => ask(simulator, `POST ${path}`, { user: { ...pia, ...change } });
const emails = () => [...simulator.estate.accountUsers.values()].map(({ email }) => email);
const addUser = (change: Partial<AccountUserRecord> = {}) =>
  simulator.estate.addAccountUser({
    accountId: agencyId,
    firstName: "Tom",
    lastName: "Rail",
    email: "tom@acme.com",
    roles: "full",
    ...change,
  });
const patch = ({ userId }: AccountUserRecord, change: object) => ask(simulator, `PATCH ${path}/${userId}`, change);
const owner = () => simulator.estate.accountUser("olga@agency.example");

test("an invited user is answered with a message, and has not accepted", async () => {
  const { status, body } = await invite();
  const { userId } = simulator.estate.accountUser("pia@acme.com");
  expect({ status, body }).toEqual({
    status: 201,
    body: { message: "Your change was successful.", account_user: { user_id: userId, ...pia } },
  });
});

test("the fields of a user stand inside `user`", async () => {
  expect(await ask(simulator, `POST ${path}`, pia)).toMatchObject({ status: 400 });
});

test.each([
  ["full,billing", "billing, full"],
  ["partial,billing", "billing, partial"],
  ["billing,full", "billing, full"],
])("roles written %s are read back %s", async (roles, read) => {
  await invite({ roles, install_ids: roles.startsWith("partial") ? [installId] : undefined });
  const { body } = await ask(simulator, `GET ${path}/${simulator.estate.accountUser("pia@acme.com").userId}`);
  expect(body).toMatchObject({ roles: read });
});

test.each(["admin", "billing", "full,partial", "owner,billing", ""])('"%s" are no roles', async (roles) => {
  expect(await invite({ roles })).toMatchObject(refusal("user.roles", "invalid_value", "invalid"));
});

test.each(["first_name", "last_name", "email", "account_id", "roles"])("a user needs %s", async (field) => {
  expect(await invite({ [field]: undefined })).toMatchObject(refusal(`user.${field}`, "invalid_value", "invalid"));
});

test("an e-mail address is on an account once, however it is written", async () => {
  addUser({ email: "PIA@acme.com" });
  expect(await invite()).toMatchObject(refusal("email", "value_unavailable", "taken"));
});

test("an e-mail address may be on two accounts", async () => {
  addUser({ accountId: simulator.estate.addAccount({ name: "other" }).id, email: pia.email });
  expect(await invite()).toMatchObject({ status: 201 });
});

describe("a partial user", () => {
  test("is read with the installs that were written by id", async () => {
    await invite({ roles: "partial", install_ids: [installId] });
    const { userId } = simulator.estate.accountUser("pia@acme.com");
    const { body } = await ask(simulator, `GET ${path}/${userId}`);
    expect(body).toMatchObject({ installs: [{ id: installId, name: "acme" }] });
  });

  test.each([[undefined], [[]]])("needs installs, and %j are none", async (ids) => {
    expect(await invite({ roles: "partial", install_ids: ids })).toMatchObject(
      refusal("install_ids", "invalid_value", "blank"),
    );
  });

  test("gets installs of the account only", async () => {
    const other = simulator.estate.addAccount({ name: "other" });
    const { id } = simulator.estate.addInstall({ accountId: other.id, name: "theirs" });
    expect(await invite({ roles: "partial", install_ids: [installId, id] })).toMatchObject(
      refusal("install_ids", "invalid_value", "invalid"),
    );
  });

  test("loses an install that is deleted", async () => {
    const user = addUser({ roles: "partial", installIds: [installId] });
    await ask(simulator, `DELETE /installs/${installId}`);
    expect(user.installIds).toEqual([]);
  });

  test("who becomes a full one has no installs of their own", async () => {
    const user = addUser({ roles: "partial", installIds: [installId] });
    await patch(user, { roles: "full" });
    expect(user.installIds).toEqual([]);
  });
});

test("installs cannot be given to a full user", async () => {
  expect(await invite({ install_ids: [installId] })).toMatchObject(refusal("install_ids", "invalid_value", "invalid"));
});

test("only a partial user is read with installs", async () => {
  const { body } = await ask(simulator, `GET ${path}/${addUser().userId}`);
  expect(body).not.toHaveProperty("installs");
});

test("a user's roles can be changed", async () => {
  const user = addUser();
  await patch(user, { roles: "full,billing" });
  expect(user.roles).toBe("full,billing");
});

test("a change needs roles", async () => {
  expect(await patch(addUser(), { install_ids: [] })).toMatchObject(refusal("roles", "invalid_value", "invalid"));
});

test("a user's name and e-mail address belong to the person", async () => {
  const user = addUser();
  await patch(user, { roles: "full", first_name: "Tim", email: "tim@acme.com" });
  expect(user).toMatchObject({ firstName: "Tom", email: "tom@acme.com" });
});

test("a refused change leaves both roles and installs", async () => {
  const user = addUser({ roles: "partial", installIds: [installId] });
  await patch(user, { roles: "partial,billing", install_ids: ["missing"] });
  expect(user).toMatchObject({ roles: "partial", installIds: [installId] });
});

test("users may be listed in another order", async () => {
  addUser();
  simulator.estate.listOrder = (entries) => entries.toReversed();
  const { body } = await ask(simulator, `GET ${path}`);
  expect(body).toMatchObject({ results: [{ first_name: "Tom" }, { first_name: "Olga" }] });
});

test("a deleted user is gone", async () => {
  await ask(simulator, `DELETE ${path}/${addUser().userId}`);
  expect(emails()).toEqual(["olga@agency.example"]);
});

describe("the last owner", () => {
  test("cannot be deleted", async () => {
    await ask(simulator, `DELETE ${path}/${owner().userId}`);
    expect(emails()).toEqual(["olga@agency.example"]);
  });

  test("cannot become something else", async () => {
    await patch(owner(), { roles: "full" });
    expect(owner().roles).toBe("owner");
  });

  test("may be an owner again", async () => {
    expect(await patch(owner(), { roles: "owner" })).toMatchObject({ status: 200 });
  });

  test("may go once there is another", async () => {
    addUser({ roles: "owner" });
    await ask(simulator, `DELETE ${path}/${owner().userId}`);
    expect(emails()).toEqual(["tom@acme.com"]);
  });

  test.each([
    [true, 0],
    [false, 1],
  ])("is answered as last_owner %s with %i owners more", async (last, more) => {
    for (let count = 0; count < more; count++) addUser({ roles: "owner" });
    expect(await ask(simulator, `GET ${path}/${owner().userId}`)).toMatchObject({ body: { last_owner: last } });
  });

  test("plays no part in the answer about a user who is no owner", async () => {
    const { body } = await ask(simulator, `GET ${path}/${addUser().userId}`);
    expect(body).not.toHaveProperty("last_owner");
  });
});

test.each(["GET", "PATCH", "DELETE"])("%s of a missing user is 404", async (method) => {
  expect(await ask(simulator, `${method} ${path}/missing`)).toMatchObject({ status: 404 });
});

test("the users of a missing account are 500, as the operation lists no 404", async () => {
  expect(await ask(simulator, "GET /accounts/missing/account_users")).toMatchObject({ status: 500 });
});

test("a body that names another account than the path is refused", async () => {
  simulator.estate.addAccount({ id: "other", name: "other" });
  expect(await invite({ account_id: "other" })).toMatchObject(refusal("account_id", "invalid_value", "invalid"));
});
