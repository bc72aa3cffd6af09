import { agencyId, TestWorld } from "../../support/world";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const acme = { accountId: agencyId, name: "Acme" };

test("a created site is in the account, and its outputs name the account", async () => {
  const { id, outputs } = await world.create("Site", acme);
  expect(world.estate.site("Acme").id).toBe(id);
  expect(outputs).toMatchObject(acme);
});

test("an update patches the name of a site", async () => {
  const site = await world.create("Site", acme);
  world.simulator.requests.clear();
  await world.update("Site", site, { ...acme, name: "Acme 2" });
  expect(world.simulator.requests.writes()).toMatchObject([{ method: "PATCH", body: { name: "Acme 2" } }]);
});

test("a change of account replaces the site, and creates the new one first", async () => {
  const site = await world.create("Site", acme);
  const moved = { ...acme, accountId: "a0000000-0000-4000-8000-000000000002" };
  expect(world.diff("Site", site, moved)).toMatchObject({ replaces: ["accountId"], deleteBeforeReplace: false });
});

test("spaces around a name are no part of it", () => {
  expect(world.check("Site", {}, { ...acme, name: "  Acme " })).toEqual(acme);
});

test("the provider adopts neither of two sites with one name, and the error names both", async () => {
  const ids = [world.estate.addSite(acme).id, world.estate.addSite(acme).id];
  await expect(world.create("Site", { ...acme, adopt: true })).rejects.toThrow(
    `2 objects with this name exist already (ids ${ids.join(", ")})`,
  );
});

test("a site that holds a stranger's install is not deleted until that install is gone", async () => {
  const site = await world.create("Site", acme);
  const stranger = world.estate.addInstall({ accountId: agencyId, siteId: site.id, name: "stranger" });
  await expect(world.delete("Site", site)).rejects.toThrow("It still holds the install stranger");
  world.estate.removeInstall(stranger.id);
  await world.delete("Site", site);
  expect(world.estate.sites.size).toBe(0);
});

test("the provider reads the list of installs if the answer about a site does not say which installs it holds", async () => {
  const site = await world.create("Site", acme);
  world.estate.addInstall({ accountId: agencyId, siteId: site.id, name: "stranger" });
  const body = { id: site.id, name: "Acme", account: { id: agencyId } };
  world.simulator.faults.add({ kind: "answer", method: "GET", path: `/sites/${site.id}`, status: 200, body });
  await expect(world.delete("Site", site)).rejects.toThrow("It still holds the install stranger");
  expect(world.estate.site("Acme").id).toBe(site.id);
});

test("a program that moves a site to another account leaves the old site standing while that holds an install", async () => {
  const other = world.estate.addAccount({ name: "other" }).id;
  const old = await world.create("Site", acme);
  world.estate.addInstall({ accountId: agencyId, siteId: old.id, name: "stranger" });
  const run = world.newRun();
  const replacement = await world.create("Site", { ...acme, accountId: other });
  await expect(world.delete("Site", old, run)).rejects.toThrow("It still holds the install stranger");
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

test("the provider does not delete a protected site, even if the engine asks for it", async () => {
  const site = await world.create("Site", { ...acme, deletionProtection: true });
  await expect(world.delete("Site", site)).rejects.toThrow("The site is protected from deletion.");
  expect(world.estate.sites.size).toBe(1);
});

test("the provider looks for the site after a lost answer, and sends no second creation", async () => {
  world.simulator.faults.add({ kind: "cut-after", method: "POST", path: "/sites" });
  const { id } = await world.create("Site", acme);
  expect(world.estate.site("Acme").id).toBe(id);
  expect(world.simulator.requests.count({ method: "POST" })).toBe(1);
});

test("the provider never sends a lost creation again, since that could make two sites of one name", async () => {
  world.simulator.faults.add({ kind: "cut-before", method: "POST", path: "/sites" });
  await expect(world.create("Site", acme)).rejects.toThrow("the provider does not know whether the API created it");
  expect(world.simulator.requests.count({ method: "POST" })).toBe(1);
});

test("a creation that is answered 503 may have been done: it is never sent again, and the text says how to go on", async () => {
  world.simulator.faults.add({ kind: "503", method: "POST", path: "/sites" });
  await expect(world.create("Site", acme)).rejects.toThrow("Run `pulumi up` again in a minute");
  expect(world.simulator.requests.count({ method: "POST" })).toBe(1);
});

test("an account that these credentials no longer see is an error, not a site that is gone", async () => {
  const site = await world.create("Site", acme);
  world.estate.hiddenAccounts.add(agencyId);
  world.newRun();
  await expect(world.refresh("Site", site)).rejects.toThrow(`neither the resource nor its account ${agencyId}`);
});

test("the deletion of a site that is gone succeeds", async () => {
  const site = await world.create("Site", acme);
  world.estate.removeSite(site.id);
  world.newRun();
  await expect(world.delete("Site", site)).resolves.toBeUndefined();
});
