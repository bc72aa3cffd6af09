import { Unknown } from "../../../provider/values";
import { accountId, otherAccountId } from "../../support/nouns";
import { type Kept, TestWorld } from "../../support/world";

/* A removal takes what it was asked to take, all of it, and nothing else. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const behave: TestWorld["simulator"]["behaviours"]["set"] = (change) => world.simulator.behaviours.set(change);
const requests = (method: string): string[] =>
  world.simulator.requests
    .all()
    .filter((one) => one.method === method)
    .map(({ path }) => path);

const madeSite = (more: object = {}): Promise<Kept> => world.create("Site", { accountId, name: "Acme", ...more });
const addInstall = (siteId: string, name = "acme", more: object = {}): string =>
  world.estate.addInstall({ accountId, siteId, name, environment: "production", ...more }).id;

/** A run that keeps an install, as one whose diff found nothing to replace. */
async function keeping(install: Kept): Promise<ReturnType<TestWorld["newRun"]>> {
  const run = world.newRun();
  await world.update("Install", install, install.inputs);
  return run;
}

describe("a site with deleteInstalls", () => {
  test("never takes an install along that the same run keeps, wherever the portal moved it", async () => {
    const home = await world.create("Site", { accountId, name: "Home" });
    const install = await world.create("Install", { accountId, siteId: home.id, name: "acme", environment: "staging" });
    const site = await madeSite({ deleteInstalls: true });
    world.estate.install("acme").siteId = site.id;
    const run = await keeping({ ...install, inputs: { ...install.inputs }, outputs: install.outputs });
    world.estate.install("acme").siteId = site.id;
    await expect(world.delete("Site", site, run)).rejects.toThrow("It holds the install acme, which this run keeps");
    expect(world.estate.install("acme").id).toBe(install.id);
  });

  test("takes nothing along whose own deletion the run refused", async () => {
    const site = await madeSite({ deleteInstalls: true });
    const install = await world.create("Install", { accountId, siteId: site.id, name: "acme", environment: "staging" });
    world.estate.install("acme").environment = "production";
    const run = world.newRun();
    await expect(world.delete("Install", install, run)).rejects.toThrow("The install's environment is production");
    await expect(world.delete("Site", site, run)).rejects.toThrow("It holds the install acme, which this run keeps");
  });

  test("takes along what nobody keeps", async () => {
    const site = await madeSite({ deleteInstalls: true });
    addInstall(site.id);
    await world.delete("Site", site);
    expect(world.estate.installs.size).toBe(0);
  });
});

describe("a site's own word that it holds no install is not believed alone:", () => {
  test("where its answer leaves them out, and entries of lists do not say their site, the single installs are asked", async () => {
    const site = await madeSite();
    addInstall(site.id);
    behave({
      odd: [
        { field: "installs", as: "missing" },
        { path: /^\/installs$/, field: "site", as: "missing" },
      ],
    });
    await expect(world.delete("Site", site)).rejects.toThrow("It still holds the install acme");
    expect(world.estate.sites.has(site.id)).toBe(true);
  });

  test("where its answer says none, and the list has one", async () => {
    const site = await madeSite();
    addInstall(site.id);
    behave({ odd: [{ path: /^\/sites/, field: "installs", as: "empty-list" }] });
    await expect(world.delete("Site", site)).rejects.toThrow("It still holds the install acme");
  });

  test("where no answer says it, the site stays", async () => {
    const site = await madeSite({ deleteInstalls: true });
    addInstall(site.id);
    behave({
      odd: [
        { field: "installs", as: "missing" },
        { path: /^\/installs/, field: "site", as: "missing" },
      ],
    });
    await expect(world.delete("Site", site)).rejects.toThrow("The API does not say which site holds the install acme");
  });

  test("a single install is asked once a run, however many sites go", async () => {
    const sites = [await madeSite(), await world.create("Site", { accountId, name: "Other" })];
    const installs = ["one", "two", "three"].map((name) => addInstall("", name));
    behave({
      odd: [
        { field: "installs", as: "missing" },
        { path: /^\/installs$/, field: "site", as: "missing" },
      ],
    });
    const run = world.newRun();
    for (const site of sites) await world.delete("Site", site, run);
    const asked = requests("GET").filter((path) => /^\/installs\/./.test(path));
    expect(asked.sort()).toEqual(installs.map((id) => `/installs/${id}`).sort());
  });

  test("above a hundred installs that say nothing, the site stays, and none is asked", async () => {
    const site = await madeSite();
    for (let number = 0; number <= 100; number++) addInstall("", `acme${number}`);
    behave({
      odd: [
        { field: "installs", as: "missing" },
        { path: /^\/installs/, field: "site", as: "missing" },
      ],
    });
    await expect(world.delete("Site", site)).rejects.toThrow("101 installs of the account");
    expect(requests("GET").filter((path) => /^\/installs\/./.test(path))).toEqual([]);
  });

  test("an empty site goes", async () => {
    const site = await madeSite();
    await world.delete("Site", site);
    expect(world.estate.sites.size).toBe(0);
  });
});

