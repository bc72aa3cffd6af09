import { Unknown } from "../../../provider/values";
import { SettableClock } from "../../../simulator";
import { accountId, nouns } from "../../support/nouns";
import { type Kept, TestWorld } from "../../support/world";

let world: TestWorld;
let clock: SettableClock;
const begin = async (settings: Record<string, string> = {}): Promise<void> => {
  clock = new SettableClock();
  world = await TestWorld.create({ clock }, settings);
};
beforeEach(() => begin());
afterEach(() => world.close());
const restart = async (settings: Record<string, string>): Promise<void> => {
  await world.close();
  await begin(settings);
};
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
const onPost = (act: () => void): void => {
  let done = false;
  world.simulator.requests.listener = (moment, request) => {
    if (done || moment !== "arrived" || request.method !== "POST") return;
    done = true;
    act();
  };
};
const newSite = (name = "Acme"): string => world.estate.addSite({ accountId, name }).id;
const oldInstall = (name = "acme", more: object = {}): string =>
  world.estate.addInstall({ accountId, name, ...more }).id;
const install = (more: object = {}): Promise<Kept> =>
  world.create("Install", { accountId, siteId: newSite(), name: "acme", environment: "staging", ...more });
const jo = { accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "full" };
const access = (): number => world.estate.accountsOf(jo.email).length;

describe("a site with deleteInstalls is deleted before its replacement is made, and takes declared installs along", () => {
  const made = async () => {
    const site = await world.create("Site", { accountId, name: "Acme", deleteInstalls: true });
    const production = await world.create("Install", {
      accountId,
      siteId: site.id,
      name: "acme",
      environment: "production",
    });
    return { site, production };
  };
  test("replacementTrigger, replaceWith (no diff of the site; the install's diff has the site unknown)", async () => {
    const { site, production } = await made();
    const run = world.newRun();
    world.check("Site", site.inputs, site.inputs);
    world.diff("Install", production, { ...production.inputs, siteId: Unknown.value });
    await said(world.delete("Site", site, run));
    expect(world.estate.installs.size).toBe(1);
  });
  test("an install with no tie to the site, of which the engine asks a moment later", async () => {
    const site = await world.create("Site", { accountId, name: "Acme", deleteInstalls: true });
    oldInstall("acme", { siteId: site.id, environment: "production" });
    const production = await world.create("Install", { accountId, name: "acme", adopt: true });
    const run = world.newRun();
    world.check("Site", site.inputs, site.inputs);
    const going = said(world.delete("Site", site, run));
    await new Promise((go) => setTimeout(go, 50));
    world.diff("Install", production, production.inputs);
    await going;
    expect(world.estate.installs.size).toBe(1);
  });
});

test("a domain stays where its install is to be replaced (replaceOnChanges: [environment]) and is going to refuse", async () => {
  const kept = await install();
  const domain = await world.create("Domain", {
    installId: kept.id,
    name: "acme.example",
    installProtection: "default",
  });
  world.estate.install("acme").environment = "production";
  const run = world.newRun();
  const news = { ...kept.inputs, environment: "development" };
  expect(world.diff("Install", kept, news).deleteBeforeReplace).toBe(true);
  world.check("Install", {}, news);
  const outcomes = [await said(world.delete("Domain", domain, run)), await said(world.delete("Install", kept, run))];
  expect(outcomes).toEqual([
    expect.stringContaining("did not delete it"),
    expect.stringContaining("environment is production"),
  ]);
});

describe("after a lost answer, what the list's entry says too little of is taken for ours", () => {
  test("a colleague's install in another site, answers as the endpoint reference has them: a destroy deletes it", async () => {
    const [ours, theirs] = [newSite("Ours"), newSite("Theirs")];
    behave({ short: true });
    world.simulator.faults.add({ kind: "500", method: "POST" });
    onPost(() => oldInstall("acme", { siteId: theirs, environment: "staging" }));
    const creation = world.create("Install", { accountId, siteId: ours, name: "acme", environment: "staging" });
    const kept = await creation.catch(() => undefined);
    if (kept !== undefined) await said(world.delete("Install", kept));
    expect([kept, world.estate.installs.size]).toEqual([undefined, 1]);
  });
  test("a colleague's owner, where the list leaves out roles", async () => {
    behave({ odd: [{ path: /account_users$/, method: "GET", field: "roles", as: "missing" }] });
    world.simulator.faults.add({ kind: "500", method: "POST" });
    onPost(() => world.estate.addAccountUser({ ...jo, roles: "owner" }));
    expect(await said(world.create("AccountUser", jo))).toContain("did not create it");
  });
  test("a colleague's redirect, after a bulk request, where the list leaves out redirects", async () => {
    const installId = oldInstall();
    const to = world.estate.addDomain({ installId, name: "to.example" });
    behave({ odd: [{ path: /domains$/, method: "GET", field: "redirects_to", as: "missing" }] });
    world.simulator.faults.add({ kind: "500", method: "POST" });
    onPost(() => world.estate.addDomain({ installId, name: "a.example", redirectTo: to.id }));
    const [one] = await Promise.all(
      ["a.example", "b.example"].map((name) => said(world.create("Domain", { installId, name }))),
    );
    expect(one).toContain("did not create it");
  });
});

