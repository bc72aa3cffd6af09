import { agencyId, type Kept, TestWorld } from "../../support/world";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create({}, { timeout: "10h", pollInterval: "1m" });
});
afterEach(() => world.close());

const install = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  accountId: agencyId,
  siteId: world.estate.sites.keys().next().value,
  name: "acme",
  environment: "staging",
  ...more,
});

/** The minutes until this gives up waiting. The clock skips the waits. */
async function minutesUntil(given: string, waiting: () => Promise<unknown>): Promise<number> {
  const { clock } = world.run;
  const began = clock.now();
  await expect(waiting()).rejects.toThrow(given);
  return Math.floor((clock.now() - began) / 60_000);
}

async function pendingInstall(customTimeouts: Record<string, string>): Promise<Kept> {
  world.estate.addSite({ accountId: agencyId, name: "Acme" });
  const made = await world.create("Install", install({ customTimeouts }));
  Object.assign(world.estate.install("acme"), { status: "pending", activeAt: Infinity });
  world.newRun();
  return { ...made, outputs: { ...made.outputs, status: "pending" } };
}

test("a creation waits as long as its own time-out says, not as long as the stack's", async () => {
  world.estate.addSite({ accountId: agencyId, name: "Acme" });
  world.simulator.faults.add({ kind: "stuck-pending" });
  const inputs = install({ customTimeouts: { create: "5m" } });
  expect(await minutesUntil("to become active", () => world.create("Install", inputs))).toBe(5);
});

test("an update waits as long as its own time-out says", async () => {
  const made = await pendingInstall({ update: "3m" });
  const inputs = install({ customTimeouts: { update: "3m" } });
  expect(await minutesUntil("to become active", () => world.update("Install", made, inputs))).toBe(3);
});

test("a deletion waits as long as its own time-out says", async () => {
  const made = await pendingInstall({ delete: "4m" });
  world.simulator.durations.installRemoval = Infinity;
  expect(await minutesUntil("to be gone", () => world.delete("Install", made, world.run))).toBe(4);
});

test("a read tries as long as its own time-out says", async () => {
  world.estate.addSite({ accountId: agencyId, name: "Acme" });
  const made = await world.create("Install", install({ customTimeouts: { read: "2m" } }));
  const { clock } = world.newRun();
  const began = clock.now();
  world.simulator.faults.add({ kind: "429", method: "GET", times: Infinity });
  await expect(world.refresh("Install", made)).rejects.toThrow("could not read it in the time allowed");
  expect(clock.now() - began).toBeLessThan(180_000);
});

test("a domain waits for its install as long as its own time-out says", async () => {
  await pendingInstall({});
  const installId = world.estate.install("acme").id;
  const domain = { installId, name: "acme.example", customTimeouts: { create: "2m" } };
  expect(await minutesUntil("to become active", () => world.create("Domain", domain))).toBe(2);
});

test("a resource without a time-out has the time-out of the stack", async () => {
  await world.close();
  world = await TestWorld.create({}, { timeout: "2m", pollInterval: "1m" });
  world.estate.addSite({ accountId: agencyId, name: "Acme" });
  world.simulator.faults.add({ kind: "stuck-pending" });
  expect(await minutesUntil("to become active", () => world.create("Install", install()))).toBe(2);
});

test.each(["soon", "5", "-1m", "5 m"])('a check refuses the time-out "%s"', (create) => {
  expect(() => world.check("Install", {}, install({ siteId: agencyId, customTimeouts: { create } }))).toThrow(
    'customTimeouts.create must be a duration such as "30m"',
  );
});
