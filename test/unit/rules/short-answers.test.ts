import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs, nounOf, nouns } from "../../support/nouns";

/* A success says that it was done, however little it says besides. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const short = [
  ["204", { status: 204 }],
  ["an empty object", { status: 200, body: {} }],
  ["202 and a message", { status: 202, body: { message: "Accepted" } }],
  ["202 and nothing", { status: 202 }],
] as const;

const changes: [type: string, more: Inputs, change: (world: TestWorld) => Inputs][] = [
  ["Site", {}, () => ({ name: "Acme 2" })],
  ["Install", {}, () => ({ environment: "development" })],
  ["Install", {}, ({ estate }) => ({ siteId: estate.addSite({ accountId, name: "Elsewhere" }).id })],
  ["Domain", {}, () => ({ primary: true })],
  ["Domain", { secureAllUrls: true }, () => ({ secureAllUrls: false })],
  ["AccountUser", {}, () => ({ roles: "full,billing" })],
  [
    "AccountUser",
    {},
    ({ estate }) => ({ roles: "partial", installIds: [estate.addInstall({ accountId, name: "acmedev" }).id] }),
  ],
];

const updates = changes.flatMap(([type, more, change]) =>
  short.map(([what, answer]) => [type, what, more, change, answer] as const),
);

test.each(updates)(
  "%s: an update answered with %s was done, and the state follows",
  async (type, _, more, change, answer) => {
    const kept = await world.create(type, { ...nounOf(type).declare(world), ...more });
    const inputs = { ...kept.inputs, ...change(world) };
    world.newRun();
    world.simulator.faults.add({ kind: "answer-after", method: "PATCH", ...answer });
    const updated = await world.update(type, kept, inputs);
    expect(updated.outputs).toMatchObject(updated.inputs);
    expect(world.simulator.requests.count({ method: "PATCH" })).toBe(more.secureAllUrls === undefined ? 1 : 2);
    world.newRun();
    expect((await world.refresh(type, updated))?.inputs).toEqual(updated.inputs);
  },
);

test.each(short)("a change answered with %s and the object as it was before was done, too", async (_, { status }) => {
  const kept = await world.create("Site", { accountId, name: "Acme" });
  world.simulator.faults.add({ kind: "answer-after", method: "PATCH", status, body: { id: kept.id, name: "Acme" } });
  expect((await world.update("Site", kept, { accountId, name: "Acme 2" })).outputs.name).toBe("Acme 2");
});

test.each(short)("a domain's second request, answered with %s, was done", async (_, answer) => {
  world.simulator.faults.add({ kind: "answer-after", method: "PATCH", ...answer });
  const made = await world.create("Domain", { ...nounOf("Domain").declare(world), secureAllUrls: true });
  expect(made.outputs).toMatchObject({ name: "acme.example", secureAllUrls: true });
  expect(world.estate.domain("acme.example").secureAllUrls).toBe(true);
});

test.each(short)("what an adoption fills in, answered with %s, was done", async (_, answer) => {
  const { declare, makeOutside } = nounOf("Domain");
  const declared = { ...declare(world), secureAllUrls: true };
  makeOutside(world, { ...declared, secureAllUrls: false });
  world.simulator.faults.add({ kind: "answer-after", method: "PATCH", ...answer });
  expect((await world.create("Domain", { ...declared, adopt: true })).outputs).toMatchObject(declared);
  expect(world.estate.domain("acme.example").secureAllUrls).toBe(true);
});

const creations = nouns.flatMap(([type, noun]) => short.map(([what, answer]) => [type, what, noun, answer] as const));

test.each(creations)(
  "%s: a creation answered with %s is looked for, and is there once",
  async (type, _, noun, answer) => {
    const declared = noun.declare(world);
    world.simulator.faults.add({ kind: "answer-after", method: "POST", ...answer });
    const { id } = await world.create(type, declared);
    expect(noun.ids(world)).toEqual([id]);
    expect(world.simulator.requests.count({ method: "POST" })).toBe(1);
  },
);

test("domains made together and answered with nothing are looked for, and are there once", async () => {
  const { id: installId } = world.estate.addInstall({ accountId, name: "home" });
  world.simulator.faults.add({ kind: "answer-after", method: "POST", status: 204 });
  const names = ["one.example", "two.example"];
  const made = await Promise.all(names.map((name) => world.create("Domain", { installId, name })));
  expect(made.map(({ id }) => id)).toEqual(names.map((name) => world.estate.domain(name).id));
});

test("a page in the place of an answer is no success: the provider looks, and sends the change again", async () => {
  const kept = await world.create("Site", { accountId, name: "Acme" });
  world.simulator.faults.add({ kind: "answer", method: "PATCH", status: 200, body: "<html>Welcome</html>" });
  const updated: Kept = await world.update("Site", kept, { accountId, name: "Acme 2" });
  expect([updated.outputs.name, world.estate.site("Acme 2").id]).toEqual(["Acme 2", kept.id]);
});

test("a site renamed with a short answer is found by its new name in the same run", async () => {
  const kept = await world.create("Site", { accountId, name: "Acme" });
  world.newRun();
  world.simulator.faults.add({ kind: "answer-after", method: "PATCH", status: 204 });
  await world.update("Site", kept, { accountId, name: "Acme 2" });
  await expect(world.create("Site", { accountId, name: "Acme 2" })).rejects.toThrow(`exists already (id ${kept.id})`);
});