test("what this run deleted, and the site still lists, does not hold the site back", async () => {
  const site = await madeSite();
  const install = await world.create("Install", { accountId, siteId: site.id, name: "acme", environment: "staging" });
  const named = { installs: [{ id: install.id, name: "acme" }] };
  world.estate.reword = (body, { path }) => (path === `/sites/${site.id}` ? { ...(body as object), ...named } : body);
  const run = world.newRun();
  await world.delete("Install", install, run);
  await world.delete("Site", site, run);
  expect(world.estate.sites.size).toBe(0);
});

describe("an install on its way out", () => {
  const made = (): Promise<Kept> => {
    world.estate.addInstall({ accountId, name: "acme", environment: "staging" });
    return world.create("Install", { accountId, name: "acme", environment: "staging", adopt: true });
  };

  test.each(["deleting", "deleted"])(
    "that is still answered as %s is waited for, and not deleted again",
    async (word) => {
      const install = await made();
      behave({ lag: { removals: 30_000, removedStatus: word } });
      world.estate.removeInstall(install.id);
      await world.delete("Install", install);
      expect(requests("DELETE")).toEqual([]);
    },
  );

  test("is no install to adopt, and the text says to wait", async () => {
    const install = await made();
    behave({ lag: { removals: 30_000 } });
    world.estate.removeInstall(install.id);
    world.newRun();
    const again = world.create("Install", { accountId, name: "acme", environment: "staging", adopt: true });
    await expect(again).rejects.toThrow("is being deleted");
  });
});

describe("a replacement of an install creates first,", () => {
  const replaced = async (inputs: object, news: object, real: object = {}): Promise<boolean> => {
    const declared = { accountId, name: "acme", ...inputs };
    world.estate.addInstall({ ...declared, ...real });
    const kept = await world.create("Install", { ...declared, adopt: true });
    world.newRun();
    const seen = (await world.refresh("Install", kept))!;
    return world.diff("Install", seen, { accountId, name: "acme2", ...news }).deleteBeforeReplace;
  };

  test("where no place is declared: the install may be in another one than the new one", async () => {
    const siteId = world.estate.addSite({ accountId, name: "Acme" }).id;
    expect(await replaced({}, {}, { siteId, environment: "production" })).toBe(false);
  });

  test("unless the new one is to have the place that the old one really has", async () => {
    const siteId = world.estate.addSite({ accountId, name: "Acme" }).id;
    const place = { siteId, environment: "staging" };
    expect(await replaced({}, place, place)).toBe(true);
    expect(await replaced({ name: "other" }, { ...place, environment: "development" }, place)).toBe(false);
  });
});

test("a site that somebody renamed is made anew before the old one goes (replaceOnChanges)", async () => {
  const kept = await madeSite();
  world.newRun();
  expect(world.diff("Site", kept, kept.inputs).deleteBeforeReplace).toBe(true);
  world.estate.site("Acme").name = "Acme II";
  world.newRun();
  const seen = (await world.refresh("Site", kept))!;
  expect(world.diff("Site", seen, kept.inputs).deleteBeforeReplace).toBe(false);
});

test("a domain whose redirect somebody removed goes before it is made anew (replaceOnChanges)", async () => {
  const installId = world.estate.addInstall({ accountId, name: "acme" }).id;
  const apex = await world.create("Domain", { installId, name: "acme.example" });
  const www = await world.create("Domain", { installId, name: "www.acme.example", redirectTo: apex.id });
  world.estate.domain("www.acme.example").redirectTo = null;
  world.newRun();
  const seen = (await world.refresh("Domain", www))!;
  const run = world.newRun();
  // The engine compares the inputs, and replaces by itself: the old half goes first, because both have one name.
  expect(world.diff("Domain", seen, www.inputs).deleteBeforeReplace).toBe(true);
  await world.delete("Domain", seen, run);
  expect([...world.estate.domains.values()].map(({ name }) => name)).not.toContain("www.acme.example");
});

describe("the user of the credentials", () => {
  const self = async (roles = "owner"): Promise<Kept> => {
    const me = { email: "me@agency.example", firstName: "M", lastName: "E" };
    const kept = await world.create("AccountUser", { accountId, ...me, roles });
    world.estate.addCredentials({ username: "me", password: "mine", user: { id: kept.id, ...me } });
    world.newRun({ username: "me", password: "mine" });
    return kept;
  };

  test("is not deleted", async () => {
    const kept = await self();
    await expect(world.delete("AccountUser", kept, world.run)).rejects.toThrow("the run would lose its own access");
    expect(world.estate.accountUsers.size).toBe(2);
  });

  test("gets less access only with a warning", async () => {
    const kept = await self();
    await world.update("AccountUser", kept, { ...kept.inputs, roles: "full" });
    expect(world.warnings.join()).toContain('"full" instead of "owner"');
  });

  test("gets more access without a word, and so does everybody else less", async () => {
    const kept = await self("full");
    await world.update("AccountUser", kept, { ...kept.inputs, roles: "owner" });
    const jo = { accountId, email: "jo@acme.example", firstName: "J", lastName: "O", roles: "full" };
    await world.update("AccountUser", await world.create("AccountUser", jo), { ...jo, roles: "full,billing" });
    expect(world.warnings).toEqual([]);
  });
});

