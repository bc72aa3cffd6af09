import { SettableClock } from "../../../simulator";
import { accountId } from "../../support/nouns";
import { type Kept, TestWorld } from "../../support/world";

let world: TestWorld;
let clock: SettableClock;
const begin = async (settings: Record<string, string> = {}): Promise<void> => {
  clock = new SettableClock();
  world = await TestWorld.create({ clock }, settings);
};
beforeEach(() => begin());
afterEach(() => world.close());
const behave: TestWorld["simulator"]["behaviours"]["set"] = (change) => world.simulator.behaviours.set(change);
/** What is so has been so for long; from now on lists, or more, are late. */
const late = (lag: object): void => {
  world.simulator.settle();
  clock.pass(600_000);
  behave({ lag });
};
const said = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "done",
    (error: unknown) => (error as Error).message,
  );
const newSite = (name = "Acme"): string => world.estate.addSite({ accountId, name }).id;
const oldInstall = (name = "acme", more: object = {}): string =>
  world.estate.addInstall({ accountId, name, ...more }).id;
const install = (more: object = {}): Promise<Kept> =>
  world.create("Install", { accountId, siteId: newSite(), name: "acme", environment: "staging", ...more });
const jo = { accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "full" };

describe("late lists: the deletion of a domain undoes what this run, or a colleague, has just done", () => {
  test.each([{ lists: 3000 }, { lists: 4000, reads: 4000 }])("rename of a primary domain, lag %j", async (lag) => {
    const installId = oldInstall();
    const apex = await world.create("Domain", { installId, name: "acme.example", primary: true });
    const www = await world.create("Domain", { installId, name: "www.acme.example", redirectTo: apex.id });
    late(lag);
    const run = world.newRun();
    const made = await world.create("Domain", { installId, name: "new.example", primary: true });
    await world.update("Domain", www, { ...www.inputs, redirectTo: made.id });
    const outcome = await said(world.delete("Domain", apex, run));
    const { estate } = world;
    expect([outcome, estate.domain("new.example").primary, estate.domain("www.acme.example").redirectTo]).toEqual([
      "done",
      true,
      made.id,
    ]);
  });
  test("a colleague has just made another domain primary", async () => {
    const installId = oldInstall();
    const apex = await world.create("Domain", { installId, name: "acme.example", primary: true });
    const theirs = world.estate.addDomain({ installId, name: "theirs.example" });
    late({ lists: 10_000 });
    world.estate.makePrimary(theirs);
    clock.pass(2000);
    expect([await said(world.delete("Domain", apex)), theirs.primary]).toEqual(["done", true]);
  });
});

describe("late lists: of two that go at once, each is judged by the list", () => {
  const two = async (): Promise<Kept[]> => {
    const siteId = newSite();
    const make = (name: string, environment: string) =>
      world.create("Install", { accountId, siteId, name, environment });
    return [await make("acmestg", "staging"), await make("acmedev", "development")];
  };
  const deleted = (type: string, kept: Kept[], run = world.newRun()): Promise<string[]> =>
    Promise.all(kept.map((one) => said(world.delete(type, one, run))));
  test("an install that has just become production", async () => {
    const kept = await two();
    late({ lists: 10_000 });
    world.estate.install("acmestg").environment = "production";
    clock.pass(2000);
    expect((await deleted("Install", kept))[0]).toContain("environment is production");
  });
  test("an install that has just moved to somebody else's account", async () => {
    const other = world.estate.addAccount({ name: "other" }).id;
    const kept = await two();
    late({ lists: 10_000 });
    Object.assign(world.estate.install("acmestg"), { accountId: other, siteId: null });
    clock.pass(2000);
    expect((await deleted("Install", kept))[0]).toContain("changed its accountId");
  });
  test("a domain of an install that has just become production", async () => {
    const kept = await two();
    const domains: Kept[] = [];
    for (const { id: installId } of kept)
      domains.push(
        await world.create("Domain", { installId, name: `d${domains.length}.example`, installProtection: "default" }),
      );
    late({ lists: 10_000 });
    world.estate.install("acmestg").environment = "production";
    clock.pass(2000);
    expect((await deleted("Domain", domains))[0]).toContain("did not delete it");
  });
  test("an empty site that has just got a production install", async () => {
    const kept = [
      await world.create("Site", { accountId, name: "One" }),
      await world.create("Site", { accountId, name: "Two" }),
    ];
    late({ lists: 10_000 });
    oldInstall("acme", { siteId: kept[0]!.id, environment: "production" });
    clock.pass(2000);
    expect([(await deleted("Site", kept))[0], world.estate.installs.size]).toEqual([
      expect.stringContaining("It still holds"),
      1,
    ]);
  });
  test("a site with deleteInstalls into which the portal has just moved an install that this run keeps", async () => {
    const production = await install({ environment: "production" });
    const make = (name: string) => world.create("Site", { accountId, name, deleteInstalls: true });
    const kept = [await make("One"), await make("Two")];
    late({ lists: 10_000 });
    world.estate.install("acme").siteId = kept[0]!.id;
    clock.pass(2000);
    const run = world.newRun();
    world.diff("Install", production, production.inputs);
    expect([(await deleted("Site", kept, run))[0], world.estate.installs.size]).toEqual([
      expect.stringContaining("this run keeps"),
      1,
    ]);
  });
  test("the roles of a partial user that the portal has just taken are not given back by an update of installIds", async () => {
    const [a, b] = ["aone", "btwo"].map((name) => oldInstall(name));
    const make = (email: string) =>
      world.create("AccountUser", { ...jo, email, roles: "partial,billing", installIds: [a] });
    const kept = [await make(jo.email), await make("bo@acme.example")];
    late({ lists: 10_000 });
    world.estate.accountUser(jo.email).roles = "partial";
    clock.pass(2000);
    world.newRun();
    await Promise.all(kept.map((one) => world.update("AccountUser", one, { ...one.inputs, installIds: [a, b] })));
    expect(world.estate.accountUser(jo.email).roles).toBe("partial");
  });
});
