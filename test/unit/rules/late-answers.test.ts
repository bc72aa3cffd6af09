import { accountId, publicKeys } from "../../support/nouns";
import { jo, LateWorld, said } from "../../support/late-world";
import { type Kept } from "../../support/world";

const at = new LateWorld();

describe("late lists: the deletion of a domain undoes what this run, or a colleague, has just done", () => {
  test.each([{ lists: 3000 }, { lists: 4000, reads: 4000 }])("rename of a primary domain, lag %j", async (lag) => {
    const installId = at.oldInstall();
    const apex = await at.world.create("Domain", { installId, name: "acme.example", primary: true });
    const www = await at.world.create("Domain", { installId, name: "www.acme.example", redirectTo: apex.id });
    at.late(lag);
    const run = at.world.newRun();
    const made = await at.world.create("Domain", { installId, name: "new.example", primary: true });
    await at.world.update("Domain", www, { ...www.inputs, redirectTo: made.id });
    const outcome = await said(at.world.delete("Domain", apex, run));
    const { estate } = at.world;
    expect([outcome, estate.domain("new.example").primary, estate.domain("www.acme.example").redirectTo]).toEqual([
      "done",
      true,
      made.id,
    ]);
  });
  test("a colleague has just made another domain primary", async () => {
    const installId = at.oldInstall();
    const apex = await at.world.create("Domain", { installId, name: "acme.example", primary: true });
    const theirs = at.world.estate.addDomain({ installId, name: "theirs.example" });
    at.late({ lists: 10_000 });
    at.world.estate.makePrimary(theirs);
    at.world.clock.pass(2000);
    expect([await said(at.world.delete("Domain", apex)), theirs.primary]).toEqual(["done", true]);
  });
});

describe("late lists: of two that go at once, each is judged by the list", () => {
  const two = async (): Promise<Kept[]> => {
    const siteId = at.newSite();
    const make = (name: string, environment: string) =>
      at.world.create("Install", { accountId, siteId, name, environment });
    return [await make("acmestg", "staging"), await make("acmedev", "development")];
  };
  const deleted = (type: string, kept: Kept[], run = at.world.newRun()): Promise<string[]> =>
    Promise.all(kept.map((one) => said(at.world.delete(type, one, run))));
  test("an install that has just become production", async () => {
    const kept = await two();
    at.late({ lists: 10_000 });
    at.world.estate.install("acmestg").environment = "production";
    at.world.clock.pass(2000);
    expect((await deleted("Install", kept))[0]).toContain("environment is production");
  });
  test("an install that has just moved to somebody else's account", async () => {
    const other = at.world.estate.addAccount({ name: "other" }).id;
    const kept = await two();
    at.late({ lists: 10_000 });
    Object.assign(at.world.estate.install("acmestg"), { accountId: other, siteId: null });
    at.world.clock.pass(2000);
    expect((await deleted("Install", kept))[0]).toContain("changed its accountId");
  });
  test("a domain of an install that has just become production", async () => {
    const kept = await two();
    const domains: Kept[] = [];
    for (const { id: installId } of kept)
      domains.push(
        await at.world.create("Domain", {
          installId,
          name: `d${domains.length}.example`,
          installProtection: "default",
        }),
      );
    at.late({ lists: 10_000 });
    at.world.estate.install("acmestg").environment = "production";
    at.world.clock.pass(2000);
    expect((await deleted("Domain", domains))[0]).toContain("did not delete it");
  });
  test("an empty site that has just got a production install", async () => {
    const kept = [
      await at.world.create("Site", { accountId, name: "One" }),
      await at.world.create("Site", { accountId, name: "Two" }),
    ];
    at.late({ lists: 10_000 });
    at.oldInstall("acme", { siteId: kept[0]!.id, environment: "production" });
    at.world.clock.pass(2000);
    expect([(await deleted("Site", kept))[0], at.world.estate.installs.size]).toEqual([
      expect.stringContaining("It still holds"),
      1,
    ]);
  });
  test("a site with deleteInstalls into which the portal has just moved an install that this run keeps", async () => {
    const production = await at.install({ environment: "production" });
    const make = (name: string) => at.world.create("Site", { accountId, name, deleteInstalls: true });
    const kept = [await make("One"), await make("Two")];
    at.late({ lists: 10_000 });
    at.world.estate.install("acme").siteId = kept[0]!.id;
    at.world.clock.pass(2000);
    const run = at.world.newRun();
    at.world.diff("Install", production, production.inputs);
    expect([(await deleted("Site", kept, run))[0], at.world.estate.installs.size]).toEqual([
      expect.stringContaining("this run keeps"),
      1,
    ]);
  });
  test("the roles of a partial user that the portal has just taken are not given back by an update of installIds", async () => {
    const [a, b] = ["aone", "btwo"].map((name) => at.oldInstall(name));
    const make = (email: string) =>
      at.world.create("AccountUser", { ...jo, email, roles: "partial,billing", installIds: [a] });
    const kept = [await make(jo.email), await make("bo@acme.example")];
    at.late({ lists: 10_000 });
    at.world.estate.accountUser(jo.email).roles = "partial";
    at.world.clock.pass(2000);
    at.world.newRun();
    await Promise.all(kept.map((one) => at.world.update("AccountUser", one, { ...one.inputs, installIds: [a, b] })));
    expect(at.world.estate.accountUser(jo.email).roles).toBe("partial");
  });
});

