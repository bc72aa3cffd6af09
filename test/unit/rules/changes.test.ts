import { type Run } from "../../../provider/run";
import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs } from "../../support/nouns";

let world: TestWorld;
let installId: string;
beforeEach(async () => {
  world = await TestWorld.create();
  installId = world.estate.addInstall({ accountId, name: "acme" }).id;
});
afterEach(() => world.close());

const bodies = (): unknown[] => world.simulator.requests.writes().map(({ body }) => body);
const primaries = (): string[] =>
  world.estate
    .domainsOf(installId)
    .filter(({ primary }) => primary)
    .map(({ name }) => name);
const domain = (name: string, more: Inputs = {}): Inputs => ({ installId, name, ...more });

/** Plays one `up`, which changes domains in this order. */
async function up(...changes: [kept: Kept, inputs: Inputs][]): Promise<Kept[]> {
  begin();
  const done: Kept[] = [];
  for (const [kept, inputs] of changes) done.push(await world.update("Domain", kept, inputs));
  return done;
}

function begin(): Run {
  world.simulator.requests.clear();
  return world.newRun();
}

async function expectNoDrift(type: string, kept: Kept): Promise<void> {
  begin();
  expect((await world.refresh(type, kept))?.inputs).toEqual(kept.inputs);
}

describe("the role of the primary domain moves to another domain", () => {
  let one: Kept;
  let two: Kept;
  const primary = { primary: true };
  beforeEach(async () => {
    one = await world.create("Domain", domain("one.example", primary));
    two = await world.create("Domain", domain("two.example"));
  });

  const [toTwo, toOne] = [
    (): [Kept, Inputs][] => [
      [one, domain("one.example")],
      [two, domain("two.example", primary)],
    ],
    (): [Kept, Inputs][] => [
      [one, domain("one.example", primary)],
      [two, domain("two.example")],
    ],
  ];

  test("that the program declares later, with one request", async () => {
    await up(...toTwo());
    expect([primaries(), bodies()]).toEqual([["two.example"], [{ primary: true }]]);
  });

  test("that the program declares earlier, with one request", async () => {
    await up(...toTwo().reverse());
    expect([primaries(), bodies()]).toEqual([["two.example"], [{ primary: true }]]);
  });

  test.each([
    ["later", false],
    ["earlier", true],
  ])("that the program declares %s, and moves back in the next up", async (_place, reversed) => {
    const inOrder = (changes: [Kept, Inputs][]) => (reversed ? changes.reverse() : changes);
    const there = await up(...inOrder(toTwo()));
    [one, two] = (reversed ? there.reverse() : there) as [Kept, Kept];
    await up(...inOrder(toOne()));
    expect([primaries(), bodies()]).toEqual([["one.example"], [{ primary: true }]]);
  });

  test("and neither domain is drift afterwards", async () => {
    for (const kept of await up(...toTwo())) await expectNoDrift("Domain", kept);
  });

  test("that the same up creates", async () => {
    begin();
    await world.create("Domain", domain("three.example", primary));
    await world.update("Domain", one, domain("one.example"));
    expect(primaries()).toEqual(["three.example"]);
  });

  test("in the same up that deletes the domain which had it", async () => {
    const run = begin();
    await world.update("Domain", two, domain("two.example", primary));
    await world.delete("Domain", one, run);
    expect([primaries(), bodies()]).toEqual([["two.example"], [{ primary: true }, undefined]]);
  });

  test("although somebody gave it to a third domain in the portal", async () => {
    world.estate.addDomain({ installId, name: "portal.example", primary: true });
    await up(...toTwo());
    expect(primaries()).toEqual(["two.example"]);
  });

  test("while the two domains also swap the ends of their redirect", async () => {
    two = await world.update("Domain", two, domain("two.example", { redirectTo: one.id }));
    // The engine updates the target of a redirect before the redirect.
    await up([two, domain("two.example", primary)], [one, domain("one.example", { redirectTo: two.id })]);
    expect([primaries(), world.estate.domain("one.example").redirectTo]).toEqual([["two.example"], two.id]);
  });
});

