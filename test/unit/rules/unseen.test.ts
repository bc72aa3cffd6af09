import { type UnfinishedOutputs } from "../../../provider/adapters/dynamic/stored";
import { accountId, nounOf, publicKeys } from "../../support/nouns";
import { TestWorld } from "../../support/world";

/* What was made a moment ago may not be visible yet. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const lag = 8000;
const behave: TestWorld["simulator"]["behaviours"]["set"] = (change) => world.simulator.behaviours.set(change);

test("a new install that single reads do not show yet is waited for until it is active", async () => {
  const declared = nounOf("Install").declare(world);
  behave({ lag: { reads: lag, lists: lag } });
  world.simulator.durations.install = 20_000;
  expect((await world.create("Install", declared)).outputs.status).toBe("active");
});

test("the wait for a new install that never shows ends at the deadline, says so, and keeps the id", async () => {
  const declared = nounOf("Install").declare(world);
  behave({ lag: { reads: 86_400_000, lists: 86_400_000 } });
  world.simulator.durations.install = 20_000;
  world.newRun({ timeout: "1m" });
  const error = (await world.create("Install", declared).catch((failure: unknown) => failure)) as UnfinishedOutputs;
  expect(error.id).toBe(world.estate.install("acme").id);
  expect(error.message).toContain("the API does not show it yet");
});

test("the second request of a creation is sent again while the API does not know the first one's work", async () => {
  const declared = nounOf("Domain").declare(world);
  world.simulator.settle();
  behave({ lag: { writes: lag } });
  const made = await world.create("Domain", { ...declared, secureAllUrls: true });
  expect(made.outputs.secureAllUrls).toBe(true);
  expect(world.estate.domain("acme.example").secureAllUrls).toBe(true);
});

test("a domain of an install that this run made is sent again while the API does not know the install", async () => {
  const { id: siteId } = world.estate.addSite({ accountId, name: "Acme" });
  world.simulator.settle();
  behave({ lag: { writes: lag } });
  const inSite = { accountId, siteId, environment: "staging" };
  const { id: installId } = await world.create("Install", { ...inSite, name: "home" });
  await world.create("Domain", { installId, name: "acme.example" });
  expect(world.estate.domain("acme.example").installId).toBe(installId);
  expect(world.simulator.requests.count({ method: "POST", path: /domains/ })).toBeGreaterThan(1);
});

describe("a key, which the API shows in a list only,", () => {
  const made = () => Promise.all(publicKeys.map((publicKey) => world.create("SshKey", { publicKey })));
  const lists = (): number => world.simulator.requests.count({ method: "GET", path: "/ssh_keys" });

  test("is looked for again while it is new, and one reading a round serves all that are", async () => {
    behave({ lag: { lists: 30_000 } });
    const keys = await made();
    world.newRun({ pollInterval: "5s" });
    world.simulator.requests.clear();
    const found = await Promise.all(keys.map((key) => world.refresh("SshKey", key)));
    expect(found.map((key) => key?.id)).toEqual(keys.map(({ id }) => id));
    // Three at the beginning, and one each after 5, 12, 24 and 41 seconds.
    expect(lists()).toBeLessThanOrEqual(7);
  });

  test("is gone at once if it is no longer new", async () => {
    const keys = await made();
    world.clock.pass(3_600_000);
    world.estate.sshKeys.clear();
    world.simulator.settle();
    world.newRun();
    const began = world.clock.now();
    expect(await Promise.all(keys.map((key) => world.refresh("SshKey", key)))).toEqual([undefined, undefined]);
    expect(world.clock.now() - began).toBeLessThan(1000);
  });
});
