import * as fc from "fast-check";
import { agencyId, type Kept, TestWorld } from "../../support/world";

let world: TestWorld;
afterEach(() => world.close());

const page = 100;

/** Creates an account with that many installs. Returns the resources of a stack that has the chosen installs. */
async function accountWith(installs: number, chosen: number[]): Promise<Kept[]> {
  world = await TestWorld.create();
  const { estate } = world;
  const ids = Array.from({ length: installs }, (_, index) => {
    const { id } = estate.addInstall({ accountId: agencyId, name: `install${index}` });
    return id;
  });
  estate.domains.clear();
  world.newRun();
  return chosen.map((index) => {
    const id = ids[index]!;
    const inputs = { accountId: agencyId, name: `install${index}` };
    return { id, inputs, outputs: { ...inputs, status: "active" } };
  });
}

/** Refreshes as the engine does, with so many reads at a time. */
async function refreshAll(kept: Kept[], atATime: number): Promise<(Kept | undefined)[]> {
  const found: (Kept | undefined)[] = [];
  const queue = [...kept.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      found[next[0]] = await world.refresh("Install", next[1]);
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return found;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const requests = (): number => world.simulator.requests.count();

test("a stack that has all of 400 installs reads them in four pages", async () => {
  const found = await refreshAll(await accountWith(400, upTo(400)), 8);
  expect({ found: found.filter((one) => one !== undefined).length, requests: requests() }).toEqual({
    found: 400,
    requests: 4,
  });
});

test("a stack that has three of 5,000 installs does not read fifty pages", async () => {
  const found = await refreshAll(await accountWith(5000, [4000, 17, 2500]), 8);
  expect(found.map((one) => one?.outputs.name)).toEqual(["install4000", "install17", "install2500"]);
  expect(requests()).toBe(3);
});

test("a refresh costs at most twice the cheaper of the two ways, in any order", async () => {
  const stacks = fc.integer({ min: 1, max: 900 }).chain((installs) =>
    fc.record({
      installs: fc.constant(installs),
      chosen: fc.uniqueArray(fc.nat(installs - 1), { minLength: 1, maxLength: 30 }),
      atATime: fc.constantFrom(1, 2, 8, 30),
    }),
  );
  await fc.assert(
    fc.asyncProperty(stacks, async ({ installs, chosen, atATime }) => {
      const found = await refreshAll(await accountWith(installs, chosen), atATime);
      expect(found.map((one) => one?.outputs.name)).toEqual(chosen.map((index) => `install${index}`));
      expect(requests()).toBeLessThanOrEqual(2 * Math.min(chosen.length, Math.ceil(installs / page)));
      await world.close();
    }),
    { numRuns: 60 },
  );
});

test("the provider reads an install that the list lacks by itself before it calls the install gone", async () => {
  const kept = await accountWith(2, [0, 1]);
  world.estate.listOrder = (entries) => entries.slice(1);
  expect(await refreshAll(kept, 2)).not.toContain(undefined);
  expect(requests()).toBe(2);
});

test("the provider reads installs one by one if the API fails to answer the list", async () => {
  const kept = await accountWith(2, [0, 1]);
  world.simulator.faults.add({ kind: "500", method: "GET", path: "/installs", times: Infinity });
  expect(await refreshAll(kept, 1)).not.toContain(undefined);
});

describe("a list whose pages come in any order", () => {
  const shuffle = (): void => {
    let state = 7;
    const random = (): number => (state = (state * 16807) % 2147483647);
    world.estate.listOrder = (entries) =>
      entries
        .map((entry) => [random(), entry] as const)
        .sort(([one], [other]) => one - other)
        .map(([, entry]) => entry);
  };

  test("keeps no resource from being read, one at a time and many at once", async () => {
    const kept = await accountWith(250, upTo(250));
    shuffle();
    expect(await refreshAll(kept, 8)).not.toContain(undefined);
    world.newRun();
    expect(await refreshAll(kept.slice(0, 40), 1)).not.toContain(undefined);
  });

  test("keeps nothing from being created, and hides nothing that exists", async () => {
    await accountWith(0, []);
    for (const index of upTo(250)) world.estate.addSite({ accountId: agencyId, name: `Site ${index}` });
    shuffle();
    await world.create("Site", { accountId: agencyId, name: "Acme" });
    for (const index of [3, 77, 249]) {
      world.newRun();
      const taken = world.create("Site", { accountId: agencyId, name: `Site ${index}` });
      await expect(taken).rejects.toThrow("exists already");
    }
  });

  test("that never settles is an error that says what is the matter", async () => {
    await accountWith(0, []);
    for (const index of upTo(150)) world.estate.addSite({ accountId: agencyId, name: `Site ${index}` });
    let made = 0;
    world.estate.listOrder = (entries) => {
      world.estate.addSite({ accountId: agencyId, name: `New ${made++}` });
      return [...entries].reverse();
    };
    await expect(world.create("Site", { accountId: agencyId, name: "Acme" })).rejects.toThrow(
      /pages that did not fit together in 30 readings\.\nThe list changed during every reading/,
    );
    expect(world.simulator.requests.writes()).toEqual([]);
  });
});

describe("in one run", () => {
  const site = (name: string): Record<string, unknown> => ({ accountId: agencyId, name });
  beforeEach(async () => {
    world = await TestWorld.create();
  });

  test("ten creations read one list", async () => {
    for (const index of upTo(10)) await world.create("Site", site(`Site ${index}`));
    expect(world.simulator.requests.count({ method: "GET" })).toBe(1);
  });

  test("a creation finds an object that the run itself created", async () => {
    await world.create("Site", site("Acme"));
    await expect(world.create("Site", site("Acme"))).rejects.toThrow("exists already");
  });

  test("a creation does not find an object that the run itself deleted", async () => {
    const made = await world.create("Site", site("Acme"));
    const run = world.newRun();
    await world.create("Site", site("Other"));
    await world.delete("Site", made, run);
    expect((await world.create("Site", site("Acme"))).id).not.toBe(made.id);
  });

  test("somebody takes a name after the look: the API refuses the creation, and the error names the object", async () => {
    const { id: siteId } = world.estate.addSite({ accountId: agencyId, name: "Acme" });
    const install = { accountId: agencyId, siteId, environment: "staging" };
    await world.create("Install", { ...install, name: "first" });
    const other = world.estate.addInstall({ accountId: agencyId, name: "second", siteId, environment: "production" });
    await expect(world.create("Install", { ...install, name: "second" })).rejects.toThrow(
      `exists already (id ${other.id})`,
    );
  });

  test("a read after an update does not answer from the earlier list", async () => {
    const made = await world.create("Site", site("Acme"));
    world.newRun();
    await world.refresh("Site", made);
    const changed = await world.update("Site", made, site("Acme 2"));
    expect((await world.refresh("Site", changed))?.outputs.name).toBe("Acme 2");
  });

  test("a read after another domain became primary says that this one is no longer primary", async () => {
    const { id: installId } = world.estate.addInstall({ accountId: agencyId, name: "acme" });
    const one = await world.create("Domain", { installId, name: "one.example", primary: true });
    const other = await world.create("Domain", { installId, name: "other.example" });
    world.newRun();
    await world.refresh("Domain", one);
    await world.update("Domain", other, { installId, name: "other.example", primary: true });
    expect((await world.refresh("Domain", one))?.outputs.primary).toBe(false);
  });

  test("a creation on an install that the run created reads no list of domains", async () => {
    const { id: siteId } = world.estate.addSite({ accountId: agencyId, name: "Acme" });
    const install = { accountId: agencyId, siteId, name: "acme", environment: "staging" };
    const { id: installId } = await world.create("Install", install);
    world.simulator.requests.clear();
    await world.create("Domain", { installId, name: "acme.example", primary: true });
    expect(world.simulator.requests.all().map(({ method }) => method)).toEqual(["POST"]);
  });
});