describe("a redirect", () => {
  let apex: Kept;
  let www: Kept;
  beforeEach(async () => {
    apex = await world.create("Domain", domain("acme.example"));
    www = await world.create("Domain", domain("www.example", { redirectTo: apex.id }));
  });

  test("whose target is replaced points to the new target before the old target is deleted", async () => {
    const run = begin();
    const replacement = await world.create("Domain", domain("acme.test"));
    await world.update("Domain", www, domain("www.example", { redirectTo: replacement.id }));
    await world.delete("Domain", apex, run);
    expect(bodies()).toEqual([{ name: "acme.test" }, { redirect_to: replacement.id }, undefined]);
  });

  test("whose target is replaced is no drift afterwards", async () => {
    const run = begin();
    const replacement = await world.create("Domain", domain("acme.test"));
    const followed = await world.update("Domain", www, domain("www.example", { redirectTo: replacement.id }));
    await world.delete("Domain", apex, run);
    await expectNoDrift("Domain", followed);
  });

  test("whose target somebody deleted and created again is drift, and an update repairs it", async () => {
    world.estate.removeDomain(apex.id);
    const { id } = world.estate.addDomain({ installId, name: "acme.example" });
    begin();
    const seen = (await world.refresh("Domain", www))!;
    await world.update("Domain", seen, domain("www.example", { redirectTo: id }));
    expect([seen.inputs.redirectTo, world.estate.domain("www.example").redirectTo]).toEqual([undefined, id]);
  });

  test("that changes its target and changes back is updated each time", async () => {
    const other = await world.create("Domain", domain("other.example"));
    const [there] = await up([www, domain("www.example", { redirectTo: other.id })]);
    const [back] = await up([there!, domain("www.example", { redirectTo: apex.id })]);
    await expectNoDrift("Domain", back!);
  });

  test("that somebody changed in the portal is drift, and an update repairs it", async () => {
    world.estate.domain("www.example").redirectTo = world.estate.domain("acme.wpengine.com").id;
    begin();
    const seen = (await world.refresh("Domain", www))!;
    await world.update("Domain", seen, www.inputs);
    expect(world.estate.domain("www.example").redirectTo).toBe(apex.id);
  });
});

describe("an install moves between sites", () => {
  const install = (siteId: string, environment = "staging"): Inputs => ({
    accountId,
    siteId,
    name: "moving",
    environment,
  });
  let home: string;
  let away: string;
  beforeEach(() => {
    [home, away] = ["Home", "Away"].map((name) => world.estate.addSite({ accountId, name }).id) as [string, string];
  });

  test("there and back, with its id", async () => {
    const kept = await world.create("Install", install(home));
    begin();
    const there = await world.update("Install", kept, install(away));
    const back = await world.update("Install", there, install(home));
    expect([back.id, bodies()]).toEqual([kept.id, [{ site_id: away }, { site_id: home }]]);
  });

  test("and to another environment in one request", async () => {
    const kept = await world.create("Install", install(home));
    begin();
    await world.update("Install", kept, install(away, "development"));
    expect(bodies()).toEqual([{ site_id: away, environment: "development" }]);
  });

  test("and is no drift afterwards", async () => {
    const kept = await world.create("Install", install(home));
    await expectNoDrift("Install", await world.update("Install", kept, install(away)));
  });

  test("and keeps its domains", async () => {
    const kept = await world.create("Install", install(home));
    const added = await world.create("Domain", { installId: kept.id, name: "moving.example" });
    await world.update("Install", kept, install(away));
    await expectNoDrift("Domain", added);
  });

  test("back home, after somebody moved it in the portal", async () => {
    const kept = await world.create("Install", install(home));
    world.estate.install("moving").siteId = away;
    begin();
    await world.update("Install", (await world.refresh("Install", kept))!, install(home));
    expect(world.estate.install("moving").siteId).toBe(home);
  });
});

