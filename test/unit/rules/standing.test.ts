import { type Kept, TestWorld } from "../../support/world";
import { accountId, fingerprint, type Inputs, type Noun, nouns, publicKeys } from "../../support/nouns";

/*
 * The engine deletes what a program no longer has, and the old half of a replacement, after it has created the new one. Where
 * adoption makes both of them the same object, that object stands.
 */

let world: TestWorld;
afterEach(() => world.close());

const on = { adopt: "true" };

/** A resource that an earlier operation made, and nothing sent since. */
async function kept(noun: Noun, settings: Record<string, string> = {}, more: Inputs = {}): Promise<Kept> {
  world = await TestWorld.create({}, settings);
  const made = await world.create(noun.type, { ...noun.declare(world), ...more });
  world.newRun();
  world.simulator.requests.clear();
  return made;
}

const inSameOperation = (type: string, old: Kept): Promise<void> => world.delete(type, old, world.operation);
const writes = (): string[] => world.simulator.requests.writes().map(({ method, path }) => `${method} ${path}`);

describe.each(nouns)("%s", (type, noun) => {
  test("renamed in the program with adoption on: the object stands, and nothing is sent", async () => {
    const old = await kept(noun, on);
    const renamed = await world.create(type, old.inputs);
    await inSameOperation(type, old);
    expect([noun.ids(world), writes()]).toEqual([[renamed.id], []]);
  });

  test("renamed in the program with adoption on by itself alone: the object stands", async () => {
    const old = await kept(noun);
    const renamed = await world.create(type, { ...old.inputs, adopt: true });
    await inSameOperation(type, old);
    expect([noun.ids(world), writes()]).toEqual([[renamed.id], []]);
  });

  test("renamed in the program with adoption off: it fails, names the object, and the object stands", async () => {
    const old = await kept(noun);
    await expect(world.create(type, old.inputs)).rejects.toThrow(`exists already (id ${old.id})`);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("renamed, killed before the deletion and run again: the object stands", async () => {
    const old = await kept(noun, on);
    const renamed = await world.create(type, old.inputs);
    world.newRun();
    world.diff(type, renamed, renamed.inputs);
    await inSameOperation(type, old);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("renamed, killed before the creation was saved and run again: the object stands", async () => {
    const old = await kept(noun, on);
    await world.create(type, old.inputs);
    world.newRun();
    await world.create(type, old.inputs);
    await inSameOperation(type, old);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("renamed, killed and run again without adoption: the object stands", async () => {
    const old = await kept(noun, on);
    const renamed = await world.create(type, old.inputs);
    world.newRun({ adopt: "false" });
    world.diff(type, renamed, renamed.inputs);
    await inSameOperation(type, old);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("replaced by order (--replace) with adoption on: the object stands", async () => {
    const old = await kept(noun, on);
    const replacement = await world.create(type, world.check(type, old.inputs, old.inputs));
    await inSameOperation(type, old);
    expect([noun.ids(world), replacement.id, writes()]).toEqual([[old.id], old.id, []]);
  });

  test("replaced by another object, killed before the deletion and run again: only the old one goes", async () => {
    const old = await kept(noun);
    const replacement = await world.create(type, noun.another(world, old.inputs));
    world.newRun();
    world.diff(type, replacement, replacement.inputs);
    await inSameOperation(type, old);
    expect(noun.ids(world)).toEqual([replacement.id]);
  });

  test("replaced by another object, killed before it was saved and run again: it is named, not made twice", async () => {
    const old = await kept(noun);
    const news = noun.another(world, old.inputs);
    const replacement = await world.create(type, news);
    world.newRun();
    await expect(world.create(type, news)).rejects.toThrow(`exists already (id ${replacement.id})`);
    expect(noun.ids(world)).toEqual([old.id, replacement.id]);
  });

  test.each([true, false])("two with one natural key, adoption %s: one object, and the second fails", async (adopt) => {
    world = await TestWorld.create({}, { adopt: String(adopt) });
    const declared = noun.declare(world);
    const { id } = await world.create(type, declared);
    await expect(world.create(type, declared)).rejects.toThrow(
      adopt ? "another resource of this program stands for this object already" : `exists already (id ${id})`,
    );
    expect(noun.ids(world)).toEqual([id]);
  });

  test("two with one natural key at the same time: one is created, and the other is told of it", async () => {
    world = await TestWorld.create();
    const declared = noun.declare(world);
    const results = await Promise.allSettled([world.create(type, declared), world.create(type, declared)]);
    const failures = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
    expect(failures).toEqual([expect.stringContaining(`exists already (id ${noun.ids(world).join()})`)]);
  });

  test("one of two that stand for one object may go, and the object stands", async () => {
    const one = await kept(noun, on);
    const two = await world.create(type, one.inputs);
    world.newRun();
    world.diff(type, one, one.inputs);
    await inSameOperation(type, two);
    expect([noun.ids(world), writes()]).toEqual([[one.id], []]);
  });

  test("when all that stand for one object go, it goes, once", async () => {
    const old = await kept(noun, on);
    const renamed = await world.create(type, old.inputs);
    const operation = world.newRun();
    await world.delete(type, old, operation);
    await world.delete(type, renamed, operation);
    expect(noun.ids(world)).toEqual([]);
  });
});

const changeable = nouns.flatMap(([type, noun]) =>
  noun.change === undefined ? [] : [[type, noun.change, noun] as const],
);

describe.each(changeable)("%s, replaced on the change %j (replaceOnChanges)", (type, change, noun) => {
  /** Somebody makes the same change in the portal. */
  const changeOutside = (): void => void Object.assign(noun.record(world), change);

  test("with adoption on: the object stands, and nothing is sent", async () => {
    const old = await kept(noun, on);
    changeOutside();
    const news = world.check(type, old.inputs, { ...old.inputs, ...change });
    world.diff(type, old, news);
    const replacement = await world.create(type, news);
    await inSameOperation(type, old);
    expect([noun.ids(world), replacement.id, writes()]).toEqual([[old.id], old.id, []]);
  });

  test("with adoption on, killed before the deletion and run again: the object stands", async () => {
    const old = await kept(noun, on);
    changeOutside();
    const replacement = await world.create(type, { ...old.inputs, ...change });
    world.newRun();
    world.diff(type, replacement, replacement.inputs);
    await inSameOperation(type, old);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("killed before the deletion and run again with another change: the object stands", async () => {
    const old = await kept(noun, on);
    changeOutside();
    const replacement = await world.create(type, { ...old.inputs, ...change });
    world.newRun();
    await world.update(type, replacement, old.inputs);
    await inSameOperation(type, old);
    expect(noun.ids(world)).toEqual([old.id]);
  });

  test("with adoption off: it fails, names the object, and the object stands", async () => {
    const old = await kept(noun);
    changeOutside();
    await expect(world.create(type, { ...old.inputs, ...change })).rejects.toThrow(`exists already (id ${old.id})`);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
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
