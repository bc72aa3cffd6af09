import {
  agencyId as accountId,
  type BehaviourChange,
  type SettableClock,
  type Simulator,
  startSimulator,
} from "../../../../simulator";
import { behaving } from "../../../support/behaving";
import { ask, askEach } from "../../../support/simulator-client";

let simulator: Simulator;
let clock: SettableClock;
let siteId: string;
let installId: string;
let domainId: string;
let keyId: string;
let userId: string;

const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc ada@agency.example";

/** A world with one thing of each noun, which has been so for long. */
async function world(lag: BehaviourChange["lag"]): Promise<void> {
  ({ simulator, clock } = await behaving({ lag }));
  const { estate } = simulator;
  siteId = estate.addSite({ accountId, name: "Acme" }).id;
  installId = estate.addInstall({ accountId, siteId, name: "acme", environment: "production" }).id;
  domainId = estate.addDomain({ installId, name: "acme.com" }).id;
  keyId = estate.addSshKey({ userId: simulator.estate.credentials[0]!.user.id, publicKey }).uuid;
  const person = { firstName: "Jo", lastName: "Ray", email: "jo@acme.com", roles: "full" };
  userId = estate.addAccountUser({ accountId, ...person }).userId;
  simulator.settle();
}

const list = async (path: string) =>
  ((await ask(simulator, `GET ${path}`)).body as { results: Record<string, unknown>[] }).results;
const namesIn = async (path: string) => (await list(path)).map(({ name, email, uuid }) => name ?? email ?? uuid);
const statusOf = async (path: string) => (await ask(simulator, `GET ${path}`)).status;
const users = `/accounts/${accountId}/account_users`;

/** Makes a second thing of a noun by a request. */
const creations: [string, () => Promise<unknown>, () => string][] = [
  ["site", () => ask(simulator, "POST /sites", { name: "New", account_id: accountId }), () => "/sites"],
  [
    "install",
    () =>
      ask(simulator, "POST /installs", {
        name: "newone",
        account_id: accountId,
        site_id: siteId,
        environment: "staging",
      }),
    () => "/installs",
  ],
  [
    "domain",
    () => ask(simulator, `POST /installs/${installId}/domains`, { name: "new.com" }),
    () => `/installs/${installId}/domains`,
  ],
  [
    "user",
    () =>
      ask(simulator, `POST ${users}`, {
        user: { account_id: accountId, first_name: "Bo", last_name: "Fox", email: "bo@acme.com", roles: "full" },
      }),
    () => users,
  ],
  ["key", () => ask(simulator, "POST /ssh_keys", { public_key: publicKey.replace("5PG9", "5PG8") }), () => "/ssh_keys"],
];

/** The path of the one thing of each noun that may be removed. */
const removable: [string, () => string, () => string][] = [
  ["site", () => `/sites/${siteId}`, () => "/sites"],
  ["install", () => `/installs/${installId}`, () => "/installs"],
  ["domain", () => `/installs/${installId}/domains/${domainId}`, () => `/installs/${installId}/domains`],
  ["user", () => `${users}/${userId}`, () => users],
  ["key", () => `/ssh_keys/${keyId}`, () => "/ssh_keys"],
];

