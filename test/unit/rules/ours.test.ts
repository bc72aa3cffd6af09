import { type FaultRule } from "../../../simulator";
import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs, nounOf, nouns } from "../../support/nouns";

/*
 * After a lost answer, the provider takes for its own only an object that was not in the list before and is as the
 * request said.
 */

let world: TestWorld;
afterEach(() => world.close());

const posts = (): number => world.simulator.requests.count({ method: "POST" });

/** Somebody does this when a request of ours arrives. */
function whenSent(method: string, path: RegExp, act: () => void): void {
  let isDone = false;
  world.simulator.requests.listener = (moment, request) => {
    if (isDone || moment !== "arrived" || request.method !== method || request.path.search(path) < 0) return;
    isDone = true;
    act();
  };
}

const lost: FaultRule["kind"][] = ["500", "503", "cut-before"];
const colleagues: [type: string, input: string, ours: Inputs, theirs: Inputs][] = [
  ["Install", "environment", {}, { environment: "production" }],
  ["Install", "siteId", {}, { siteId: null }],
  ["AccountUser", "roles", {}, { roles: "owner" }],
  ["Domain", "primary", { primary: true }, { primary: false }],
];

describe.each(lost)("while our creation meets the fault %s", (fault) => {
  test.each(colleagues)(
    "%s: a colleague's that differs in %s is left alone, and both values are named",
    async (type, input, ours, theirs) => {
      world = await TestWorld.create();
      const declared = { ...nounOf(type).declare(world), ...ours };
      world.simulator.faults.add({ kind: fault, method: "POST" });
      let id = "";
      whenSent("POST", /./, () => (id = nounOf(type).makeOutside(world, { ...declared, ...theirs })));
      const before = () => world.estate.snapshot();
      const failure = await world.create(type, declared).catch((error: unknown) => (error as Error).message);
      expect(failure).toMatch(new RegExp(`exists now \\(id ${id}\\)[^]*  ${input}: you declared .*, but the API has `));
      expect([before(), world.simulator.requests.count({ method: "PATCH" })]).toEqual([before(), 0]);
    },
  );

  test("a domain that a colleague makes a redirect of is not ours, though ours says nothing of a redirect", async () => {
    world = await TestWorld.create();
    const declared = nounOf("Domain").declare(world);
    const { id: redirectTo } = world.estate.addDomain({ installId: String(declared.installId), name: "to.example" });
    world.simulator.faults.add({ kind: fault, method: "POST" });
    whenSent("POST", /./, () => nounOf("Domain").makeOutside(world, { ...declared, redirectTo }));
    await expect(world.create("Domain", declared)).rejects.toThrow("the provider did not create it");
  });

  test("a site that had another name when we looked is not ours", async () => {
    world = await TestWorld.create();
    const theirs = world.estate.addSite({ accountId, name: "Theirs" });
    world.simulator.faults.add({ kind: fault, method: "POST" });
    whenSent("POST", /./, () => (theirs.name = "Acme"));
    await expect(world.create("Site", { accountId, name: "Acme" })).rejects.toThrow("was there before");
    expect(posts()).toBe(1);
  });

  test("the domain that an install of this run came with is not ours", async () => {
    world = await TestWorld.create();
    const install = await world.create("Install", nounOf("Install").declare(world));
    world.simulator.faults.add({ kind: fault, method: "POST", path: /domains$/ });
    await expect(world.create("Domain", { installId: install.id, name: "acme.wpengine.com" })).rejects.toThrow(
      "did not create it",
    );
  });
});

test.each([true, false])("what a colleague adds to an install of this run is found, adoption %s", async (adopt) => {
  world = await TestWorld.create({}, { adopt: String(adopt) });
  const install = await world.create("Install", nounOf("Install").declare(world));
  const { id } = world.estate.addDomain({ installId: install.id, name: "acme.example" });
  const outcome = await world.create("Domain", { installId: install.id, name: "acme.example" }).catch(String);
  expect(adopt ? (outcome as Kept).id : outcome).toEqual(
    adopt ? id : expect.stringContaining(`exists already (id ${id})`),
  );
});

