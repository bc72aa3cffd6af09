import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs } from "../../support/nouns";

/* Changes that depend on each other within one site or install find their order, whichever the engine begins with. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

/** What an engine does with several that do not depend on each other. */
async function together(type: string, changes: [kept: Kept, inputs: Inputs][]): Promise<string[]> {
  world.newRun();
  const results = await Promise.allSettled(changes.map(([kept, inputs]) => world.update(type, kept, inputs)));
  return results.map((result) => (result.status === "fulfilled" ? "done" : (result.reason as Error).message));
}

describe("installs of one site", () => {
  let siteId: string;
  beforeEach(() => (siteId = world.estate.addSite({ accountId, name: "Acme" }).id));
  const install = (name: string, environment: string): Inputs => ({ accountId, siteId, name, environment });
  const make = (name: string, environment: string) => world.create("Install", install(name, environment));

  test("move up one after the other, in either order", async () => {
    const [one, two] = [await make("one", "production"), await make("two", "staging")];
    expect(
      await together("Install", [
        [two, install("two", "production")],
        [one, install("one", "development")],
      ]),
    ).toEqual(["done", "done"]);
    expect(["one", "two"].map((name) => world.estate.install(name).environment)).toEqual(["development", "production"]);
  });

  test.each(["update", "creation"])(
    "%s: it waits until one that is seen to leave has left, however late",
    async (step) => {
      const one = await make("one", "production");
      const two = step === "update" ? await make("two", "staging") : undefined;
      world.newRun();
      world.diff("Install", one, world.check("Install", one.inputs, install("one", "development")));
      const wanted = install("two", "production");
      const waiting = two === undefined ? world.create("Install", wanted) : world.update("Install", two, wanted);
      // On the clock of the run this is more than 15 seconds.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await world.update("Install", one, install("one", "development"));
      expect((await waiting).inputs).toEqual(wanted);
    },
  );

  test("that are to exchange places are refused with the steps to take", async () => {
    const [one, two] = [await make("one", "production"), await make("two", "staging")];
    const outcomes = await together("Install", [
      [one, install("one", "staging")],
      [two, install("two", "production")],
    ]);
    for (const outcome of outcomes) {
      expect(outcome).toContain("are to swap places");
      expect(outcome).not.toContain("correct the program");
    }
  });

  test("do not wait for one that is going to stay, and name it after 15 seconds", async () => {
    const one = await make("one", "production");
    const other = world.estate.addInstall({ accountId, siteId, name: "other", environment: "staging" });
    const { clock } = world.newRun();
    const began = clock.now();
    await expect(world.update("Install", one, install("one", "staging"))).rejects.toThrow(
      `Install other (id ${other.id}) stands in the way`,
    );
    expect(clock.now() - began).toBeLessThan(25_000);
    expect(clock.now() - began).toBeGreaterThan(7_000);
  });

  test("do not wait for one whose own change has failed", async () => {
    const [one, two] = [await make("one", "production"), await make("two", "staging")];
    world.simulator.faults.add({ kind: "answer", status: 403, method: "PATCH", path: `/installs/${one.id}` });
    const [, outcome] = await together("Install", [
      [one, install("one", "development")],
      [two, install("two", "production")],
    ]);
    expect(outcome).toContain("Install one (id");
  });

  test("find the place free that somebody leaves in the portal meanwhile", async () => {
    const one = await make("one", "production");
    const other = world.estate.addInstall({ accountId, siteId, name: "other", environment: "staging" });
    let refused = 0;
    world.simulator.requests.listener = (moment, { method }) => {
      if (moment === "handled" && method === "PATCH" && ++refused === 2) other.environment = "development";
    };
    expect(await together("Install", [[one, install("one", "staging")]])).toEqual(["done"]);
  });
});

describe("redirects of one install", () => {
  let installId: string;
  beforeEach(() => (installId = world.estate.addInstall({ accountId, name: "acme" }).id));
  const domain = (name: string, more: Inputs = {}): Inputs => ({ installId, name, ...more });
  const make = (name: string, more?: Inputs) => world.create("Domain", domain(name, more));

  test("leave a target that becomes a redirect itself, in either order", async () => {
    const to = await make("to.example");
    const apex = await make("apex.example");
    const www = await make("www.example", { redirectTo: apex.id });
    const both: [Kept, Inputs][] = [
      [apex, domain("apex.example", { redirectTo: to.id })],
      [www, domain("www.example", { redirectTo: to.id })],
    ];
    expect(await together("Domain", both)).toEqual(["done", "done"]);
    expect(["apex.example", "www.example"].map((name) => world.estate.domain(name).redirectTo)).toEqual([to.id, to.id]);
  });

  test("are turned round: the target first stops to redirect", async () => {
    const apex = await make("apex.example");
    const www = await make("www.example", { redirectTo: apex.id });
    const both: [Kept, Inputs][] = [
      [apex, domain("apex.example", { redirectTo: www.id })],
      [www, domain("www.example")],
    ];
    expect(await together("Domain", both)).toEqual(["done", "done"]);
    expect(world.estate.domain("apex.example").redirectTo).toBe(www.id);
  });
});