describe("a primary domain", () => {
  const onInstall = async (): Promise<Kept> => {
    const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
    return world.create("Domain", { installId, name: "acme.example", primary: true });
  };

  test.each(["wpengine.com", "wpenginepowered.com", "both"] as const)(
    "hands its role to the install's own domain under %s, even if that redirects",
    async (under) => {
      behave({ ownDomain: { under, redirects: true } });
      await world.delete("Domain", await onInstall());
      const own = [...world.estate.domains.values()].filter(({ primary }) => primary);
      const expected = under === "wpengine.com" ? "acme.wpengine.com" : "acme.wpenginepowered.com";
      expect(own.map(({ name }) => name)).toEqual([expected]);
      expect(world.estate.domains.size).toBe(under === "both" ? 2 : 1);
    },
  );

  test.each(["wpengine.com", "wpenginepowered.com"] as const)(
    "is left alone if it is the own one under %s",
    async (under) => {
      behave({ ownDomain: { under, redirects: false } });
      const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
      const own = await world.create("Domain", { installId, name: `acme.${under}`, adopt: true });
      await world.delete("Domain", own);
      expect(requests("DELETE")).toEqual([]);
    },
  );
});

describe("a domain to which others redirect", () => {
  const target = async (): Promise<{ apex: Kept; www: Kept }> => {
    const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
    const apex = await world.create("Domain", { installId, name: "acme.example" });
    const www = await world.create("Domain", { installId, name: "www.acme.example", redirectTo: apex.id });
    return { apex, www };
  };

  test("stays while they do, and the refusal names them", async () => {
    const { apex } = await target();
    await expect(world.delete("Domain", apex)).rejects.toThrow("www.acme.example redirects to it");
    expect(world.estate.domain("www.acme.example").redirectTo).toBe(apex.id);
  });

  test("goes when those redirects are of this program, which go first, whatever becomes of their domains", async () => {
    const { apex, www } = await target();
    const run = world.newRun();
    world.diff("Domain", www, { ...www.inputs, redirectTo: Unknown.value });
    await world.delete("Domain", apex, run);
    expect(world.estate.domain("www.acme.example").redirectTo).toBeNull();
    expect([...world.estate.domains.values()].map(({ name }) => name)).not.toContain("acme.example");
  });

  test("goes when those of the same run have gone, whatever the order", async () => {
    const { apex, www } = await target();
    const run = world.newRun();
    await Promise.all([world.delete("Domain", apex, run), world.delete("Domain", www, run)]);
    expect([...world.estate.domains.values()].map(({ name }) => name)).toEqual(["acme.wpengine.com"]);
  });
});

test("a domain that a late list lacks is deleted all the same", async () => {
  const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
  behave({ lag: { lists: 60_000 } });
  const kept = await world.create("Domain", { installId, name: "acme.example" });
  await world.delete("Domain", kept);
  expect([...world.estate.domains.values()].map(({ name }) => name)).toEqual(["acme.wpengine.com"]);
});

test("250 domains of one install go at once, with a few readings of their list", async () => {
  const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
  const names = Array.from({ length: 250 }, (_, number) => `n${number}.example`);
  for (const name of names) world.estate.addDomain({ installId, name });
  const kept = await Promise.all(names.map((name) => world.create("Domain", { installId, name, adopt: true })));
  const run = world.newRun();
  world.simulator.requests.clear();
  await Promise.all(kept.map((one) => world.delete("Domain", one, run)));
  expect(world.estate.domains.size).toBe(1);
  const lists = requests("GET").filter((path) => path.endsWith("/domains"));
  expect(requests("DELETE")).toHaveLength(250);
  expect(lists.length).toBeLessThanOrEqual(12);
});

test("a person who is dropped from one account loses that access, and keeps the other", async () => {
  world.estate.addAccount({ id: otherAccountId, name: "other" });
  const jo = { email: "jo@acme.example", firstName: "J", lastName: "O", roles: "full" };
  const here = await world.create("AccountUser", { accountId, ...jo });
  const there = await world.create("AccountUser", { accountId: otherAccountId, ...jo });
  const run = world.newRun();
  await world.update("AccountUser", here, here.inputs);
  await world.delete("AccountUser", there, run);
  expect(world.estate.accountsOf(jo.email).map((one) => one.accountId)).toEqual([accountId]);
});