describe("a redirect of another resource of the program is removed for good", () => {
  const made = async (redirects = true) => {
    const installId = oldInstall();
    const apex = await world.create("Domain", { installId, name: "acme.example", primary: true });
    const www = await world.create("Domain", {
      installId,
      name: "www.acme.example",
      ...(redirects && { redirectTo: apex.id }),
    });
    return { apex, www };
  };
  const www = () => world.estate.domain("www.acme.example").redirectTo;
  test("which declares it (by id), and goes on declaring it", async () => {
    const { apex, www: kept } = await made();
    const run = world.newRun();
    await world.update("Domain", kept, kept.inputs);
    const outcome = await said(world.delete("Domain", apex, run));
    expect([outcome, www()]).toEqual([expect.stringContaining("www.acme.example redirects to it"), apex.id]);
  });
  test("which somebody made in the portal", async () => {
    const { apex, www: kept } = await made(false);
    world.estate.domain("www.acme.example").redirectTo = apex.id;
    const run = world.newRun();
    world.diff("Domain", kept, kept.inputs);
    const outcome = await said(world.delete("Domain", apex, run));
    expect([outcome, www()]).toEqual([expect.stringContaining("www.acme.example redirects to it"), apex.id]);
  });
  test("and the primary role is given away, though the API then denies the DELETE", async () => {
    const { apex, www: kept } = await made();
    const before = world.estate.snapshot();
    const run = world.newRun();
    await world.update("Domain", kept, kept.inputs);
    world.simulator.faults.add({ kind: "answer", status: 403, method: "DELETE", body: { message: "You may not" } });
    await said(world.delete("Domain", apex, run));
    expect(world.estate.snapshot().domains).toEqual(before.domains);
  });
});

test.each([true, false])(
  "AccountUser: one person in two claims, by the letters of the account (capitals in both: %s)",
  async (both) => {
    await restart({ adopt: "true" });
    const capitals = { ...jo, accountId: accountId.toUpperCase() };
    const kept = await world.create("AccountUser", both ? capitals : jo);
    const run = world.newRun();
    const renamed = await world.create("AccountUser", capitals);
    await world.delete("AccountUser", kept, run);
    expect([renamed.id, access()]).toEqual([kept.id, 1]);
  },
);

describe("AccountUser: a person whom this run removed is taken for the new one", () => {
  test("replaced (deleted first), lists late, POST lost", async () => {
    const kept = await world.create("AccountUser", jo);
    late({ lists: 10_000 });
    await world.delete("AccountUser", kept, world.newRun());
    world.simulator.faults.add({ kind: "500", method: "POST" });
    expect([await said(world.create("AccountUser", jo)), access()]).toEqual(["done", 1]);
  });
  test("replaced (deleted first), the POST was done and lost, and a second one is refused", async () => {
    const kept = await world.create("AccountUser", jo);
    await world.delete("AccountUser", kept, world.newRun());
    world.simulator.faults.add({ kind: "500-after", method: "POST" });
    expect([await said(world.create("AccountUser", jo)), access()]).toEqual(["done", 1]);
  });
});

describe("a site cannot be created where one look takes longer than 30 seconds", () => {
  test.each<[string, object]>([
    ["0.25", {}],
    ["1", { pages: { atMost: 10 } }],
    ["100", { limits: { rest: { requests: 3, milliseconds: 20_000 } } }],
  ])(
    "900 sites, %s requests a second, %j",
    async (requestsPerSecond, behaviours) => {
      await restart({ requestsPerSecond });
      for (let n = 0; n < 900; n++) world.estate.addSite({ accountId, name: `S${n}` });
      behave(behaviours);
      world.newRun();
      expect(await said(world.create("Site", { accountId, name: "Acme" }))).toBe("done");
    },
    60_000,
  );
});

test.each(["list", "null", "empty-object", "empty-list"] as const)(
  "a site with short answers stays where the list's entry of its production install has its site as %s",
  async (as) => {
    const site = await world.create("Site", { accountId, name: "Acme" });
    oldInstall("acme", { siteId: site.id, environment: "production" });
    behave({ short: { path: /^\/sites/ }, odd: [{ path: /^\/installs$/, field: "site", as }] });
    const outcome = await said(world.delete("Site", site));
    expect([outcome, world.estate.installs.size]).toEqual([expect.stringContaining("It still holds"), 1]);
  },
);

describe("false words", () => {
  test("a domain whose install is kept, and was once written in capitals, goes alone", async () => {
    const kept = await install({ environment: "production" });
    const first = await world.create("Domain", { installId: kept.id.toUpperCase(), name: "acme.example" });
    world.newRun();
    const domain = await world.update("Domain", first, {
      installId: kept.id,
      name: "acme.example",
      installProtection: "default",
    });
    const run = world.newRun();
    world.diff("Install", kept, kept.inputs);
    expect(await said(world.delete("Domain", domain, run))).toBe("done");
  });
  test.each(nouns)("%s: a control that changes under replaceOnChanges is no second declaration", async (type, noun) => {
    const kept = await world.create(type, noun.declare(world));
    world.newRun();
    const news = { ...kept.inputs, customTimeouts: { delete: "5m" } };
    world.diff(type, kept, news);
    expect(await said((async () => world.check(type, {}, news))())).toBe("done");
  });
  test("a site goes once this run has moved its install away, lists late", async () => {
    const home = await world.create("Site", { accountId, name: "Home" });
    const kept = await install({ siteId: home.id });
    const away = newSite("Away");
    late({ lists: 10_000 });
    const run = world.newRun();
    await world.update("Install", kept, { ...kept.inputs, siteId: away });
    expect(await said(world.delete("Site", home, run))).toBe("done");
  });
});
