import { accountId } from "../../support/nouns";
import { TestWorld } from "../../support/world";

/* An action may come a moment after the creation of what it is about, when the API does not show that yet. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create({ durations: { install: 0, backup: 0, domainCheck: 0 } });
});
afterEach(() => world.close());

interface Made {
  installId: string;
  domainId?: string;
}

const lagOfAll = { reads: 1000, writes: 20_000 };

/** What this run creates while the API lags behind: an install, or a domain of an install that is there. */
async function made(noun: "install" | "domain", lag: Record<string, number> = lagOfAll): Promise<Made> {
  const { id: siteId } = world.estate.addSite({ accountId, name: "Acme" });
  const there = world.estate.addInstall({ accountId, siteId, name: "acmedev", environment: "development" });
  world.simulator.settle();
  world.simulator.behaviours.set({ lag });
  if (noun === "domain") {
    const { id: domainId } = await world.create("Domain", { installId: there.id, name: "www.acme.example" });
    return { installId: there.id, domainId };
  }
  const install = await world.create("Install", { accountId, siteId, name: "acme", environment: "staging" });
  return { installId: install.id };
}

const actions: [type: string, inputs: (made: Made) => Record<string, unknown>][] = [
  ["Backup", ({ installId }) => ({ installId, description: "b", notificationEmails: ["o@a.example"] })],
  ["CachePurge", ({ installId }) => ({ installId, types: ["page"] })],
  ["DomainCheck", (both) => ({ ...both })],
];

test.each(actions)("a %s waits until the API shows what this run created", async (type, inputs) => {
  const inputsOfNew = inputs(await made(type === "DomainCheck" ? "domain" : "install"));
  world.simulator.requests.clear();
  await world.create(type, inputsOfNew);
  expect(world.simulator.requests.writes().map(({ status }) => status)).toContain(404);
});

test.each(actions)("a %s fails at once if something that no run made is missing", async (type, inputs) => {
  const none = { installId: "b0000000-0000-4000-8000-00000000000f", domainId: "d0000000-0000-4000-8000-00000000000f" };
  await expect(world.create(type, inputs(none))).rejects.toThrow("answered 404");
  expect(world.simulator.requests.writes().length).toBeLessThanOrEqual(1);
});

describe("a gateway answers 404 in the API's place", () => {
  const backups = () => world.estate.backups.size;
  const inputsOf = actions[0]![1];
  const atBackups = { path: /\/backups$/, status: 404, body: "empty", times: 1 } as const;

  test("to a backup that began: the provider finds it in the list, and makes no second one", async () => {
    const inputs = inputsOf(await made("install", {}));
    world.simulator.behaviours.set({ gateways: [{ ...atBackups, method: "POST", moment: "after" }] });
    await world.create("Backup", inputs);
    expect(backups()).toBe(1);
  });

  test("to the list that the provider reads before a backup: the backup fails, and nothing was sent", async () => {
    const inputs = inputsOf(await made("install", {}));
    world.simulator.requests.clear();
    world.simulator.behaviours.set({ gateways: [{ ...atBackups, method: "GET" }] });
    await expect(world.create("Backup", inputs)).rejects.toThrow("the answer is not the API's");
    expect(world.simulator.requests.writes()).toEqual([]);
  });
});

test("where the API shows a new install late, a backup with a lost answer is found, and not made twice", async () => {
  const inputs = actions[0]![1](await made("install", {}));
  const path = `/installs/${String(inputs.installId)}/backups`;
  world.simulator.faults.add({ kind: "answer", status: 404, body: { message: "Not Found" }, method: "GET", path });
  world.simulator.faults.add({ kind: "cut-after", method: "POST", path });
  await world.create("Backup", inputs);
  expect(world.estate.backups.size).toBe(1);
});

test("of two backups that are alike, one does not take the other's where the list is late", async () => {
  const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
  world.simulator.settle();
  world.simulator.behaviours.set({ lag: { lists: 20_000 } });
  world.newRun({ pollInterval: "10s" });
  const inputs = { installId, description: "b", notificationEmails: ["o@a.example"] };
  const first = await world.create("Backup", inputs);
  world.simulator.faults.add({ kind: "cut-before", method: "POST" });
  const second = await world.create("Backup", inputs);
  expect([first, second].map(({ outputs }) => outputs.backupId)).toEqual([...world.estate.backups.keys()]);
});
