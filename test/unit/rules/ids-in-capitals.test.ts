import { TestWorld } from "../../support/world";
import { accountId, type Inputs } from "../../support/nouns";

/* A program may write an id in capitals. It is the same id for what depends on the order of changes, and for turns. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const failureOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error as Error).message,
  );

describe("installs of a site whose id the program writes in capitals:", () => {
  let siteId: string;
  beforeEach(() => (siteId = world.estate.addSite({ accountId, name: "Acme" }).id.toUpperCase()));
  const install = (name: string, environment: string): Inputs => ({ accountId, siteId, name, environment });
  const make = (name: string, environment: string) => world.create("Install", install(name, environment));

  test("a creation waits until one that is seen to leave has left, however late", async () => {
    const one = await make("one", "production");
    world.newRun();
    world.diff("Install", one, world.check("Install", one.inputs, install("one", "development")));
    const waiting = failureOf(make("two", "production"));
    // On the clock of the run this is more than 15 seconds.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await world.update("Install", one, install("one", "development"));
    expect(await waiting).toBe("done");
  });

  test("the error of a creation names the one that stands in the way", async () => {
    await make("one", "production");
    world.newRun();
    expect(await failureOf(make("two", "production"))).toContain("Install one (id ");
  });

  test("two that are to exchange places are refused with the steps to take", async () => {
    const [one, two] = [await make("one", "production"), await make("two", "staging")];
    world.newRun();
    const outcomes = await Promise.all([
      failureOf(world.update("Install", one, install("one", "staging"))),
      failureOf(world.update("Install", two, install("two", "production"))),
    ]);
    expect(outcomes.every((outcome) => outcome.includes("are to swap places"))).toBe(true);
  });
});

describe("a redirect to an id that the program writes in capitals:", () => {
  let installId: string;
  beforeEach(() => (installId = world.estate.addInstall({ accountId, name: "acme" }).id));
  const domain = (name: string, target?: string): Inputs => ({
    installId,
    name,
    ...(target !== undefined && { redirectTo: target.toUpperCase() }),
  });

  test("its target is not deleted while the program keeps the redirect", async () => {
    const target = await world.create("Domain", domain("acme.example"));
    const kept = await world.create("Domain", domain("www.acme.example", target.id));
    world.newRun();
    const seen = (await world.refresh("Domain", kept))!;
    world.diff("Domain", seen, kept.inputs);
    await expect(world.delete("Domain", target, world.run)).rejects.toThrow("www.acme.example redirects to it");
    expect(world.estate.domain("www.acme.example").redirectTo).toBe(target.id);
  });

  test("the error of a redirect names the target that redirects itself", async () => {
    const last = await world.create("Domain", domain("acme.example"));
    const target = await world.create("Domain", domain("a.acme.example", last.id));
    world.newRun();
    const creation = world.create("Domain", domain("b.acme.example", target.id));
    expect(await failureOf(creation)).toContain("Domain a.acme.example (id ");
  });
});

test("of two backups of one install that are alike, one does not take the other's", async () => {
  const { id } = world.estate.addInstall({ accountId, name: "home" });
  const inputs = { description: "d", notificationEmails: ["ops@acme.example"] };
  world.simulator.faults.add({ kind: "cut-before", method: "POST" });
  // Until the late answer comes, nobody can know whose the backup in the list is.
  world.simulator.faults.add({ kind: "slow", method: "POST", milliseconds: 200 });
  const both = [id, id.toUpperCase()].map((installId) => world.create("Backup", { ...inputs, installId }));
  const made = (await Promise.all(both)).map(({ outputs }) => outputs.backupId);
  expect(made.sort()).toEqual([...world.estate.backups.keys()].sort());
});
