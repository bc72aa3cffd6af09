import { type InstallRecord } from "../../../simulator";
import { agencyId, TestWorld } from "../../support/world";

let world: TestWorld;
let acme: InstallRecord;

/** A world in which a backup takes so many milliseconds, with one install. */
async function build(backup = 0, settings: Record<string, string> = {}): Promise<void> {
  world = await TestWorld.create({ durations: { install: 0, backup } }, settings);
  acme = world.estate.addInstall({ accountId: agencyId, name: "acme" });
}
afterEach(() => world.close());

const wanted = (more: object = {}) => ({
  installId: acme.id,
  description: "before deployment",
  notificationEmails: ["ops@acme.example"],
  ...more,
});
const backups = (): string[] => [...world.estate.backups.keys()];
const sent = () => world.simulator.requests.writes().map(({ method, path }) => `${method} ${path}`);
const post = (): string => `POST /installs/${acme.id}/backups`;

test("a backup waits until it is complete, and its outputs say so", async () => {
  await build(60);
  const { outputs } = await world.create("Backup", wanted());
  expect([outputs.backupId, outputs.status]).toEqual([backups()[0], "completed"]);
  expect(outputs).toMatchObject(wanted());
});

test.each<[string, object, string[]]>([
  ["nothing", {}, []],
  ["triggers", { triggers: { version: 2 } }, ["triggers"]],
  ["the description", { description: "other" }, ["description"]],
  ["a time-out", { customTimeouts: { create: "1h" } }, []],
])("a change of %s: %j", async (_what, change, replaces) => {
  await build();
  const kept = await world.create("Backup", wanted());
  expect(world.diff("Backup", kept, wanted(change)).replaces).toEqual(replaces);
});

test("the same e-mail addresses in another order, or in capitals, make no second backup", async () => {
  await build();
  const notificationEmails = ["ops@acme.example", "jo@acme.example"];
  const kept = await world.create("Backup", wanted({ notificationEmails }));
  const other = (...emails: string[]) => world.diff("Backup", kept, wanted({ notificationEmails: emails }));
  expect(other("Jo@acme.example", "ops@acme.example", "ops@acme.example").replaces).toEqual([]);
  expect(other("jo@acme.example").replaces).toEqual(["notificationEmails"]);
});

test("triggers mean the same in whatever order somebody hands on their keys", async () => {
  await build();
  const kept = await world.create("Backup", wanted({ triggers: { a: 1, b: [1, { c: 2, d: 3 }] } }));
  const other = wanted({ triggers: { b: [1, { d: 3, c: 2 }], a: 1 } });
  expect(world.diff("Backup", kept, other).replaces).toEqual([]);
});

test("a refresh and a destroy send nothing, and the destroy says once that the backups stay", async () => {
  await build();
  const kept = [await world.create("Backup", wanted()), await world.create("Backup", wanted({ triggers: 1 }))];
  world.simulator.requests.clear();
  const run = world.newRun();
  for (const one of kept)
    expect(await world.refresh("Backup", one)).toMatchObject({ id: one.id, outputs: one.outputs });
  for (const one of kept) await world.delete("Backup", one, run);
  expect(world.simulator.requests.count()).toBe(0);
  expect(world.warnings).toEqual([expect.stringContaining("The state drops the actions of this stack")]);
});

test("the old half of a replacement goes without a word", async () => {
  await build();
  const kept = await world.create("Backup", wanted());
  world.newRun();
  await world.create("Backup", wanted({ triggers: 2 }));
  await world.delete("Backup", kept, world.run);
  expect([backups().length, world.warnings]).toEqual([2, []]);
});

test("an aborted backup fails, and the next run makes another one in its place", async () => {
  await build(60);
  const aborts = setInterval(() => world.estate.backups.all().forEach((one) => (one.isAborted = true)), 1);
  const failure = await world.create("Backup", wanted()).catch((error: unknown) => error);
  clearInterval(aborts);
  expect(String(failure)).toContain(
    'Backup: could not finish it. Stopped waiting for the backup to be done: its status is "aborted".',
  );
  expect(String(failure)).toContain("The state keeps it, and the next `pulumi up` runs it again.");
  const { id, outputs } = failure as { id: string; outputs: Record<string, unknown> };
  world.newRun();
  const again = await world.update("Backup", { id, inputs: wanted(), outputs }, wanted());
  expect(again.outputs).toMatchObject({ backupId: backups()[1], status: "completed" });
});

test("a backup that takes too long is kept, and the next run goes on waiting for the same one", async () => {
  await build(3_000_000, { timeout: "10s" });
  const failure = await world.create("Backup", wanted()).catch((error: unknown) => error);
  expect(String(failure)).toContain("and the next `pulumi up` goes on from here.");
  const { outputs } = failure as { outputs: Record<string, unknown> };
  for (const one of world.estate.backups.all()) one.requestedAt -= 3_000_000;
  world.newRun();
  const kept = { id: "b1", inputs: wanted(), outputs };
  expect(world.diff("Backup", kept, wanted()).replaces).toEqual([]);
  expect((await world.update("Backup", kept, wanted())).outputs).toMatchObject({ status: "completed" });
  expect(sent()).toEqual([post()]);
});

