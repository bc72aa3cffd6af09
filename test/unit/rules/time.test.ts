import { type FaultRule } from "../../../simulator";
import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs, type Noun, nouns } from "../../support/nouns";

/*
 * The provider's clock skips every wait. A step that takes minutes is over at once, and the clock tells how long it
 * took.
 */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create({}, { timeout: "10h", pollInterval: "1m" });
});
afterEach(() => world.close());

const minute = 60_000;
type Step = "create" | "update" | "delete";
const methods: Record<Step, string> = { create: "POST", update: "PATCH", delete: "DELETE" };

/** The minutes until a step fails. */
async function minutesOf(
  step: Step,
  noun: Noun,
  customTimeouts: Inputs,
  fault: Pick<FaultRule, "kind" | "status" | "retryAfterSeconds">,
): Promise<number> {
  const inputs = { ...noun.declare(world), customTimeouts };
  const kept = step === "create" ? undefined : await world.create(noun.type, inputs);
  const { clock } = world.newRun();
  world.simulator.faults.add({ method: methods[step], times: Infinity, ...fault });
  const began = clock.now();
  const outcome = attempt(step, noun, inputs, kept);
  await expect(outcome).rejects.toThrow("in the time allowed");
  return (clock.now() - began) / minute;
}

function attempt(step: Step, { type, change }: Noun, inputs: Inputs, kept: Kept | undefined): Promise<unknown> {
  if (kept === undefined) return world.create(type, inputs);
  if (step === "update") return world.update(type, kept, { ...inputs, ...change });
  return world.delete(type, kept, world.run);
}

const rows = nouns.flatMap(([type, noun]) =>
  (["create", "update", "delete"] as const)
    .filter((step) => step !== "update" || noun.change !== undefined)
    .flatMap((step) => (["429", "429-retry-after", "503"] as const).map((fault) => [type, step, fault, noun] as const))
    // A creation of a site that may have been done is not sent again.
    .filter(([, step, fault]) => type !== "Site" || step !== "create" || fault !== "503"),
);

test.each(rows)(
  "%s: a %s that meets %s every time ends when its own time is over",
  async (_type, step, fault, noun) => {
    const others = { create: "9h", update: "9h", delete: "9h" };
    const minutes = await minutesOf(step, noun, { ...others, [step]: "10m" }, { kind: fault, retryAfterSeconds: 30 });
    expect(minutes).toBeGreaterThan(8);
    // The provider looks for a creation that the API answered with 503 for a minute or two more.
    expect(minutes).toBeLessThan(step === "create" && fault === "503" ? 13 : 10.5);
  },
);

const asking = nouns.flatMap(([type, noun]) =>
  (["create", "update", "delete"] as const)
    .filter((step) => step !== "update" || noun.change !== undefined)
    .flatMap((step) => [500, 503].map((status) => [type, step, status, noun] as const)),
);

test.each(asking)(
  "%s: a %s that the API answers with %i and a Retry-After of a day does not wait that long",
  async (type, step, status, noun) => {
    const inputs = { ...noun.declare(world), customTimeouts: { create: "9m", update: "9m", delete: "9m" } };
    const kept = step === "create" ? undefined : await world.create(type, inputs);
    const { clock } = world.newRun();
    world.simulator.faults.add({ kind: "answer", status, method: methods[step], retryAfterSeconds: 86_400, times: 99 });
    const began = clock.now();
    await Promise.allSettled([attempt(step, noun, inputs, kept)]);
    expect((clock.now() - began) / minute).toBeLessThan(10);
  },
);

test.each(nouns)("%s: an update keeps a changed time-out for the next run, and sends nothing", async (type, noun) => {
  const inputs = noun.declare(world);
  const kept = await world.create(type, { ...inputs, customTimeouts: { delete: "9h" } });
  world.newRun();
  world.simulator.requests.clear();
  const changed = await world.update(type, kept, { ...inputs, customTimeouts: { delete: "3m" } });
  expect([changed.outputs.customTimeouts, world.simulator.requests.writes()]).toEqual([{ delete: "3m" }, []]);
});

test.each(["create", "delete"] as const)(
  "the pace holds a %s back no longer than its own time-out allows",
  async (step) => {
    await world.close();
    world = await TestWorld.create({}, { timeout: "10h", requestsPerSecond: "0.004" });
    const inputs = { accountId, name: "Acme", customTimeouts: { create: "9h", delete: "9h", [step]: "3m" } };
    const kept = step === "delete" ? await world.create("Site", inputs) : undefined;
    const { clock } = world.newRun();
    const began = clock.now();
    const outcome = kept === undefined ? world.create("Site", inputs) : world.delete("Site", kept, world.run);
    await expect(outcome).rejects.toThrow("the time allowed ended before its turn came");
    expect(clock.now() - began).toBeLessThan(3.5 * minute);
  },
);

test("the provider looks for a lost creation of a site for more than four minutes", async () => {
  world.simulator.faults.add({ kind: "cut-before", method: "POST" });
  const { clock } = world.newRun();
  const began = clock.now();
  await expect(world.create("Site", { accountId, name: "Acme" })).rejects.toThrow("the provider does not know whether");
  expect((clock.now() - began) / minute).toBeGreaterThan(4);
});

test("the provider finds a lost creation even if the API fails to answer at first", async () => {
  world.simulator.faults.add({ kind: "cut-after", method: "POST" });
  world.simulator.faults.add({ kind: "500", method: "GET", after: 1, times: 12 });
  const { id } = await world.create("Site", { accountId, name: "Acme" });
  expect([...world.estate.sites.keys()]).toEqual([id]);
});

test("the provider stops looking for a lost creation within ten minutes if the API does not answer", async () => {
  world.simulator.faults.add({ kind: "cut-after", method: "POST" });
  world.simulator.faults.add({ kind: "500", method: "GET", after: 1, times: Infinity });
  const { clock } = world.newRun();
  const began = clock.now();
  await expect(world.create("Site", { accountId, name: "Acme" })).rejects.toThrow("the provider does not know whether");
  expect((clock.now() - began) / minute).toBeLessThan(10);
});

test("an hour of waiting takes no real time", async () => {
  const siteId = world.estate.addSite({ accountId, name: "Acme" }).id;
  world.simulator.faults.add({ kind: "stuck-pending" });
  const began = Date.now();
  const install = { accountId, siteId, name: "acme", environment: "staging", customTimeouts: { create: "1h" } };
  await expect(world.create("Install", install)).rejects.toThrow("after 1 h");
  expect(Date.now() - began).toBeLessThan(minute);
});
