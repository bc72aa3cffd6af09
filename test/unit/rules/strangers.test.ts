import { type Gateway } from "../../../simulator";
import { accountId, nouns } from "../../support/nouns";
import { type Kept, TestWorld } from "../../support/world";

/* What answers in the API's place refuses nothing and confirms nothing, whatever it says. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const gateway = (rule: Gateway): void => world.simulator.behaviours.set({ gateways: [{ times: 1, ...rule }] });
const sent = (): string[] => world.simulator.requests.writes().map(({ method }) => method);

describe.each([400, 404, 409, 410, 422])(
  "a gateway answers %i to a creation that the API has carried out",
  (status) => {
    test.each(nouns)("%s: it is found, is ours, and is there once", async (type, noun) => {
      const declared = noun.declare(world);
      gateway({ method: "POST", status, moment: "after" });
      const { id } = await world.create(type, declared);
      expect([noun.ids(world), sent()]).toEqual([[id], ["POST"]]);
    });

    test.each(nouns)("%s, in place of what this run deleted: it is ours, and is there once", async (type, noun) => {
      const declared = noun.declare(world);
      const old = await world.create(type, declared);
      const run = world.newRun();
      await world.delete(type, old, run);
      world.simulator.requests.clear();
      gateway({ method: "POST", status, moment: "after" });
      const { id } = await world.create(type, declared);
      expect([noun.ids(world), sent()]).toEqual([[id], ["POST"]]);
    });

    test("two domains that are made together: each is ours, and is there once", async () => {
      const { id: installId } = world.estate.addInstall({ accountId, name: "home" });
      gateway({ method: "POST", status, moment: "after" });
      const names = ["one.example", "two.example"];
      const made = await Promise.all(names.map((name) => world.create("Domain", { installId, name })));
      expect([made.map(({ id }) => id), sent()]).toEqual([names.map((name) => world.estate.domain(name).id), ["POST"]]);
    });

    test("a backup: it is found, and is made once", async () => {
      const { id: installId } = world.estate.addInstall({ accountId, name: "home" });
      gateway({ method: "POST", status, moment: "after" });
      const { outputs } = await world.create("Backup", {
        installId,
        description: "d",
        notificationEmails: ["o@a.example"],
      });
      expect([...world.estate.backups.keys()]).toEqual([outputs.backupId]);
    });
  },
);

describe.each([302, 401, 402, 403, 405, 406, 451])("a gateway answers %i", (status) => {
  const requests = (): string[] => world.simulator.requests.all().map(({ method }) => method);
  const backup = { description: "d", notificationEmails: ["o@a.example"] };
  const installId = (): string => world.estate.addInstall({ accountId, name: "home" }).id;

  test.each(nouns)("to a creation that the API has carried out, %s: it is found, and is ours", async (type, noun) => {
    const declared = noun.declare(world);
    gateway({ method: "POST", status, moment: "after" });
    const { id } = await world.create(type, declared);
    expect([noun.ids(world), sent()]).toEqual([[id], ["POST"]]);
  });

  test("to two domains that the API has made together: each is ours", async () => {
    const install = installId();
    gateway({ method: "POST", status, moment: "after" });
    const names = ["one.example", "two.example"];
    const made = await Promise.all(names.map((name) => world.create("Domain", { installId: install, name })));
    expect([made.map(({ id }) => id), sent()]).toEqual([names.map((name) => world.estate.domain(name).id), ["POST"]]);
  });

  test("to a backup that the API has begun: it is found", async () => {
    const inputs = { ...backup, installId: installId() };
    gateway({ method: "POST", status, moment: "after" });
    const { outputs } = await world.create("Backup", inputs);
    expect([[...world.estate.backups.keys()], sent()]).toEqual([[outputs.backupId], ["POST"]]);
  });

  test.each(nouns)("to every creation, %s: the error says so after one more request", async (type, noun) => {
    const declared = noun.declare(world);
    gateway({ method: "POST", status, times: Infinity });
    await expect(world.create(type, declared)).rejects.toThrow(new RegExp(`could not create it. POST .* ${status}: `));
    expect(requests().slice(requests().indexOf("POST"))).toEqual(["POST", "GET"]);
  });

  test("to every backup: the error says so after one more request", async () => {
    const inputs = { ...backup, installId: installId() };
    gateway({ method: "POST", status, times: Infinity });
    await expect(world.create("Backup", inputs)).rejects.toThrow(new RegExp(`could not run it. POST .* ${status}: `));
    expect(requests()).toEqual(["GET", "POST", "GET"]);
  });

  test("to a creation and to the look after it: the error is that of the creation", async () => {
    gateway({ status, after: 1, times: 2 });
    const creation = world.create("Site", { accountId, name: "Acme" });
    await expect(creation).rejects.toThrow(new RegExp(`could not create it. POST /sites answered ${status}: `));
    expect(requests()).toEqual(["GET", "POST", "GET"]);
  });
});

test.each([401, 403])("a %i of the API itself to a creation ends it at once", async (status) => {
  world.simulator.faults.add({ kind: "answer", method: "POST", status, body: { message: "No" }, times: Infinity });
  for (const [type, noun] of nouns) {
    const declared = noun.declare(world);
    await expect(world.create(type, declared)).rejects.toThrow(`answered ${status}`);
    expect(world.simulator.requests.all().at(-1)?.method).toBe("POST");
  }
});

test("a primary domain is not deleted in its role where a gateway answers 404 for it", async () => {
  const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
  const kept = await world.create("Domain", { installId, name: "acme.example", primary: true });
  world.simulator.requests.clear();
  gateway({ method: "GET", path: new RegExp(`/domains/${kept.id}$`), status: 404 });
  await world.delete("Domain", kept);
  expect(sent()).toEqual(["PATCH", "DELETE"]);
});

const successes: [string, Gateway][] = [
  ["200 and nothing", { status: 200, body: "empty" }],
  ["200 and JSON of another form", { status: 200, body: "foreign-json" }],
];
const changing = nouns.flatMap(([type, noun]) =>
  noun.change === undefined ? [] : successes.map(([what, rule]) => [type, what, noun, noun.change!, rule] as const),
);

test.each(changing)(
  "%s: a change that a gateway answers with %s is sent again",
  async (type, _, noun, change, rule) => {
    const kept = await world.create(type, noun.declare(world));
    world.newRun();
    gateway({ method: "PATCH", ...rule });
    const updated: Kept = await world.update(type, kept, { ...kept.inputs, ...change });
    world.newRun();
    expect((await world.refresh(type, updated))?.inputs).toEqual(updated.inputs);
  },
);

// The API may answer a change with `{}`, but it answers a deletion with 204.
const blanks = [{}, null].map((json): [string, Gateway] => [
  `200 and ${JSON.stringify(json)}`,
  { status: 200, body: { json } },
]);
const deleting = nouns.flatMap(([type, noun]) =>
  [...successes, ...blanks].map(([what, rule]) => [type, what, noun, rule] as const),
);

test.each(deleting)("%s: a deletion that a gateway answers with %s is sent again", async (type, _, noun, rule) => {
  const kept = await world.create(type, noun.declare(world));
  gateway({ method: "DELETE", ...rule });
  await world.delete(type, kept);
  expect(noun.ids(world)).toEqual([]);
});

test("the role of a primary domain is handed over before it is deleted, whatever a gateway answers", async () => {
  const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
  const kept = await world.create("Domain", { installId, name: "acme.example", primary: true });
  world.simulator.requests.clear();
  gateway({ method: "PATCH", status: 200, body: "empty" });
  await world.delete("Domain", kept);
  expect(sent()).toEqual(["PATCH", "PATCH", "DELETE"]);
});

test("a purge that a gateway answers with 200 and nothing has failed", async () => {
  const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
  gateway({ method: "POST", status: 200, body: "empty" });
  await expect(world.create("CachePurge", { installId, types: ["page"] })).rejects.toThrow("not the API's");
});

describe.each([403, 404])("a gateway answers %i in place of", (status) => {
  test("the account of what is gone: the error does not say that the account is gone too", async () => {
    const kept = await world.create("Site", { accountId, name: "Acme" });
    world.estate.sites.clear();
    world.newRun();
    gateway({ path: `/accounts/${accountId}`, status });
    const { message } = (await world.refresh("Site", kept).catch((error: unknown) => error)) as Error;
    expect(message).toContain("Another server answered in the API's place.");
    expect(message).not.toMatch(/see neither|account itself is gone/);
  });

  test("what a new connection is to show: the error does not say that its user cannot see it", async () => {
    const kept = await world.create("Site", { accountId, name: "Acme" });
    const { username, password } = world.simulator;
    world.newRun({ "wpengine-b:username": username, "wpengine-b:password": password });
    gateway({ method: "GET", status, times: 2 });
    const through = world.update("Site", kept, { ...kept.inputs, connection: "b" });
    const { message } = (await through.catch((error: unknown) => error)) as Error;
    expect(message).toContain("Another server answered in the API's place.");
    expect(message).not.toMatch(/does not show it|has access to the object/);
  });
});
