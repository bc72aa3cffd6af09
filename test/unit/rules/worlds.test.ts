import { Unknown } from "../../../provider/values";
import { accountId, nouns } from "../../support/nouns";
import { jo, LateWorld, said } from "../../support/late-world";

const at = new LateWorld();
const onPost = (act: () => void): void => {
  let done = false;
  at.world.simulator.requests.listener = (moment, request) => {
    if (done || moment !== "arrived" || request.method !== "POST") return;
    done = true;
    act();
  };
};
const access = (): number => at.world.estate.accountsOf(jo.email).length;

describe("a site with deleteInstalls is deleted before its replacement is made, and takes declared installs along", () => {
  const made = async () => {
    const site = await at.world.create("Site", { accountId, name: "Acme", deleteInstalls: true });
    const production = await at.world.create("Install", {
      accountId,
      siteId: site.id,
      name: "acme",
      environment: "production",
    });
    return { site, production };
  };
  test("replacementTrigger, replaceWith (no diff of the site; the install's diff has the site unknown)", async () => {
    const { site, production } = await made();
    const run = at.world.newRun();
    at.world.check("Site", site.inputs, site.inputs);
    at.world.diff("Install", production, { ...production.inputs, siteId: Unknown.value });
    await said(at.world.delete("Site", site, run));
    expect(at.world.estate.installs.size).toBe(1);
  });
  test("an install with no tie to the site, of which the engine asks a moment later", async () => {
    const site = await at.world.create("Site", { accountId, name: "Acme", deleteInstalls: true });
    at.oldInstall("acme", { siteId: site.id, environment: "production" });
    const production = await at.world.create("Install", { accountId, name: "acme", adopt: true });
    const run = at.world.newRun();
    at.world.check("Site", site.inputs, site.inputs);
    const going = said(at.world.delete("Site", site, run));
    await new Promise((go) => setTimeout(go, 50));
    at.world.diff("Install", production, production.inputs);
    await going;
    expect(at.world.estate.installs.size).toBe(1);
  });
});

test("a domain stays where its install is to be replaced (replaceOnChanges: [environment]) and is going to refuse", async () => {
  const kept = await at.install();
  const domain = await at.world.create("Domain", {
    installId: kept.id,
    name: "acme.example",
    installProtection: "default",
  });
  at.world.estate.install("acme").environment = "production";
  const run = at.world.newRun();
  const news = { ...kept.inputs, environment: "development" };
  expect(at.world.diff("Install", kept, news).deleteBeforeReplace).toBe(true);
  at.world.check("Install", {}, news);
  const outcomes = [
    await said(at.world.delete("Domain", domain, run)),
    await said(at.world.delete("Install", kept, run)),
  ];
  expect(outcomes).toEqual([
    expect.stringContaining("did not delete it"),
    expect.stringContaining("environment is production"),
  ]);
});

describe("after a lost answer, what the list's entry says too little of is taken for ours", () => {
  test("a colleague's install in another site, answers as the endpoint reference has them: a destroy deletes it", async () => {
    const [ours, theirs] = [at.newSite("Ours"), at.newSite("Theirs")];
    at.behave({ short: true });
    at.world.simulator.faults.add({ kind: "500", method: "POST" });
    onPost(() => at.oldInstall("acme", { siteId: theirs, environment: "staging" }));
    const creation = at.world.create("Install", { accountId, siteId: ours, name: "acme", environment: "staging" });
    const kept = await creation.catch(() => undefined);
    if (kept !== undefined) await said(at.world.delete("Install", kept));
    expect([kept, at.world.estate.installs.size]).toEqual([undefined, 1]);
  });
  test("a colleague's owner, where the list leaves out roles", async () => {
    at.behave({ odd: [{ path: /account_users$/, method: "GET", field: "roles", as: "missing" }] });
    at.world.simulator.faults.add({ kind: "500", method: "POST" });
    onPost(() => at.world.estate.addAccountUser({ ...jo, roles: "owner" }));
    expect(await said(at.world.create("AccountUser", jo))).toContain("did not create it");
  });
  test("a colleague's redirect, after a bulk request, where the list leaves out redirects", async () => {
    const installId = at.oldInstall();
    const to = at.world.estate.addDomain({ installId, name: "to.example" });
    at.behave({ odd: [{ path: /domains$/, method: "GET", field: "redirects_to", as: "missing" }] });
    at.world.simulator.faults.add({ kind: "500", method: "POST" });
    onPost(() => at.world.estate.addDomain({ installId, name: "a.example", redirectTo: to.id }));
    const [one] = await Promise.all(
      ["a.example", "b.example"].map((name) => said(at.world.create("Domain", { installId, name }))),
    );
    expect(one).toContain("did not create it");
  });
});