/** The list shows what is made only after so many looks. */
function lateList(world: TestWorld, path: string, looks: number): void {
  const body = { results: [], count: 0, next: null, previous: null };
  world.simulator.faults.add({ kind: "answer", status: 200, method: "GET", path, body, times: looks });
}

test.each(nouns.filter(([type]) => type !== "SshKey"))(
  "%s: after a lost answer what is made is found in a list that is late, and made once",
  async (type, noun) => {
    world = await TestWorld.create();
    const declared = noun.declare(world);
    world.simulator.faults.add({ kind: "cut-after", method: "POST" });
    const list = { Site: "/sites", Install: "/installs", AccountUser: `/accounts/${accountId}/account_users` }[type];
    lateList(world, list ?? `/installs/${String(declared.installId)}/domains`, 4);
    const { id } = await world.create(type, declared);
    expect(noun.ids(world)).toEqual([id]);
  },
);

test.each(nouns)(
  "%s: a creation that the API did and answered with 503 is found, and made once",
  async (type, noun) => {
    world = await TestWorld.create();
    const declared = noun.declare(world);
    world.simulator.faults.add({ kind: "answer-after", method: "POST", status: 503, body: { message: "Unavailable" } });
    const { id } = await world.create(type, declared);
    expect([noun.ids(world), posts()]).toEqual([[id], 1]);
  },
);

test("a person whom WP Engine knew by another name is ours after a lost answer", async () => {
  world = await TestWorld.create();
  const declared = nounOf("AccountUser").declare(world);
  world.estate.addPerson({ email: String(declared.email), firstName: "Joan", lastName: "Ray-Bell" });
  world.simulator.faults.add({ kind: "cut-after", method: "POST" });
  const { id } = await world.create("AccountUser", declared);
  expect([nounOf("AccountUser").ids(world), posts()]).toEqual([[id], 1]);
});

test("a site whose name the API writes in a form of its own is ours after a lost answer", async () => {
  world = await TestWorld.create({ behaviours: { names: { escaped: true, collapsed: true, form: "NFD" } } });
  world.simulator.faults.add({ kind: "cut-after", method: "POST" });
  const { id } = await world.create("Site", { accountId, name: "Café &  Bar" });
  expect([[...world.estate.sites.keys()], posts()]).toEqual([[id], 1]);
});

test.each(["standard", "by-field", "texts", "one-error", "messages"] as const)(
  "a name that a colleague took after our look is told of, though the API says so in the form %s",
  async (errors) => {
    const script = [{ method: "POST", path: "/installs", act: "create-same" as const }];
    world = await TestWorld.create({ behaviours: { errors, actor: { script } } });
    await expect(world.create("Install", nounOf("Install").declare(world))).rejects.toThrow("exists already (id");
  },
);

test("what is taken after a lost answer, and does not show, may be our own: the text says so", async () => {
  world = await TestWorld.create();
  const declared = nounOf("Install").declare(world);
  world.simulator.faults.add({ kind: "cut-after", method: "POST" });
  lateList(world, "/installs", 99);
  await expect(world.create("Install", declared)).rejects.toThrow(
    "the provider itself may have created what the API calls taken",
  );
});

