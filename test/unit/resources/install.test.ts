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

test("an update patches the site of an install alone, and reads its status afterwards", async () => {
  const other = world.estate.addSite({ accountId: agencyId, name: "Other" }).id;
  const install = await world.create("Install", acme());
  world.simulator.requests.clear();
  const moved = await world.update("Install", install, acme({ siteId: other }));
  expect(world.simulator.requests.writes()).toMatchObject([{ body: { site_id: other } }]);
  expect(moved.outputs).toMatchObject({ siteId: other, status: "active" });
});

test.each([
  ["the name stays and the account changes", { accountId: "a0000000-0000-4000-8000-000000000002" }, true],
  ["the place stays and the name changes", { name: "acmenew" }, true],
  ["the name and the place change", { name: "acmenew", environment: "development" }, false],
])(
  "%s: a replacement deletes first if the name or the place is still taken",
  async (_case, change, deleteBeforeReplace) => {
    const install = await world.create("Install", acme());
    expect(world.diff("Install", install, acme(change))).toMatchObject({ deleteBeforeReplace });
  },
);

test("the environment may be written with capitals", () => {
  expect(world.check("Install", {}, acme({ environment: " Staging " }))).toMatchObject({ environment: "staging" });
});

test("a check refuses an unknown environment, and names the known ones", () => {
  expect(() => world.check("Install", {}, acme({ environment: "test" }))).toThrow(
    'environment must be one of "production", "staging", "development", not "test"',
  );
});

describe("a deletion", () => {
  const createAndDelete = async (
    more: Record<string, unknown>,
    environmentNow?: "production" | "staging",
  ): Promise<Kept> => {
    const install = await world.create("Install", acme(more));
    if (environmentNow !== undefined) world.estate.install("acme").environment = environmentNow;
    await world.delete("Install", install);
    return install;
  };

  test("waits until the install is gone", async () => {
    world.simulator.durations.installRemoval = 30;
    await createAndDelete({});
    expect(world.estate.installs.size).toBe(0);
  });

  test("of a production install is refused by default", async () => {
    await expect(createAndDelete({ environment: "production" })).rejects.toThrow(
      "The install's environment is production",
    );
    expect(world.estate.installs.size).toBe(1);
  });

  test("of an install that somebody made a production install in the portal is refused", async () => {
    await expect(createAndDelete({}, "production")).rejects.toThrow("set `deletionProtection: false` on it");
  });

  test("of a production install succeeds if the program declares it unprotected", async () => {
    await createAndDelete({ environment: "production", deletionProtection: false });
    expect(world.estate.installs.size).toBe(0);
  });
});

test("the error about a taken name says which resource it concerns, and what the API said", async () => {
  const elsewhere = world.estate.addAccount({ name: "elsewhere" }).id;
  world.estate.addInstall({ accountId: elsewhere, name: "acme" });
  await expect(world.create("Install", acme())).rejects.toThrow(
    /^Install acme: could not create it\. POST \/installs answered 400 .*\n {2}name: /,
  );
});

test("adoption leaves unset what somebody left unset, and says so", async () => {
  world.estate.addInstall({ accountId: agencyId, siteId, name: "acme", environment: null });
  await expect(world.create("Install", acme({ adopt: true }))).rejects.toThrow(
    'environment: you declared "staging", but the API has none',
  );
  expect(world.simulator.requests.writes()).toEqual([]);
});

test("adoption changes nothing that somebody else set, and lists the inputs that differ", async () => {
  world.estate.addInstall({ accountId: agencyId, siteId, name: "acme", environment: "production" });
  await expect(world.create("Install", acme({ adopt: true }))).rejects.toThrow(
    'environment: you declared "staging", but the API has "production"',
  );
  expect(world.simulator.requests.writes()).toEqual([]);
});

test("two resources of one program do not adopt the same install", async () => {
  world.estate.addInstall({ accountId: agencyId, siteId, name: "acme", environment: "staging" });
  await world.create("Install", acme({ adopt: true }));
  await expect(world.create("Install", acme({ adopt: true }))).rejects.toThrow(
    "another resource of this program already stands for this object",
  );
});

test("a run does not delete an object of which its diff replaced nothing", async () => {
  const install = await world.create("Install", acme());
  const run = world.newRun();
  world.diff("Install", install, acme());
  await world.delete("Install", install, run);
  expect(world.estate.installs.size).toBe(1);
});

test("an install that moved to another account outside is neither updated nor replaced", async () => {
  const install = await world.create("Install", acme());
  const elsewhere = world.estate.addAccount({ name: "elsewhere" }).id;
  world.estate.install("acme").accountId = elsewhere;
  const seen = (await world.refresh("Install", install))!;
  expect(seen.inputs.accountId).toBe(elsewhere);
  await expect(world.update("Install", seen, acme())).rejects.toThrow(
    "somebody changed its accountId outside of Pulumi",
  );
  await expect(world.update("Install", seen, acme({ accountId: elsewhere }))).resolves.toMatchObject({
    id: install.id,
  });
});

test("the API answers a patch of an install that is gone with 500, and the error says 404", async () => {
  const install = await world.create("Install", acme());
  world.estate.removeInstall(install.id);
  await expect(world.update("Install", install, acme({ environment: "development" }))).rejects.toThrow("answered 404");
});

test("the provider does not send a patch again that the API did and answered with 500", async () => {
  const install = await world.create("Install", acme());
  world.simulator.requests.clear();
  world.simulator.faults.add({ kind: "500-after", method: "PATCH" });
  await world.update("Install", install, acme({ environment: "development" }));
  expect(world.simulator.requests.writes()).toHaveLength(1);
});

test("no other resource adopts the object of a resource that did not change", async () => {
  const install = await world.create("Install", acme());
  world.newRun();
  world.diff("Install", install, acme());
  await expect(world.create("Install", acme({ adopt: true }))).rejects.toThrow("another resource of this program");
});

test("a replacement that the program asked for may adopt the object that it replaces", async () => {
  const install = await world.create("Install", acme());
  world.newRun();
  world.estate.install("acme").environment = "development";
  world.diff("Install", install, acme({ environment: "development" }));
  const replacement = await world.create("Install", acme({ environment: "development", adopt: true }));
  expect(replacement.id).toBe(install.id);
});
