import { domain } from "../../support/nouns/domain";
import { nouns } from "../../support/nouns";
import { TestWorld } from "../../support/world";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

/** Everything but the accounts and the user of the credentials. */
const estate = /^\/(sites|installs|ssh_keys|accounts\/[^/]+\/account_users)/;
const foreign: [form: string, status: number, body: unknown][] = [
  ["an HTML page", 404, "<html>Not Found</html>"],
  ["an empty body", 404, undefined],
  ["JSON of another form", 404, { fault: "no route" }],
  ["a 410 in HTML", 410, "<html>Gone</html>"],
];

describe.each(nouns)("%s", (type, noun) => {
  test.each(foreign)("is not gone where a gateway answers with %s", async (_form, status, body) => {
    const kept = await world.create(type, noun.declare(world));
    world.newRun();
    world.simulator.faults.add({ kind: "answer", path: estate, times: Infinity, status, body });
    await expect(world.refresh(type, kept)).rejects.toThrow(`answered ${status}`);
    await expect(world.delete(type, kept)).rejects.toThrow(`answered ${status}`);
    world.simulator.faults.clear();
    expect(noun.ids(world)).toEqual([kept.id]);
  });

  test("is not gone where a list answers 404 and the object itself is there", async () => {
    const kept = await world.create(type, noun.declare(world));
    world.newRun();
    const list = /^\/(sites|installs|ssh_keys|accounts\/[^/]+\/account_users|installs\/[^/]+\/domains)$/;
    world.simulator.faults.add({ kind: "answer", path: list, times: Infinity, status: 404, body: { message: "Nope" } });
    const reading = world.refresh(type, kept);
    if (type === "SshKey") await expect(reading).rejects.toThrow("answered 404");
    else expect(await reading).toMatchObject({ id: kept.id });
  });
});

test("a domain whose install the API no longer has is gone", async () => {
  const kept = await world.create("Domain", domain.declare(world));
  world.estate.removeInstall(kept.outputs.installId as string);
  world.newRun();
  expect(await world.refresh("Domain", kept)).toBeUndefined();
});

test.each(nouns)("%s: a deletion waits for nothing once the object is gone", async (type, noun) => {
  const kept = await world.create(type, noun.declare(world));
  const run = world.newRun();
  const began = run.clock.now();
  await world.delete(type, kept, run);
  expect(run.clock.now() - began).toBeLessThan(10_000);
});
