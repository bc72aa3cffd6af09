import { agencyId, SettableClock, type Simulator, startSimulator } from "../../../../simulator";
import { ask } from "../../../support/simulator-client";
import { TestWorld } from "../../../support/world";

let clock: SettableClock;
let simulator: Simulator;
beforeEach(async () => {
  clock = new SettableClock();
  simulator = await startSimulator({ clock, durations: { install: 60_000, installRemoval: 60_000 } });
});
afterEach(() => simulator.close());

async function create(): Promise<string> {
  const { id: site_id } = simulator.estate.addSite({ accountId: agencyId, name: "Acme" });
  await ask(simulator, "POST /installs", { name: "acme", account_id: agencyId, site_id, environment: "production" });
  return simulator.estate.install("acme").id;
}

test("a clock that stands still keeps an install pending", async () => {
  await create();
  expect(simulator.estate.install("acme").status).toBe("pending");
});

test("whoever looks into the estate sees what time has done, without a request", async () => {
  await create();
  clock.pass(60_000);
  expect(simulator.estate.install("acme").status).toBe("active");
});

test("a deleted install is gone from the estate when its time is over, without a request", async () => {
  await ask(simulator, `DELETE /installs/${await create()}`);
  clock.pass(60_000);
  expect(simulator.estate.installs.size).toBe(0);
});

test.each([
  ["the API's own status", async () => (await ask(simulator, "GET /status")).body, "created_on"],
  ["a site", async () => simulator.estate.addSite({ accountId: agencyId, name: "New" }), "createdAt"],
])("%s has the time of the clock", async (_, made, field) => {
  clock.set(Date.UTC(2030, 0, 1));
  expect(await made()).toHaveProperty(field, "2030-01-01T00:00:00.000Z");
});

test("a logged request has the time of the clock", async () => {
  clock.pass(500);
  await ask(simulator, "GET /user");
  expect(simulator.requests.all()[0]?.at).toEqual(new Date(clock.now()));
});

test.each([
  ["a general limit", 1000, "GET /user", undefined],
  ["the limit of purges", 60_000, "POST /installs/%s/purge_cache", { type: "object" }],
])("%s passes with the clock", async (_, milliseconds, operation, body) => {
  await simulator.close();
  simulator = await startSimulator({ clock, requestsPerSecond: 1 });
  const { id } = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
  const send = async () => (await ask(simulator, operation.replace("%s", id), body)).status;
  const statuses = [await send(), await send()];
  clock.pass(milliseconds);
  statuses.push(await send());
  expect(statuses.map((status) => status === 429)).toEqual([false, true, false]);
});

test("a wait of the provider lets the time of the simulator pass", async () => {
  const world = await TestWorld.create({ durations: { install: 60_000 } });
  const { id: siteId } = world.estate.addSite({ accountId: agencyId, name: "Acme" });
  await world.create("Install", { accountId: agencyId, siteId, name: "acme", environment: "staging" });
  const { status } = world.estate.install("acme");
  await world.close();
  expect(status).toBe("active");
});