test("a diff of what is not complete asks for an update, even after a refresh", async () => {
  await build(3_000_000, { timeout: "10s" });
  const failure = await world.create("Backup", wanted()).catch((error: unknown) => error);
  const { id, outputs } = failure as { id: string; outputs: Record<string, unknown> };
  const kept = await world.refresh("Backup", { id, inputs: wanted(), outputs });
  expect(world.diff("Backup", kept!, wanted())).toMatchObject({ replaces: [], isUnfinished: true });
});

test("a backup that the API has forgotten runs again", async () => {
  await build(3_000_000, { timeout: "10s" });
  const failure = await world.create("Backup", wanted()).catch((error: unknown) => error);
  const { id, outputs } = failure as { id: string; outputs: Record<string, unknown> };
  world.estate.backups.clear();
  world.newRun();
  await world.update("Backup", { id, inputs: wanted(), outputs }, wanted()).catch(() => undefined);
  expect(sent()).toEqual([post(), post()]);
});

describe("where the API shows a new backup late", () => {
  async function late(reads: number, settings: Record<string, string> = {}): Promise<void> {
    const durations = { install: 0, backup: 3_000_000 };
    world = await TestWorld.create({ durations }, { pollInterval: "5s", ...settings });
    acme = world.estate.addInstall({ accountId: agencyId, name: "acme" });
    world.simulator.settle();
    world.simulator.behaviours.set({ lag: { reads } });
  }

  test("the wait goes on until it does", async () => {
    await late(20_000);
    world.simulator.durations.backup = 60_000;
    expect((await world.create("Backup", wanted())).outputs).toMatchObject({ status: "completed" });
    expect(sent()).toEqual([post()]);
  });

  test("the wait ends if it never does", async () => {
    await late(3_000_000);
    await expect(world.create("Backup", wanted())).rejects.toThrow("answered 404");
    expect(world.clock.now()).toBeLessThan(Date.parse("2026-01-01T00:03:00Z"));
  });

  test("the next run makes no second one before it had time to show", async () => {
    await late(8000, { timeout: "3s" });
    const failure = await world.create("Backup", wanted()).catch((error: unknown) => error);
    const { id, outputs } = failure as { id: string; outputs: Record<string, unknown> };
    world.newRun({ timeout: "30s" });
    const again = world.update("Backup", { id, inputs: wanted(), outputs }, wanted());
    await expect(again).rejects.toThrow("Gave up waiting for the backup to be done");
    expect(sent()).toEqual([post()]);
  });
});

test("a refusal while another backup is under way is not taken for a name that somebody has", async () => {
  await build();
  const body = { message: "A backup is already in progress" };
  world.simulator.faults.add({ kind: "answer", method: "POST", status: 409, body });
  const { message } = (await world.create("Backup", wanted()).catch((error: unknown) => error as Error)) as Error;
  expect(message).toContain("A backup is already in progress");
  expect(message).toContain("Fix what it names, or wait for it, and run `pulumi up` again.");
});

test("an id in capitals is the same install", async () => {
  await build();
  const kept = await world.create("Backup", wanted());
  expect(world.diff("Backup", kept, wanted({ installId: acme.id.toUpperCase() })).replaces).toEqual([]);
});

