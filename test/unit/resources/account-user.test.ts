import { agencyId, TestWorld } from "../../support/world";

let world: TestWorld;
let installIds: string[];
beforeEach(async () => {
  world = await TestWorld.create();
  installIds = ["acme", "acmestg"].map((name) => world.estate.addInstall({ accountId: agencyId, name }).id).sort();
});
afterEach(() => world.close());

const jo = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  accountId: agencyId,
  email: "jo@example.com",
  firstName: "Jo",
  lastName: "Ray",
  roles: "full",
  ...more,
});

test.each([
  ["billing, partial", "partial,billing"],
  ["Full , Billing", "full,billing"],
  ["owner", "owner"],
])('the roles "%s" mean "%s"', (given, canonical) => {
  const more = canonical.startsWith("partial") ? { installIds } : {};
  expect(world.check("AccountUser", {}, jo({ roles: given, ...more })).roles).toBe(canonical);
});

test.each(["full,partial", "owner,billing", "billing", ""])('a check refuses the roles "%s"', (roles) => {
  expect(() => world.check("AccountUser", {}, jo({ roles, installIds }))).toThrow("roles must be one of");
});

test("install ids in another order, or twice, mean the same", () => {
  const given = [installIds[1], installIds[0], installIds[1]];
  expect(world.check("AccountUser", {}, jo({ roles: "partial", installIds: given })).installIds).toEqual(installIds);
});

test("a user changes from partial to full and back", async () => {
  const partial = await world.create("AccountUser", jo({ roles: "partial", installIds }));
  const full = await world.update("AccountUser", partial, jo());
  expect(world.estate.accountUser("jo@example.com")).toMatchObject({ roles: "full", installIds: [] });
  expect(full.outputs).not.toHaveProperty("installIds");
  await world.update("AccountUser", full, jo({ roles: "partial", installIds }));
  expect(world.estate.accountUser("jo@example.com")).toMatchObject({ roles: "partial", installIds });
});

test("the outputs list a user's new installs, even if the answer to the change does not", async () => {
  const [first, second] = installIds;
  const partial = await world.create("AccountUser", jo({ roles: "partial", installIds: [first] }));
  const { outputs } = await world.update("AccountUser", partial, jo({ roles: "partial", installIds: [second] }));
  expect(outputs.installIds).toEqual([second]);
});

test("a person's new name and address are no drift, and a later change of roles leaves them alone", async () => {
  const user = await world.create("AccountUser", jo());
  Object.assign(world.estate.accountUser("jo@example.com"), { firstName: "Joan", email: "joan@example.com" });
  const seen = (await world.refresh("AccountUser", user))!;
  expect(seen.inputs).toEqual(user.inputs);
  expect(seen.outputs).toMatchObject({ email: "joan@example.com", firstName: "Joan" });
  expect(world.diff("AccountUser", seen, jo({ roles: "owner" }))).toMatchObject({ replaces: [] });
  await world.update("AccountUser", seen, jo({ roles: "owner" }));
  expect(world.estate.accountUser("joan@example.com")).toMatchObject({ roles: "owner", firstName: "Joan" });
});

test("a program that declares a person's new address replaces nobody", async () => {
  const user = await world.create("AccountUser", jo());
  world.estate.accountUser("jo@example.com").email = "joan@example.com";
  const seen = (await world.refresh("AccountUser", user))!;
  expect(world.diff("AccountUser", seen, jo({ email: "joan@example.com" }))).toMatchObject({ replaces: [] });
});

test("another address in the program replaces the user", async () => {
  const user = await world.create("AccountUser", jo());
  expect(world.diff("AccountUser", user, jo({ email: "bo@example.com" }))).toMatchObject({ replaces: ["email"] });
});

test("a changed name in the program is ignored, with a warning", async () => {
  const user = await world.create("AccountUser", jo());
  expect(world.check("AccountUser", user.inputs, jo({ lastName: "Ray-Bell" }))).toEqual(user.inputs);
  expect(world.warnings).toEqual([
    'AccountUser jo@example.com: lastName counts at creation only. The provider keeps "Ray" and ignores the change to "Ray-Bell".',
  ]);
});

test("the provider does not delete the last owner, and the error says why", async () => {
  const owner = world.estate.accountUser("olga@agency.example");
  const kept = { id: owner.userId, inputs: {}, outputs: jo({ email: owner.email, roles: "owner" }) };
  await expect(world.delete("AccountUser", kept)).rejects.toThrow("This is the account's last owner");
});

test("the last owner cannot get other roles, and the error shows the API's words", async () => {
  const owner = world.estate.accountUser("olga@agency.example");
  const inputs = jo({ email: owner.email, roles: "owner", adopt: true });
  const adopted = await world.create("AccountUser", inputs);
  await expect(world.update("AccountUser", adopted, { ...inputs, roles: "full" })).rejects.toThrow(
    /^AccountUser olga@agency\.example: could not update roles\. PATCH .* answered 400/,
  );
});

test("adoption finds a user whose address has other capitals", async () => {
  const { userId } = world.estate.addAccountUser({
    accountId: agencyId,
    firstName: "J",
    lastName: "R",
    email: "JO@Example.com",
    roles: "full",
  });
  expect((await world.create("AccountUser", jo({ adopt: true }))).id).toBe(userId);
});

test("a partial user is created with one request, even if its answer does not list the installs", async () => {
  const { id } = world.estate.addInstall({ accountId: agencyId, name: "acme" });
  await world.create("AccountUser", jo({ roles: "partial", installIds: [id] }));
  expect(world.simulator.requests.writes().map(({ method }) => method)).toEqual(["POST"]);
});

describe("what somebody changed outside, and an update is not to change, stays:", () => {
  // With ignoreChanges the engine gives the old input in the place of the program's.
  test("the roles, in one change of the installs after another", async () => {
    const [first, second] = installIds;
    const user = await world.create("AccountUser", jo({ roles: "partial", installIds: [first] }));
    world.estate.accountUser("jo@example.com").roles = "partial,billing";
    const more = await world.update("AccountUser", user, jo({ roles: "partial", installIds }));
    await world.update("AccountUser", more, jo({ roles: "partial", installIds: [second] }));
    const { roles, installIds: granted } = world.estate.accountUser("jo@example.com");
    expect([roles, granted]).toEqual(["partial,billing", [second]]);
  });

  test("the installs, in a change of the roles", async () => {
    const user = await world.create("AccountUser", jo({ roles: "partial", installIds: [installIds[0]] }));
    world.estate.accountUser("jo@example.com").installIds = installIds;
    await world.update("AccountUser", user, jo({ roles: "partial,billing", installIds: [installIds[0]] }));
    const { roles, installIds: granted } = world.estate.accountUser("jo@example.com");
    expect([roles, granted]).toEqual(["partial,billing", installIds]);
  });

  test("a change that says all that is to be sent reads nothing first", async () => {
    const user = await world.create("AccountUser", jo());
    world.simulator.requests.clear();
    await world.update("AccountUser", user, jo({ roles: "owner" }));
    expect(world.simulator.requests.all().map(({ method }) => method)).toEqual(["PATCH"]);
  });
});
