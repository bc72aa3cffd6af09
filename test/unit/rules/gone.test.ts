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

test.each(nouns.filter(([type]) => type !== "SshKey"))(
  "%s: a 410 of the API's form is gone, too",
  async (type, noun) => {
    const kept = await world.create(type, noun.declare(world));
    const { sites, installs, domains, accountUsers } = world.estate;
    for (const records of [sites, installs, domains, accountUsers]) records.clear();
    world.newRun();
    const body = { message: "Gone" };
    world.simulator.faults.add({
      kind: "answer",
      path: new RegExp(`/${kept.id}$`),
      times: Infinity,
      status: 410,
      body,
    });
    expect(await world.refresh(type, kept)).toBeUndefined();
  },
);

const page = "<html>Welcome</html>";
const deletions = (): number => world.simulator.requests.count({ method: "DELETE" });

test.each(nouns)("%s: a DELETE that a page answers in the API's place is sent again", async (type, noun) => {
  const kept = await world.create(type, noun.declare(world));
  world.simulator.faults.add({ kind: "answer", method: "DELETE", status: 200, body: page });
  await world.delete(type, kept);
  expect([noun.ids(world), deletions()]).toEqual([[], 2]);
});

test.each(nouns)("%s: a DELETE that a page answers every time is an error, not a removal", async (type, noun) => {
  const kept = await world.create(type, noun.declare(world));
  world.simulator.faults.add({ kind: "answer", method: "DELETE", times: Infinity, status: 200, body: page });
  await expect(world.delete(type, kept)).rejects.toThrow("the answer is not the API's (text/html)");
  expect(noun.ids(world)).toEqual([kept.id]);
});

test.each(nouns)("%s: a DELETE that was done, and that a page answers, is not sent again", async (type, noun) => {
  const kept = await world.create(type, noun.declare(world));
  world.simulator.faults.add({ kind: "answer-after", method: "DELETE", status: 200, body: page });
  await world.delete(type, kept);
  expect([noun.ids(world), deletions()]).toEqual([[], 1]);
});

test.each<[string, number, unknown]>([
  ["500", 500, { message: "Internal Server Error" }],
  ["a page", 404, "<html>Welcome</html>"],
  ["nothing", 404, undefined],
])("a domain is gone where its install is gone, though the API answers %s for it", async (_, status, body) => {
  const kept = await world.create("Domain", domain.declare(world));
  world.estate.removeInstall(kept.outputs.installId as string);
  world.newRun({ retries: "0" });
  world.simulator.faults.add({ kind: "answer", path: /domains/, status, body, times: Infinity });
  expect(await world.refresh("Domain", kept)).toBeUndefined();
});