describe("a lost answer", () => {
  function lose(kind: "cut-before" | "cut-after"): void {
    world.simulator.faults.add({ kind, method: "POST", path: `/installs/${acme.id}/backups` });
  }

  test("to a request that arrived: the provider finds the backup in the list, and makes no second one", async () => {
    await build();
    world.estate.backups.add({ installId: acme.id, description: "before deployment" });
    lose("cut-after");
    const { outputs } = await world.create("Backup", wanted());
    expect([backups().indexOf(outputs.backupId as string), backups().length]).toEqual([1, 2]);
  });

  test("to a request that never arrived: it goes out once more", async () => {
    await build();
    lose("cut-before");
    await world.create("Backup", wanted());
    expect([backups().length, sent()]).toEqual([1, [post(), post()]]);
  });

  test("while lists are late: the provider looks until the list shows the backup", async () => {
    // The lag passes in the provider's waits.
    world = await TestWorld.create({ durations: { install: 0, backup: 0 } }, { pollInterval: "10s" });
    acme = world.estate.addInstall({ accountId: agencyId, name: "acme" });
    world.simulator.settle();
    world.simulator.behaviours.set({ lag: { lists: 20_000 } });
    lose("cut-after");
    const { outputs } = await world.create("Backup", wanted());
    expect(backups()).toEqual([outputs.backupId]);
  });

  test("while the list fails for a while: the provider looks until it answers, and makes no second one", async () => {
    await build(0, { retries: "0" });
    lose("cut-after");
    world.simulator.faults.add({
      kind: "500",
      method: "GET",
      path: `/installs/${acme.id}/backups`,
      after: 1,
      times: 3,
    });
    const { outputs } = await world.create("Backup", wanted());
    expect([backups(), sent()]).toEqual([[outputs.backupId], [post()]]);
  });

  test("while nobody may read the list: the error says that nobody knows, and sends nothing more", async () => {
    await build();
    lose("cut-after");
    const body = { message: "Bad Credentials" };
    const refusal = { kind: "answer", status: 401, method: "GET", after: 1, body } as const;
    world.simulator.faults.add({ ...refusal, path: `/installs/${acme.id}/backups` });
    await expect(world.create("Backup", wanted())).rejects.toThrow(
      "the provider does not know whether the API began it. POST",
    );
    expect(sent()).toEqual([post()]);
  });

  test("of two that are alike, one does not take the other's", async () => {
    await build();
    lose("cut-before");
    // Until the late answer comes, nobody can know whose the backup in the list is.
    world.simulator.faults.add({ kind: "slow", method: "POST", milliseconds: 200 });
    const both = await Promise.all([world.create("Backup", wanted()), world.create("Backup", wanted())]);
    expect(both.map(({ outputs }) => outputs.backupId).sort()).toEqual(backups().sort());
    expect(backups().length).toBe(2);
  });

  test("twice in a row: the error says that nobody knows, and sends no third request", async () => {
    await build();
    world.simulator.faults.add({ kind: "cut-before", method: "POST", path: `/installs/${acme.id}/backups`, times: 2 });
    await expect(world.create("Backup", wanted())).rejects.toThrow(
      "the provider does not know whether the API began it",
    );
    expect(sent()).toEqual([post(), post()]);
  });

  test("while lists are late, and the API refuses a second backup: the error says that the first may be under way", async () => {
    world = await TestWorld.create({ durations: { install: 0, backup: 0 } });
    acme = world.estate.addInstall({ accountId: agencyId, name: "acme" });
    world.simulator.settle();
    world.simulator.behaviours.set({ lag: { lists: 3_000_000 } });
    lose("cut-after");
    const body = { message: "A backup is already in progress" };
    world.simulator.faults.add({ kind: "answer", method: "POST", status: 409, body });
    const { message } = (await world.create("Backup", wanted()).catch((error: unknown) => error as Error)) as Error;
    expect(message).toContain("the provider does not know whether the API began it. POST");
    expect(message).toContain("A backup is already in progress");
    expect([backups().length, sent()]).toEqual([1, [post(), post()]]);
  });

  test.each(["1.17.0", "1.6.7"] as const)(
    "with a pause that the API asks for, longer than the time allowed (%s): the error comes in time, and says that nobody knows",
    async (shape) => {
      await build(0, { timeout: "10m" });
      world.simulator.useShape(shape);
      const path = `/installs/${acme.id}/backups`;
      const headers = { "Retry-After": "7200" };
      world.simulator.behaviours.set({ gateways: [{ method: "POST", path, status: 503, body: "empty", headers }] });
      const run = world.newRun();
      const began = run.clock.now();
      await expect(world.create("Backup", wanted())).rejects.toThrow(
        "the provider does not know whether the API began it. POST",
      );
      expect([run.clock.now() - began < 900_000, sent().length]).toEqual([true, 1]);
    },
  );

  test("where the API has no list: the request goes out once more, and a warning says so", async () => {
    await build();
    world.simulator.useShape("1.6.7");
    lose("cut-after");
    await world.create("Backup", wanted());
    expect(backups().length).toBe(2);
    expect(world.warnings).toEqual([expect.stringContaining("so the action may run twice")]);
  });

  test("while somebody begins one like it: the error names both, and sends nothing more", async () => {
    await build();
    lose("cut-after");
    world.simulator.behaviours.set({
      actor: {
        script: [
          {
            method: "POST",
            moment: "after",
            act: () => {
              world.estate.backups.add({ installId: acme.id, description: "before deployment" });
              return true;
            },
          },
        ],
      },
    });
    await expect(world.create("Backup", wanted())).rejects.toThrow(
      "several that are like it have begun since (ids " + backups().join(", "),
    );
    expect(sent()).toEqual([post()]);
  });
});

test.each<[string, object, string]>([
  ["no address", { notificationEmails: [] }, "notificationEmails must hold at least one e-mail address"],
  [
    "an unknown argument",
    { adopt: true },
    "Backup has no input `adopt`. Its inputs are installId, description, notificationEmails, triggers",
  ],
  ["no description", { description: undefined }, "description is missing: write a description of the backup"],
])("%s is an error in the preview", async (_what, more, text) => {
  await build();
  expect(() => world.check("Backup", {}, wanted(more))).toThrow(text);
});
