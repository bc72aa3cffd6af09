import { type Kept, TestWorld } from "../../support/world";
import { accountId, fingerprint, type Inputs, type Kind, kinds, publicKeys } from "../../support/kinds";

/*
 * The engine deletes what a program no longer has, and the old half of a replacement, after it has created the new one. Where
 * adoption makes both of them the same object, that object stands.
 */

let world: TestWorld;
afterEach(() => world.close());

const on = { adopt: "true" };

/** A resource that an earlier operation made, and nothing sent since. */
async function kept(kind: Kind, settings: Record<string, string> = {}, more: Inputs = {}): Promise<Kept> {
  world = await TestWorld.create({}, settings);
  const made = await world.create(kind.type, { ...kind.declare(world), ...more });
  world.newRun();
  world.simulator.requests.clear();
  return made;
}

const inSameOperation = (type: string, old: Kept): Promise<void> => world.delete(type, old, world.operation);
const writes = (): string[] => world.simulator.requests.writes().map(({ method, path }) => `${method} ${path}`);

describe.each(kinds)("%s", (type, kind) => {
  test("renamed in the program with adoption on: the object stands, and nothing is sent", async () => {
    const old = await kept(kind, on);
    const renamed = await world.create(type, old.inputs);
    await inSameOperation(type, old);
    expect([kind.ids(world), writes()]).toEqual([[renamed.id], []]);
  });

  test("renamed in the program with adoption on by itself alone: the object stands", async () => {
    const old = await kept(kind);
    const renamed = await world.create(type, { ...old.inputs, adopt: true });
    await inSameOperation(type, old);
    expect([kind.ids(world), writes()]).toEqual([[renamed.id], []]);
  });

  test("renamed in the program with adoption off: it fails, names the object, and the object stands", async () => {
    const old = await kept(kind);
    await expect(world.create(type, old.inputs)).rejects.toThrow(`exists already (id ${old.id})`);
    expect([kind.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("renamed, killed before the deletion and run again: the object stands", async () => {
    const old = await kept(kind, on);
    const renamed = await world.create(type, old.inputs);
    world.newRun();
    world.diff(type, renamed, renamed.inputs);
    await inSameOperation(type, old);
    expect([kind.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("renamed, killed before the creation was saved and run again: the object stands", async () => {
    const old = await kept(kind, on);
    await world.create(type, old.inputs);
    world.newRun();
    await world.create(type, old.inputs);
    await inSameOperation(type, old);
    expect([kind.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("renamed, killed and run again without adoption: the object stands", async () => {
    const old = await kept(kind, on);
    const renamed = await world.create(type, old.inputs);
    world.newRun({ adopt: "false" });
    world.diff(type, renamed, renamed.inputs);
    await inSameOperation(type, old);
    expect([kind.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("replaced by order (--replace) with adoption on: the object stands", async () => {
    const old = await kept(kind, on);
    const replacement = await world.create(type, world.check(type, old.inputs, old.inputs));
    await inSameOperation(type, old);
    expect([kind.ids(world), replacement.id, writes()]).toEqual([[old.id], old.id, []]);
  });

  test("replaced by another object, killed before the deletion and run again: only the old one goes", async () => {
    const old = await kept(kind);
    const replacement = await world.create(type, kind.another(world, old.inputs));
    world.newRun();
    world.diff(type, replacement, replacement.inputs);
    await inSameOperation(type, old);
    expect(kind.ids(world)).toEqual([replacement.id]);
  });

  test("replaced by another object, killed before it was saved and run again: it is named, not made twice", async () => {
    const old = await kept(kind);
    const news = kind.another(world, old.inputs);
    const replacement = await world.create(type, news);
    world.newRun();
    await expect(world.create(type, news)).rejects.toThrow(`exists already (id ${replacement.id})`);
    expect(kind.ids(world)).toEqual([old.id, replacement.id]);
  });

  test.each([true, false])("two with one natural key, adoption %s: one object, and the second fails", async (adopt) => {
    world = await TestWorld.create({}, { adopt: String(adopt) });
    const declared = kind.declare(world);
    const { id } = await world.create(type, declared);
    await expect(world.create(type, declared)).rejects.toThrow(
      adopt ? "another resource of this program stands for this object already" : `exists already (id ${id})`,
    );
    expect(kind.ids(world)).toEqual([id]);
  });

  test("two with one natural key at the same time: one is created, and the other is told of it", async () => {
    world = await TestWorld.create();
    const declared = kind.declare(world);
    const results = await Promise.allSettled([world.create(type, declared), world.create(type, declared)]);
    const failures = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
    expect(failures).toEqual([expect.stringContaining(`exists already (id ${kind.ids(world).join()})`)]);
  });

  test("one of two that stand for one object may go, and the object stands", async () => {
    const one = await kept(kind, on);
    const two = await world.create(type, one.inputs);
    world.newRun();
    world.diff(type, one, one.inputs);
    await inSameOperation(type, two);
    expect([kind.ids(world), writes()]).toEqual([[one.id], []]);
  });

  test("when all that stand for one object go, it goes, once", async () => {
    const old = await kept(kind, on);
    const renamed = await world.create(type, old.inputs);
    const operation = world.newRun();
    await world.delete(type, old, operation);
    await world.delete(type, renamed, operation);
    expect(kind.ids(world)).toEqual([]);
  });
});

/** A change that `replaceOnChanges` turns into a replacement, and what somebody did in the portal so that it is so already. */
const changes: [type: string, change: Inputs, outside: (world: TestWorld) => void][] = [
  ["Site", { name: "Acme 2" }, ({ estate }) => (estate.site("Acme").name = "Acme 2")],
  ["Install", { environment: "development" }, ({ estate }) => (estate.install("acme").environment = "development")],
  ["Domain", { secureAllUrls: true }, ({ estate }) => (estate.domain("acme.example").secureAllUrls = true)],
  ["AccountUser", { roles: "owner" }, ({ estate }) => (estate.accountUser("jo@acme.example").roles = "owner")],
];

describe.each(changes)("%s, replaced on the change %j (replaceOnChanges)", (type, change, outside) => {
  const kind = kinds.find(([name]) => name === type)![1];

  test("with adoption on: the object stands, and nothing is sent", async () => {
    const old = await kept(kind, on);
    outside(world);
    const news = world.check(type, old.inputs, { ...old.inputs, ...change });
    world.diff(type, old, news);
    const replacement = await world.create(type, news);
    await inSameOperation(type, old);
    expect([kind.ids(world), replacement.id, writes()]).toEqual([[old.id], old.id, []]);
  });

  test("with adoption on, killed before the deletion and run again: the object stands", async () => {
    const old = await kept(kind, on);
    outside(world);
    const replacement = await world.create(type, { ...old.inputs, ...change });
    world.newRun();
    world.diff(type, replacement, replacement.inputs);
    await inSameOperation(type, old);
    expect([kind.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("killed before the deletion and run again with another change: the object stands", async () => {
    const old = await kept(kind, on);
    outside(world);
    const replacement = await world.create(type, { ...old.inputs, ...change });
    world.newRun();
    await world.update(type, replacement, old.inputs);
    await inSameOperation(type, old);
    expect(kind.ids(world)).toEqual([old.id]);
  });

  test("with adoption off: it fails, names the object, and the object stands", async () => {
    const old = await kept(kind);
    outside(world);
    await expect(world.create(type, { ...old.inputs, ...change })).rejects.toThrow(`exists already (id ${old.id})`);
    expect([kind.ids(world), writes()]).toEqual([[old.id], []]);
  });
});

const email = "jo@acme.example";
const user = { accountId, email, firstName: "Jo", lastName: "Ray", roles: "full" };

test.each<[string, Inputs, Inputs]>([
  ["AccountUser", user, { ...user, email: "JO@acme.example" }],
  ["SshKey", { publicKey: publicKeys[0] }, { publicKey: publicKeys[0].replace("ada", "jo") }],
])("%s: one natural key in two forms at the same time is sent once", async (type, one, other) => {
  world = await TestWorld.create();
  await Promise.allSettled([world.create(type, one), world.create(type, other)]);
  expect(world.simulator.requests.count({ method: "POST" })).toBe(1);
});

test("a key that stands in the program by its public key and by its fingerprint is one too many", async () => {
  world = await TestWorld.create();
  await world.create("SshKey", { publicKey: publicKeys[0] });
  await expect(world.create("SshKey", { fingerprint })).rejects.toThrow(
    "another resource of this program stands for this object already",
  );
});

test("an install and its domain, both renamed, stand with all that belongs to them", async () => {
  world = await TestWorld.create({}, on);
  const siteId = world.estate.addSite({ accountId, name: "Acme" }).id;
  const install = await world.create("Install", { accountId, siteId, name: "acme", environment: "staging" });
  const domain = await world.create("Domain", { installId: install.id, name: "acme.example", primary: true });
  const before = world.estate.snapshot();
  world.newRun();
  await world.create("Install", install.inputs);
  await world.create("Domain", domain.inputs);
  await inSameOperation("Domain", domain);
  await inSameOperation("Install", install);
  expect(world.estate.snapshot()).toEqual(before);
});
