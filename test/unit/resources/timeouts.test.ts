import { agencyId, type Kept, TestWorld } from "./world";

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

/** Looks at the install since the requests were last forgotten; one is due each minute, on a clock that skips the waits. */
const looks = (): number => world.simulator.requests.count({ method: "GET", path: /^\/installs\/[^/]+$/ });

async function pendingInstall(customTimeouts: Record<string, string>): Promise<Kept> {
  world.estate.addSite({ accountId: agencyId, name: "Acme" });
  const made = await world.create("Install", install({ customTimeouts }));
  Object.assign(world.estate.install("acme"), { status: "pending", activeAt: Infinity });
  world.newOperation();
  world.simulator.requests.clear();
  return { ...made, outputs: { ...made.outputs, status: "pending" } };
}

test("a creation waits as long as its own time-out says, not as long as the stack's", async () => {
  world.estate.addSite({ accountId: agencyId, name: "Acme" });
  world.simulator.faults.add({ kind: "stuck-pending" });
  await expect(world.create("Install", install({ customTimeouts: { create: "5m" } }))).rejects.toThrow(
    "to become active",
  );
  expect(looks()).toBe(5);
});

test("an update waits as long as its own time-out says", async () => {
  const made = await pendingInstall({ update: "3m" });
  await expect(world.update("Install", made, install({ customTimeouts: { update: "3m" } }))).rejects.toThrow(
    "to become active",
  );
  expect(looks()).toBe(3);
});

test("a deletion waits as long as its own time-out says", async () => {
  const made = await pendingInstall({ delete: "4m" });
  world.simulator.durations.installRemoval = Infinity;
  await expect(world.remove("Install", made)).rejects.toThrow("to be gone");
  // One look before the deletion finds out whether it may be deleted; the wait looks at once, and then each minute.
  expect(looks()).toBe(1 + 1 + 4);
});

test("a domain waits for its install as long as its own time-out says", async () => {
  await pendingInstall({});
  const installId = world.estate.install("acme").id;
  const domain = { installId, name: "acme.example", customTimeouts: { create: "2m" } };
  await expect(world.create("Domain", domain)).rejects.toThrow("to become active");
  expect(world.simulator.requests.writes()).toEqual([]);
});

test("without a time-out of its own a resource has that of the stack", async () => {
  await world.close();
  world = await TestWorld.create({}, { timeout: "2m", pollInterval: "1m" });
  world.estate.addSite({ accountId: agencyId, name: "Acme" });
  world.simulator.faults.add({ kind: "stuck-pending" });
  await expect(world.create("Install", install())).rejects.toThrow("to become active");
  expect(looks()).toBe(2);
});

test.each(["soon", "5", "-1m", "5 m"])('the time-out "%s" is refused', (create) => {
  expect(() => world.check("Install", {}, install({ siteId: agencyId, customTimeouts: { create } }))).toThrow(
    'customTimeouts.create must be a duration such as "30m"',
  );
});