describe("late reads: what was made a moment ago is deleted, though the API does not show it yet", () => {
  const makes: Record<string, () => Promise<Kept>> = {
    Site: () => at.world.create("Site", { accountId, name: "One" }),
    Install: () => at.install(),
    Domain: () => at.world.create("Domain", { installId: at.world.estate.install("old").id, name: "acme.example" }),
    AccountUser: () => at.world.create("AccountUser", jo),
    SshKey: () => at.world.create("SshKey", { publicKey: publicKeys[0] }),
  };
  test.each(Object.keys(makes))("%s", async (type) => {
    at.oldInstall("old");
    at.late({ lists: 8000, reads: 8000, writes: 8000 });
    const made = await makes[type]!();
    const outcome = await said(at.world.delete(type, made, at.world.newRun()));
    at.world.clock.pass(20_000);
    const { sites, installs, domains, accountUsers, sshKeys } = at.world.estate;
    const ids = [sites, installs, domains, sshKeys].flatMap((all) => [...all.keys()]);
    const users = [...accountUsers.values()].map(({ userId }) => userId);
    expect([outcome, [...ids, ...users].includes(made.id)]).toEqual(["done", false]);
  });
});

describe("a deletion that finds nothing", () => {
  const bo = { ...jo, email: "bo@acme.example" };

  test("believes the object's own 404, whatever a late list still shows", async () => {
    const kept = [await at.world.create("AccountUser", jo), await at.world.create("AccountUser", bo)];
    at.late({ lists: 30_000 });
    at.world.simulator.requests.clear();
    at.world.estate.accountUsers.clear();
    at.world.clock.pass(2000);
    const run = at.world.newRun();
    const outcomes = await Promise.all(kept.map((one) => said(at.world.delete("AccountUser", one, run))));
    const deletions = at.world.simulator.requests.count({ method: "DELETE" });
    expect([outcomes, deletions]).toEqual([["done", "done"], 0]);
  });

  test("leaves alone a person whom this run invites again meanwhile", async () => {
    at.world.estate.addPerson({ email: jo.email, firstName: "Jo", lastName: "Ray" });
    const old = await at.world.create("AccountUser", jo);
    at.late({});
    at.world.estate.accountUsers.clear();
    const run = at.world.newRun();
    at.world.diff("AccountUser", old, bo);
    let made: Promise<unknown> | undefined;
    const sleep = run.clock.sleep.bind(run.clock);
    run.clock.sleep = async (milliseconds, signal) => {
      if (milliseconds === 10_000 && made === undefined) await (made = at.world.create("AccountUser", jo));
      return sleep(milliseconds, signal);
    };
    const outcome = await said(at.world.delete("AccountUser", old, run));
    expect(made).toBeDefined();
    const users = [...at.world.estate.accountUsers.values()].map(({ userId }) => userId);
    expect([outcome, users]).toEqual(["done", [old.id]]);
  });

  test("waits for nothing once its own DELETE has worked, though the API answered 500", async () => {
    const made = await at.install();
    at.world.simulator.faults.add({ kind: "500-after", method: "DELETE" });
    const run = at.world.newRun();
    const began = run.clock.now();
    expect(await said(at.world.delete("Install", made, run))).toBe("done");
    expect(run.clock.now() - began).toBeLessThan(10_000);
  });
});

test("late reads: a person invited again, with a lost answer, is ours although a read shows the former access", async () => {
  await at.restart({ pollInterval: "1s" });
  const former = { ...jo, roles: "partial", installIds: [at.oldInstall("former")] };
  const next = { ...jo, roles: "partial", installIds: [at.oldInstall("next")] };
  at.world.estate.addPerson({ email: jo.email, firstName: "Jo", lastName: "Ray" });
  const old = await at.world.create("AccountUser", former);
  at.late({ reads: 4000 });
  const run = at.world.newRun();
  expect(await said(at.world.delete("AccountUser", old, run))).toBe("done");
  at.world.simulator.faults.add({ kind: "cut-after", method: "POST" });
  const made = await at.world.create("AccountUser", next);
  expect([made.id, made.outputs.installIds]).toEqual([old.id, next.installIds]);
});

test("an install of a new site whose answer a gateway replaces with an empty 404 is ours, and made once", async () => {
  const site = await at.world.create("Site", { accountId, name: "New" });
  at.behave({ gateways: [{ method: "POST", status: 404, body: "empty", moment: "after", times: 1 }] });
  const declared = { accountId, siteId: site.id, name: "acme", environment: "staging" };
  const made = await at.world.create("Install", declared);
  expect(made.id).toBe(at.world.estate.install("acme").id);
});
