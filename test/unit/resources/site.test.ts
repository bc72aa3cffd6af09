import { agencyId, TestWorld } from "../../support/world";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const acme = { accountId: agencyId, name: "Acme" };

test("a created site is in the account, and its outputs say where", async () => {
  const { id, outputs } = await world.create("Site", acme);
  expect(world.estate.site("Acme").id).toBe(id);
  expect(outputs).toMatchObject(acme);
});

test("a renamed site is patched", async () => {
  const site = await world.create("Site", acme);
  world.simulator.requests.clear();
  await world.update("Site", site, { ...acme, name: "Acme 2" });
  expect(world.simulator.requests.writes()).toMatchObject([{ method: "PATCH", body: { name: "Acme 2" } }]);
});

test("a change of account replaces it, and creates first", async () => {
  const site = await world.create("Site", acme);
  const moved = { ...acme, accountId: "a0000000-0000-4000-8000-000000000002" };
  expect(world.diff("Site", site, moved)).toMatchObject({ replaces: ["accountId"], deleteBeforeReplace: false });
});

test("spaces around a name are no part of it", () => {
  expect(world.check("Site", {}, { ...acme, name: "  Acme " })).toEqual(acme);
});

test("of two sites with one name none is adopted, and both are named", async () => {
  const ids = [world.estate.addSite(acme).id, world.estate.addSite(acme).id];
  await expect(world.create("Site", { ...acme, adopt: true })).rejects.toThrow(
    `2 of them exist already (ids ${ids.join(", ")})`,
  );
});

test("a site whose installs are gone is removed; one that holds a stranger's is not", async () => {
  const site = await world.create("Site", acme);
  const stranger = world.estate.addInstall({ accountId: agencyId, siteId: site.id, name: "stranger" });
  await expect(world.delete("Site", site)).rejects.toThrow("It still holds the install stranger");
  world.estate.removeInstall(stranger.id);
  await world.delete("Site", site);
  expect(world.estate.sites.size).toBe(0);
});

test("where a site's answer does not say which installs it holds, the list of installs is asked", async () => {
  const site = await world.create("Site", acme);
  world.estate.addInstall({ accountId: agencyId, siteId: site.id, name: "stranger" });
  const body = { id: site.id, name: "Acme", account: { id: agencyId } };
  world.simulator.faults.add({ kind: "answer", method: "GET", path: `/sites/${site.id}`, status: 200, body });
  await expect(world.delete("Site", site)).rejects.toThrow("It still holds the install stranger");
  expect(world.estate.site("Acme").id).toBe(site.id);
});

test("a site that moves to another account with the program leaves the old one standing while it holds an install", async () => {
  const other = world.estate.addAccount({ name: "other" }).id;
  const old = await world.create("Site", acme);
  world.estate.addInstall({ accountId: agencyId, siteId: old.id, name: "stranger" });
  const operation = world.newRun();
  const replacement = await world.create("Site", { ...acme, accountId: other });
  await expect(world.delete("Site", old, operation)).rejects.toThrow("It still holds the install stranger");
  expect([...world.estate.sites.keys()].sort()).toEqual([old.id, replacement.id].sort());
  world.estate.removeInstall(world.estate.install("stranger").id);
  await world.delete("Site", old);
  expect([...world.estate.sites.keys()]).toEqual([replacement.id]);
});

test("deleteInstalls lets the API delete a site with all that it holds", async () => {
  const site = await world.create("Site", { ...acme, deleteInstalls: true });
  world.estate.addInstall({ accountId: agencyId, siteId: site.id, name: "stranger" });
  await world.delete("Site", site);
  expect(world.estate.installs.size).toBe(0);
});

test("a protected site is not removed, whatever the engine thinks", async () => {
  const site = await world.create("Site", { ...acme, deletionProtection: true });
  await expect(world.delete("Site", site)).rejects.toThrow("It is protected from deletion.");
  expect(world.estate.sites.size).toBe(1);
});

test("a lost answer to its creation is settled by looking, without a second one", async () => {
  world.simulator.faults.add({ kind: "cut-after", method: "POST", path: "/sites" });
  const { id } = await world.create("Site", acme);
  expect(world.estate.site("Acme").id).toBe(id);
  expect(world.simulator.requests.count({ method: "POST" })).toBe(1);
});

test("a creation that got lost on the way is never sent again, since two sites of one name could come of it", async () => {
  world.simulator.faults.add({ kind: "cut-before", method: "POST", path: "/sites" });
  await expect(world.create("Site", acme)).rejects.toThrow("the provider does not know whether it was created");
  expect(world.simulator.requests.count({ method: "POST" })).toBe(1);
});

test("a creation that the API refuses for the moment is sent again", async () => {
  world.simulator.faults.add({ kind: "503", method: "POST", path: "/sites" });
  await world.create("Site", acme);
  expect(world.estate.sites.size).toBe(1);
});

test("an account that these credentials no longer see is an error, not a site that is gone", async () => {
  const site = await world.create("Site", acme);
  world.estate.hiddenAccounts.add(agencyId);
  world.newRun();
  await expect(world.refresh("Site", site)).rejects.toThrow(`neither it nor its account ${agencyId}`);
});

test("removing what is gone succeeds", async () => {
  const site = await world.create("Site", acme);
  world.estate.removeSite(site.id);
  world.newRun();
  await expect(world.delete("Site", site)).resolves.toBeUndefined();
});