describe("a user", () => {
  const jo = (more: Inputs): Inputs => ({
    accountId,
    email: "jo@example.com",
    firstName: "Jo",
    lastName: "Ray",
    ...more,
  });
  const partial = (roles = "partial"): Inputs => jo({ roles, installIds: [installId] });

  test("changes from partial to full to partial, and the requests that need installs carry them", async () => {
    let kept = await world.create("AccountUser", partial());
    begin();
    for (const inputs of [jo({ roles: "full" }), partial()]) kept = await world.update("AccountUser", kept, inputs);
    expect(bodies()).toEqual([{ roles: "full" }, { roles: "partial", install_ids: [installId] }]);
  });

  test.each(["full", "full,billing", "owner"])("changes from partial to %s, and is no drift then", async (roles) => {
    const kept = await world.create("AccountUser", partial());
    await expectNoDrift("AccountUser", await world.update("AccountUser", kept, jo({ roles })));
  });

  test.each(["partial", "partial,billing"])("changes from full to %s, and is no drift then", async (roles) => {
    const kept = await world.create("AccountUser", jo({ roles: "full" }));
    await expectNoDrift("AccountUser", await world.update("AccountUser", kept, partial(roles)));
  });

  test("whom somebody made full in the portal is drift, and an update gives the installs back", async () => {
    const kept = await world.create("AccountUser", partial());
    Object.assign(world.estate.accountUser("jo@example.com"), { roles: "full", installIds: [] });
    begin();
    const seen = (await world.refresh("AccountUser", kept))!;
    await world.update("AccountUser", seen, partial());
    expect([seen.inputs, world.estate.accountUser("jo@example.com").installIds]).toEqual([
      jo({ roles: "full" }),
      [installId],
    ]);
  });

  test("whom somebody made partial in the portal is drift, and an update makes the user full again", async () => {
    const kept = await world.create("AccountUser", jo({ roles: "full" }));
    Object.assign(world.estate.accountUser("jo@example.com"), { roles: "partial", installIds: [installId] });
    begin();
    const seen = (await world.refresh("AccountUser", kept))!;
    await world.update("AccountUser", seen, jo({ roles: "full" }));
    expect([seen.inputs, world.estate.accountUser("jo@example.com").roles]).toEqual([jo({ roles: "partial" }), "full"]);
  });

  test("who has two installs loses one with one request", async () => {
    const other = world.estate.addInstall({ accountId, name: "other" }).id;
    const kept = await world.create("AccountUser", jo({ roles: "partial", installIds: [installId, other] }));
    begin();
    await world.update("AccountUser", kept, partial());
    expect(world.estate.accountUser("jo@example.com").installIds).toEqual([installId]);
  });
});

describe("what somebody changed outside, and the program leaves to others (ignoreChanges), stays in a later update:", () => {
  test("the environment of an install that moves between sites, twice", async () => {
    const [one, two, three] = ["One", "Two", "Three"].map((name) => world.estate.addSite({ accountId, name }).id);
    const inputs = { accountId, siteId: one, name: "acmestg", environment: "staging" };
    const made = await world.create("Install", inputs);
    world.estate.install("acmestg").environment = "development";
    const moved = await world.update("Install", made, { ...inputs, siteId: two });
    await world.update("Install", moved, { ...inputs, siteId: three });
    expect(world.estate.install("acmestg")).toMatchObject({ siteId: three, environment: "development" });
  });

  test("the redirect of a domain whose requests go to https from now on, and no longer", async () => {
    const [apex, other] = ["acme.example", "other.example"].map(
      (name) => world.estate.addDomain({ installId, name }).id,
    );
    const made = await world.create("Domain", domain("www.acme.example", { redirectTo: apex }));
    world.estate.domain("www.acme.example").redirectTo = String(other);
    const secured = await world.update("Domain", made, { ...made.inputs, secureAllUrls: true });
    await world.update("Domain", secured, { ...made.inputs, secureAllUrls: false });
    expect(world.estate.domain("www.acme.example")).toMatchObject({ redirectTo: other, secureAllUrls: false });
  });
});