describe("lists that lag", () => {
  beforeEach(() => world({ lists: 4000 }));

  test.each(creations)("lack a new %s until their lag is over", async (_, create, path) => {
    const before = await namesIn(path());
    await create();
    clock.pass(3999);
    const during = await namesIn(path());
    clock.pass(1);
    expect([during, (await namesIn(path())).length]).toEqual([before, before.length + 1]);
  });

  test.each(removable)("list a removed %s until their lag is over", async (_, single, path) => {
    const before = await list(path());
    await ask(simulator, `DELETE ${single()}`);
    clock.pass(3999);
    const during = await list(path());
    clock.pass(1);
    expect([during, (await list(path())).length]).toEqual([before, before.length - 1]);
  });

  test("have an old name until their lag is over", async () => {
    await ask(simulator, `PATCH /sites/${siteId}`, { name: "Renamed" });
    clock.pass(3999);
    const during = await namesIn("/sites");
    clock.pass(1);
    expect([during, await namesIn("/sites")]).toEqual([["Acme"], ["Renamed"]]);
  });

  test("show what changes in the estate behind the API as late", async () => {
    simulator.estate.site("Acme").name = "Renamed";
    clock.pass(3999);
    const during = await namesIn("/sites");
    clock.pass(1);
    expect([during, await namesIn("/sites")]).toEqual([["Acme"], ["Renamed"]]);
  });

  test("lag in what an entry lists of its own, too", async () => {
    await ask(simulator, `DELETE /installs/${installId}`);
    expect(await list("/sites")).toMatchObject([{ installs: [{ id: installId }] }]);
  });

  test("leave single reads alone", async () => {
    await ask(simulator, `PATCH /sites/${siteId}`, { name: "Renamed" });
    expect(await ask(simulator, `GET /sites/${siteId}`)).toMatchObject({ body: { name: "Renamed" } });
  });

  test("of something new are empty, not missing", async () => {
    await creations[1]![1]();
    const { id } = simulator.estate.install("newone");
    expect(await ask(simulator, `GET /installs/${id}/domains`)).toMatchObject({ status: 200, body: { results: [] } });
  });

  test("answer as things were, so that an old status is answered for an install that is active by now", async () => {
    simulator.durations.install = 1000;
    await creations[1]![1]();
    clock.pass(4500);
    const listed = (await list("/installs")).find(({ name }) => name === "newone");
    expect([listed?.status, simulator.estate.install("newone").status]).toEqual(["pending", "active"]);
  });
});

describe("single reads that lag", () => {
  beforeEach(() => world({ reads: 2000 }));

  test.each(creations.slice(0, 4))("answer 404 for a new %s until their lag is over", async (noun, create, path) => {
    const { body } = (await create()) as { body: Record<string, unknown> & { account_user?: { user_id: string } } };
    const single = `${path()}/${noun === "user" ? body.account_user!.user_id : String(body.id)}`;
    const during = await statusOf(single);
    clock.pass(2000);
    expect([during, await statusOf(single)]).toEqual([404, 200]);
  });

  test.each([
    ["site", () => `/sites/${siteId}`, { name: "Renamed" }],
    ["install", () => `/installs/${installId}`, { environment: "staging" }],
    ["domain", () => `/installs/${installId}/domains/${domainId}`, { primary: true }],
    ["user", () => `${users}/${userId}`, { roles: "full,billing" }],
  ])("have the old values of a %s after a PATCH", async (_, path, change) => {
    const before = (await ask(simulator, `GET ${path()}`)).body;
    await ask(simulator, `PATCH ${path()}`, change);
    const during = (await ask(simulator, `GET ${path()}`)).body;
    clock.pass(2000);
    expect([during, (await ask(simulator, `GET ${path()}`)).body]).toEqual([
      before,
      expect.not.objectContaining(before as object),
    ]);
  });

  test("leave lists alone", async () => {
    await creations[0]![1]();
    expect(await namesIn("/sites")).toEqual(["Acme", "New"]);
  });
});

describe("writes that lag", () => {
  beforeEach(() => world({ writes: 2000 }));
  const create = async () =>
    ((await ask(simulator, "POST /sites", { name: "New", account_id: accountId })).body as { id: string }).id;

  test.each(["PATCH", "DELETE"])("answer a %s of something new with 404 until their lag is over", async (method) => {
    const operation = `${method} /sites/${await create()}`;
    const during = (await ask(simulator, operation, { name: "Newer" })).status;
    clock.pass(2000);
    expect([during, (await ask(simulator, operation, { name: "Newer" })).status < 300]).toEqual([404, true]);
  });

  test("answer 500 where the operation lists no 404", async () => {
    await creations[1]![1]();
    const { id } = simulator.estate.install("newone");
    expect(await ask(simulator, `PATCH /installs/${id}`, { environment: "development" })).toMatchObject({
      status: 500,
    });
  });

  test("know what has been there for long", async () => {
    expect(await ask(simulator, `PATCH /sites/${siteId}`, { name: "Newer" })).toMatchObject({ status: 200 });
  });
});