describe("a redirect of another resource of the program is removed for good", () => {
  const made = async (redirects = true) => {
    const installId = at.oldInstall();
    const apex = await at.world.create("Domain", { installId, name: "acme.example", primary: true });
    const www = await at.world.create("Domain", {
      installId,
      name: "www.acme.example",
      ...(redirects && { redirectTo: apex.id }),
    });
    return { apex, www };
  };
  const www = () => at.world.estate.domain("www.acme.example").redirectTo;
  test("which declares it (by id), and goes on declaring it", async () => {
    const { apex, www: kept } = await made();
    const run = at.world.newRun();
    await at.world.update("Domain", kept, kept.inputs);
    const outcome = await said(at.world.delete("Domain", apex, run));
    expect([outcome, www()]).toEqual([expect.stringContaining("www.acme.example redirects to it"), apex.id]);
  });
  test("which somebody made in the portal", async () => {
    const { apex, www: kept } = await made(false);
    at.world.estate.domain("www.acme.example").redirectTo = apex.id;
    const run = at.world.newRun();
    at.world.diff("Domain", kept, kept.inputs);
    const outcome = await said(at.world.delete("Domain", apex, run));
    expect([outcome, www()]).toEqual([expect.stringContaining("www.acme.example redirects to it"), apex.id]);
  });
  test("and the primary role is given away, though the API then denies the DELETE", async () => {
    const { apex, www: kept } = await made();
    const before = at.world.estate.snapshot();
    const run = at.world.newRun();
    await at.world.update("Domain", kept, kept.inputs);
    at.world.simulator.faults.add({ kind: "answer", status: 403, method: "DELETE", body: { message: "You may not" } });
    await said(at.world.delete("Domain", apex, run));
    expect(at.world.estate.snapshot().domains).toEqual(before.domains);
  });
});

test.each([true, false])(
  "AccountUser: one person in two claims, by the letters of the account (capitals in both: %s)",
  async (both) => {
    await at.restart({ adopt: "true" });
    const capitals = { ...jo, accountId: accountId.toUpperCase() };
    const kept = await at.world.create("AccountUser", both ? capitals : jo);
    const run = at.world.newRun();
    const renamed = await at.world.create("AccountUser", capitals);
    await at.world.delete("AccountUser", kept, run);
    expect([renamed.id, access()]).toEqual([kept.id, 1]);
  },
);

describe("AccountUser: a person whom this run removed is taken for the new one", () => {
  test("replaced (deleted first), lists late, POST lost", async () => {
    const kept = await at.world.create("AccountUser", jo);
    at.late({ lists: 10_000 });
    await at.world.delete("AccountUser", kept, at.world.newRun());
    at.world.simulator.faults.add({ kind: "500", method: "POST" });
    expect([await said(at.world.create("AccountUser", jo)), access()]).toEqual(["done", 1]);
  });
  test("replaced (deleted first), the POST was done and lost, and a second one is refused", async () => {
    const kept = await at.world.create("AccountUser", jo);
    await at.world.delete("AccountUser", kept, at.world.newRun());
    at.world.simulator.faults.add({ kind: "500-after", method: "POST" });
    expect([await said(at.world.create("AccountUser", jo)), access()]).toEqual(["done", 1]);
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
      await at.restart({ requestsPerSecond });
      for (let n = 0; n < 900; n++) at.world.estate.addSite({ accountId, name: `S${n}` });
      at.behave(behaviours);
      at.world.newRun();
      expect(await said(at.world.create("Site", { accountId, name: "Acme" }))).toBe("done");
    },
    60_000,
  );
});

test.each(["list", "null", "empty-object", "empty-list"] as const)(
  "a site with short answers stays where the list's entry of its production install has its site as %s",
  async (as) => {
    const site = await at.world.create("Site", { accountId, name: "Acme" });
    at.oldInstall("acme", { siteId: site.id, environment: "production" });
    at.behave({ short: { path: /^\/sites/ }, odd: [{ path: /^\/installs$/, field: "site", as }] });
    const outcome = await said(at.world.delete("Site", site));
    expect([outcome, at.world.estate.installs.size]).toEqual([expect.stringContaining("It still holds"), 1]);
  },
);

describe("false words", () => {
  test("a domain whose install is kept, and was once written in capitals, goes alone", async () => {
    const kept = await at.install({ environment: "production" });
    const first = await at.world.create("Domain", { installId: kept.id.toUpperCase(), name: "acme.example" });
    at.world.newRun();
    const domain = await at.world.update("Domain", first, {
      installId: kept.id,
      name: "acme.example",
      installProtection: "default",
    });
    const run = at.world.newRun();
    at.world.diff("Install", kept, kept.inputs);
    expect(await said(at.world.delete("Domain", domain, run))).toBe("done");
  });
  test.each(nouns)("%s: a control that changes under replaceOnChanges is no second declaration", async (type, noun) => {
    const kept = await at.world.create(type, noun.declare(at.world));
    at.world.newRun();
    const news = { ...kept.inputs, customTimeouts: { delete: "5m" } };
    at.world.diff(type, kept, news);
    expect(await said((async () => at.world.check(type, {}, news))())).toBe("done");
  });
  test("a site goes once this run has moved its install away, lists late", async () => {
    const home = await at.world.create("Site", { accountId, name: "Home" });
    const kept = await at.install({ siteId: home.id });
    const away = at.newSite("Away");
    at.late({ lists: 10_000 });
    const run = at.world.newRun();
    await at.world.update("Install", kept, { ...kept.inputs, siteId: away });
    expect(await said(at.world.delete("Site", home, run))).toBe("done");
  });
});
