import { agencyId, type Kept, TestWorld } from "../../support/world";

let world: TestWorld;
let siteId: string;
beforeEach(async () => {
  world = await TestWorld.create();
  siteId = world.estate.addSite({ accountId: agencyId, name: "Acme" }).id;
});
afterEach(() => world.close());

const acme = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  accountId: agencyId,
  siteId,
  name: "acme",
  environment: "staging",
  ...more,
});

test("a creation waits until the install is active", async () => {
  world.simulator.durations.install = 30;
  const { outputs } = await world.create("Install", acme());
  expect(outputs.status).toBe("active");
});

test("an install moves to another site by a patch of that alone, and the status is looked up after it", async () => {
  const other = world.estate.addSite({ accountId: agencyId, name: "Other" }).id;
  const install = await world.create("Install", acme());
  world.simulator.requests.clear();
  const moved = await world.update("Install", install, acme({ siteId: other }));
  expect(world.simulator.requests.writes()).toMatchObject([{ body: { site_id: other } }]);
  expect(moved.outputs).toMatchObject({ siteId: other, status: "active" });
});

test.each([
  ["its name stays but the account changes", { accountId: "a0000000-0000-4000-8000-000000000002" }, true],
  ["its place stays but the name changes", { name: "acmenew" }, true],
  ["its name and its place change", { name: "acmenew", environment: "development" }, false],
])("whether a replacement deletes first: %s", async (_case, change, deleteBeforeReplace) => {
  const install = await world.create("Install", acme());
  expect(world.diff("Install", install, acme(change))).toMatchObject({ deleteBeforeReplace });
});

test("the environment may be written with capitals", () => {
  expect(world.check("Install", {}, acme({ environment: " Staging " }))).toMatchObject({ environment: "staging" });
});

test("an environment that nobody knows is refused, and the known ones are named", () => {
  expect(() => world.check("Install", {}, acme({ environment: "test" }))).toThrow(
    'environment must be one of "production", "staging", "development", not "test"',
  );
});

describe("removal", () => {
  const remove = async (more: Record<string, unknown>, environmentNow?: "production" | "staging"): Promise<Kept> => {
    const install = await world.create("Install", acme(more));
    if (environmentNow !== undefined) world.estate.install("acme").environment = environmentNow;
    await world.delete("Install", install);
    return install;
  };

  test("waits until the install is gone", async () => {
    world.simulator.durations.installRemoval = 30;
    await remove({});
    expect(world.estate.installs.size).toBe(0);
  });

  test("of a production install is refused unless the program says otherwise", async () => {
    await expect(remove({ environment: "production" })).rejects.toThrow("It is a production install");
    expect(world.estate.installs.size).toBe(1);
  });

  test("of one that was made production in the portal is refused", async () => {
    await expect(remove({}, "production")).rejects.toThrow("set `deletionProtection: false` on the resource");
  });

  test("of a production install that is declared unprotected goes through", async () => {
    await remove({ environment: "production", deletionProtection: false });
    expect(world.estate.installs.size).toBe(0);
  });
});

test("a taken name is an error that says what the API said, and of which resource", async () => {
  const elsewhere = world.estate.addAccount({ name: "elsewhere" }).id;
  world.estate.addInstall({ accountId: elsewhere, name: "acme" });
  await expect(world.create("Install", acme())).rejects.toThrow(
    /^Install acme: could not create it\. POST \/installs answered 400 .*\n {2}name: /,
  );
});

test("adoption fills in what is unset", async () => {
  const { id } = world.estate.addInstall({ accountId: agencyId, siteId, name: "acme", environment: null });
  const install = await world.create("Install", acme({ adopt: true }));
  expect(install.id).toBe(id);
  expect(world.estate.install("acme").environment).toBe("staging");
});

test("adoption changes nothing that somebody else set, and lists what differs", async () => {
  world.estate.addInstall({ accountId: agencyId, siteId, name: "acme", environment: "production" });
  await expect(world.create("Install", acme({ adopt: true }))).rejects.toThrow(
    'environment: declared "staging", but it is "production"',
  );
  expect(world.simulator.requests.writes()).toEqual([]);
});

test("two resources of one program do not adopt the same install", async () => {
  world.estate.addInstall({ accountId: agencyId, siteId, name: "acme", environment: "staging" });
  await world.create("Install", acme({ adopt: true }));
  await expect(world.create("Install", acme({ adopt: true }))).rejects.toThrow(
    "another resource of this program stands for this object already",
  );
});

test("what was seen in a diff that does not replace it is not removed by the same operation", async () => {
  const install = await world.create("Install", acme());
  const operation = world.newRun();
  world.diff("Install", install, acme());
  await world.delete("Install", install, operation);
  expect(world.estate.installs.size).toBe(1);
});

test("an install that moved to another account outside is neither patched nor replaced", async () => {
  const install = await world.create("Install", acme());
  const elsewhere = world.estate.addAccount({ name: "elsewhere" }).id;
  world.estate.install("acme").accountId = elsewhere;
  const seen = (await world.refresh("Install", install))!;
  expect(seen.inputs.accountId).toBe(elsewhere);
  await expect(world.update("Install", seen, acme())).rejects.toThrow("its accountId was changed outside");
  await expect(world.update("Install", seen, acme({ accountId: elsewhere }))).resolves.toMatchObject({
    id: install.id,
  });
});

test("a 500 for a patch of what is gone is told as what it is", async () => {
  const install = await world.create("Install", acme());
  world.estate.removeInstall(install.id);
  await expect(world.update("Install", install, acme({ environment: "development" }))).rejects.toThrow("answered 404");
});

test("a patch that was answered with 500 but done is not sent again", async () => {
  const install = await world.create("Install", acme());
  world.simulator.requests.clear();
  world.simulator.faults.add({ kind: "500-after", method: "PATCH" });
  await world.update("Install", install, acme({ environment: "development" }));
  expect(world.simulator.requests.writes()).toHaveLength(1);
});

test("what stands for a resource that did not change is adopted by no other", async () => {
  const install = await world.create("Install", acme());
  world.newRun();
  world.diff("Install", install, acme());
  await expect(world.create("Install", acme({ adopt: true }))).rejects.toThrow("another resource of this program");
});

test("a replacement that the program asked for may adopt what it replaces", async () => {
  const install = await world.create("Install", acme());
  world.newRun();
  world.estate.install("acme").environment = "development";
  world.diff("Install", install, acme({ environment: "development" }));
  const replacement = await world.create("Install", acme({ environment: "development", adopt: true }));
  expect(replacement.id).toBe(install.id);
});