describe("removals that lag", () => {
  beforeEach(() => world({ removals: 20_000 }));

  test.each(removable)("leave a %s in its list", async (_, single, path) => {
    const before = (await list(path())).length;
    await ask(simulator, `DELETE ${single()}`);
    clock.pass(19_999);
    const during = (await list(path())).length;
    clock.pass(1);
    expect([during, (await list(path())).length]).toEqual([before, before - 1]);
  });

  test.each(removable.slice(0, 4))("leave a %s to be read by itself", async (_, single) => {
    await ask(simulator, `DELETE ${single()}`);
    const during = await statusOf(single());
    clock.pass(20_000);
    expect([during, await statusOf(single())]).toEqual([200, 404]);
  });

  test.each(["deleting", "deleted"])("answer a removed install as %s", async (removedStatus) => {
    simulator.behaviours.set({ lag: { removedStatus } });
    await ask(simulator, `DELETE /installs/${installId}`);
    expect(await ask(simulator, `GET /installs/${installId}`)).toMatchObject({ body: { status: removedStatus } });
  });

  test("leave a removed install in its site's own list", async () => {
    await ask(simulator, `DELETE /installs/${installId}`);
    const { body } = await ask(simulator, `GET /sites/${siteId}`);
    expect(body).toMatchObject({ installs: [{ id: installId }] });
  });

  test("leave what went with its parent", async () => {
    simulator.estate.removeSite(siteId);
    expect([await statusOf(`/installs/${installId}`), await namesIn(`/installs/${installId}/domains`)]).toEqual([
      200,
      ["acme.wpengine.com", "acme.com"],
    ]);
  });

  test("answer a second DELETE with 404", async () => {
    const answers = await askEach(simulator, [`DELETE /sites/${siteId}`, `DELETE /sites/${siteId}`]);
    expect(answers.map(({ status }) => status)).toEqual([204, 404]);
  });

  test("are no creations that lag", async () => {
    await creations[0]![1]();
    expect(await namesIn("/sites")).toEqual(["Acme", "New"]);
  });
});

test("lists and removals lag together", async () => {
  await world({ lists: 4000, removals: 20_000 });
  await ask(simulator, `DELETE /sites/${siteId}`);
  await creations[0]![1]();
  clock.pass(4000);
  expect((await namesIn("/sites")).sort()).toEqual(["Acme", "New"]);
});

test("a lag that is set later begins with the world as it is then", async () => {
  await world({});
  await creations[0]![1]();
  simulator.behaviours.set({ lag: { lists: 4000 } });
  simulator.estate.addSite({ accountId, name: "Newer" });
  expect(await namesIn("/sites")).toEqual(["Acme", "New"]);
});

test("a lag that is taken away is over at once", async () => {
  await world({ lists: 4000 });
  await creations[0]![1]();
  simulator.behaviours.set({ lag: { lists: 0 } });
  expect(await namesIn("/sites")).toEqual(["Acme", "New"]);
});

test("a lag passes in real time, too", async () => {
  const real = await startSimulator({ behaviours: { lag: { lists: 100 } } });
  await ask(real, "POST /sites", { name: "New", account_id: accountId });
  const during = (await ask(real, "GET /sites")).body as { count: number };
  await new Promise((resolve) => setTimeout(resolve, 150));
  const after = (await ask(real, "GET /sites")).body as { count: number };
  await real.close();
  expect([during.count, after.count]).toEqual([0, 1]);
});

test("a clock that is set back hides nothing for longer than its lag", async () => {
  await world({ lists: 4000 });
  clock.set(clock.now() - 60_000);
  await creations[0]![1]();
  clock.pass(4000);
  clock.pass(60_000);
  expect(await namesIn("/sites")).toEqual(["Acme", "New"]);
});

test("a longer lag hides nothing of what changed under a shorter one", async () => {
  await world({ writes: 2000 });
  await ask(simulator, `PATCH /sites/${siteId}`, { name: "Acme II" });
  clock.pass(10_000);
  await list("/sites");
  simulator.behaviours.set({ lag: { lists: 30_000 } });
  expect(await namesIn("/sites")).toEqual(["Acme II"]);
});

test("a look that finds nothing changed remembers nothing", async () => {
  await world({ lists: 2000 });
  for (let look = 0; look < 5; look++) {
    clock.pass(1000);
    await list("/sites");
  }
  simulator.behaviours.set({ lag: { lists: 60_000 } });
  expect(await namesIn("/sites")).toEqual(["Acme"]);
});