describe("a bulk request of domains", () => {
  let installId: string;
  const names = ["a.example", "b.example", "c.example"];
  const together = () => Promise.allSettled(names.map((name) => world.create("Domain", { installId, name })));
  beforeEach(async () => {
    world = await TestWorld.create();
    installId = world.estate.addInstall({ accountId, name: "home" }).id;
  });

  test.each([400, 409, 422])(
    "that is refused (%d) and done in part: what was made is ours, without another request",
    async (status) => {
      world.simulator.faults.add({
        kind: "answer",
        method: "POST",
        path: /bulk$/,
        status,
        body: { message: "c.example: no" },
      });
      whenSent("POST", /bulk$/, () => names.slice(0, 2).forEach((name) => world.estate.addDomain({ installId, name })));
      const made = await together();
      expect(made.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
      expect(posts()).toBe(2);
    },
  );

  test("that is answered with a mixed list: what was made is ours, and what was not gets its own error", async () => {
    const made = { id: "", name: "a.example", primary: false, duplicate: false };
    const body = { domains: [made, { name: "b.example", error: "is taken" }] };
    world.simulator.faults.add({ kind: "answer", method: "POST", path: /bulk$/, status: 201, body });
    whenSent("POST", /bulk$/, () => {
      made.id = world.estate.addDomain({ installId, name: "a.example" }).id;
      world.estate.addDomain({ installId, name: "b.example" });
    });
    const [a, b, c] = await together();
    expect([a, b, c]).toMatchObject([
      { value: { id: made.id } },
      { reason: { message: expect.stringContaining("exists already") as unknown } },
      { status: "fulfilled" },
    ]);
  });
});

describe("of sites, of which the API refuses no duplicate,", () => {
  const acme = { accountId, name: "Acme" };
  const lists = (): number => world.simulator.requests.count({ method: "GET", path: "/sites" });

  test("a list that is older than 30 seconds is asked for anew before a creation", async () => {
    world = await TestWorld.create();
    const { clock } = world.newRun();
    await world.create("Site", { accountId, name: "First" });
    await clock.sleep(31_000);
    const { id } = world.estate.addSite(acme);
    await expect(world.create("Site", acme)).rejects.toThrow(`exists already (id ${id})`);
  });

  test("one reading serves all that wait for it, at first and when it is too old", async () => {
    world = await TestWorld.create();
    const { clock } = world.newRun();
    const make = (names: string[]) => Promise.all(names.map((name) => world.create("Site", { accountId, name })));
    await make(["1", "2", "3"]);
    const first = lists();
    await clock.sleep(31_000);
    await make(["4", "5", "6"]);
    expect([first, lists()]).toEqual([1, 2]);
  });

  test("with adoption on what a killed run made is found ten seconds later, with one look for all", async () => {
    world = await TestWorld.create({}, { adopt: "true" });
    const { clock } = world.newRun();
    lateList(world, "/sites", 1);
    const { id } = world.estate.addSite(acme);
    const began = clock.now();
    const made = await Promise.all(["Acme", "Other"].map((name) => world.create("Site", { accountId, name })));
    expect([made[0]!.id, lists(), world.estate.sites.size]).toEqual([id, 2, 2]);
    expect(clock.now() - began).toBeGreaterThanOrEqual(10_000);
  });

  test("with adoption off nothing waits", async () => {
    world = await TestWorld.create();
    const { clock } = world.newRun();
    const began = clock.now();
    await world.create("Site", acme);
    expect([lists(), clock.now() - began < 5000]).toEqual([1, true]);
  });
});

describe("a name that this run has freed, and that the API holds a while longer,", () => {
  const taken = {
    message: "Invalid request",
    errors: [{ field: "name", type: "value_unavailable", message: "Name is taken" }],
  };
  const again = async (type: string, times: number, settings: Record<string, string> = {}): Promise<Kept> => {
    world = await TestWorld.create({}, settings);
    const old = await world.create(type, nounOf(type).declare(world));
    const run = world.newRun();
    await world.delete(type, old, run);
    world.simulator.faults.add({ kind: "answer", method: "POST", status: 400, body: taken, times });
    return world.create(type, old.inputs);
  };

  test.each(["Install", "Domain"])("is tried again: %s", async (type) => {
    const { id } = await again(type, 8);
    expect(nounOf(type).ids(world)).toEqual([id]);
  });

  test.each(["Install", "Domain"])("is waited for until the deadline, and the text says so: %s", async (type) => {
    await expect(again(type, Infinity, { timeout: "2m" })).rejects.toThrow(
      /Name is taken[^]*This run deleted [^]* the API has not freed its name or its place yet/,
    );
  });
});

test("a site whose creation is held back is looked for again before it is sent", async () => {
  world = await TestWorld.create({}, { requestsPerSecond: "1" });
  let sent = 0;
  world.simulator.requests.listener = (moment, { method }) => {
    if (moment === "arrived" && method === "POST" && ++sent === 15)
      world.estate.addSite({ accountId, name: "Site 44" });
  };
  const names = Array.from({ length: 45 }, (_, number) => `Site ${number}`);
  const ended = await Promise.allSettled(names.map((name) => world.create("Site", { accountId, name })));
  expect(ended.filter(({ status }) => status === "rejected")).toHaveLength(1);
  expect(String((ended[44] as PromiseRejectedResult).reason)).toContain("exists already");
  expect(world.estate.sites.size).toBe(45);
});
