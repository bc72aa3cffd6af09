import { type Kept, TestWorld } from "../../support/world";
import { accountId, fingerprint, type Inputs, type Noun, nouns, publicKeys } from "../../support/nouns";

/*
 * The engine creates first. Then it deletes what a program no longer declares, and the old half of a replacement. Where
 * adoption makes the new resource stand for the same object as the old one, the provider must not delete that object.
 */

let world: TestWorld;
afterEach(() => world.close());

const on = { adopt: "true" };

/** A resource that an earlier run created. The log of requests is empty. */
async function kept(noun: Noun, settings: Record<string, string> = {}, more: Inputs = {}): Promise<Kept> {
  world = await TestWorld.create({}, settings);
  const made = await world.create(noun.type, { ...noun.declare(world), ...more });
  world.newRun();
  world.simulator.requests.clear();
  return made;
}

const inSameRun = (type: string, old: Kept): Promise<void> => world.delete(type, old, world.run);
const writes = (): string[] => world.simulator.requests.writes().map(({ method, path }) => `${method} ${path}`);

describe.each(nouns)("%s", (type, noun) => {
  test("renamed in the program, with adoption on: the object stays, and nothing is sent", async () => {
    const old = await kept(noun, on);
    const renamed = await world.create(type, old.inputs);
    await inSameRun(type, old);
    expect([noun.ids(world), writes()]).toEqual([[renamed.id], []]);
  });

  test("renamed in the program, with `adopt` on the resource alone: the object stays", async () => {
    const old = await kept(noun);
    const renamed = await world.create(type, { ...old.inputs, adopt: true });
    await inSameRun(type, old);
    expect([noun.ids(world), writes()]).toEqual([[renamed.id], []]);
  });

  test("renamed in the program, with adoption off: the creation fails and names the object, which stays", async () => {
    const old = await kept(noun);
    await expect(world.create(type, old.inputs)).rejects.toThrow(`exists already (id ${old.id})`);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
    // With --continue-on-error, the engine goes on and deletes what has the old name.
    await expect(inSameRun(type, old)).rejects.toThrow("another step of this run failed");
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("renamed, and the engine killed before the deletion: the object stays in the next run", async () => {
    const old = await kept(noun, on);
    const renamed = await world.create(type, old.inputs);
    world.newRun();
    world.diff(type, renamed, renamed.inputs);
    await inSameRun(type, old);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("renamed, and the engine killed before it saved the creation: the object stays in the next run", async () => {
    const old = await kept(noun, on);
    await world.create(type, old.inputs);
    world.newRun();
    await world.create(type, old.inputs);
    await inSameRun(type, old);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("renamed, and the engine killed: the object stays in the next run without adoption", async () => {
    const old = await kept(noun, on);
    const renamed = await world.create(type, old.inputs);
    world.newRun({ adopt: "false" });
    world.diff(type, renamed, renamed.inputs);
    await inSameRun(type, old);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("replaced by order (--replace), with adoption on: the object stays", async () => {
    const old = await kept(noun, on);
    const replacement = await world.create(type, world.check(type, old.inputs, old.inputs));
    await inSameRun(type, old);
    expect([noun.ids(world), replacement.id, writes()]).toEqual([[old.id], old.id, []]);
  });

  test("replaced by another object, and the engine killed before the deletion: the next run deletes only the old", async () => {
    const old = await kept(noun);
    const replacement = await world.create(type, noun.another(world, old.inputs));
    world.newRun();
    world.diff(type, replacement, replacement.inputs);
    await inSameRun(type, old);
    expect(noun.ids(world)).toEqual([replacement.id]);
  });

  test("replaced, and the engine killed before it saved the new object: the next run names it, and makes no other", async () => {
    const old = await kept(noun);
    const news = noun.another(world, old.inputs);
    const replacement = await world.create(type, news);
    world.newRun();
    await expect(world.create(type, news)).rejects.toThrow(`exists already (id ${replacement.id})`);
    expect(noun.ids(world)).toEqual([old.id, replacement.id]);
  });

  test.each([true, false])("two with one natural key, with `adopt` %s: the second creation fails", async (adopt) => {
    world = await TestWorld.create({}, { adopt: String(adopt) });
    const declared = noun.declare(world);
    const { id } = await world.create(type, declared);
    await expect(world.create(type, declared)).rejects.toThrow(
      adopt ? "another resource of this program already stands for this object" : `exists already (id ${id})`,
    );
    expect(noun.ids(world)).toEqual([id]);
  });

  test("two with one natural key at the same time: the provider creates one, and refuses the other", async () => {
    world = await TestWorld.create();
    const declared = noun.declare(world);
    const results = await Promise.allSettled([world.create(type, declared), world.create(type, declared)]);
    const failures = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
    expect(failures).toEqual([
      expect.stringContaining("another resource of this program already stands for this object"),
    ]);
    expect(noun.ids(world)).toHaveLength(1);
  });

  test("dropped from the program, and refreshed in the run that deletes it: the object goes", async () => {
    const old = await kept(noun);
    const refreshed = await world.refresh(type, old);
    await inSameRun(type, refreshed ?? old);
    expect(noun.ids(world)).toEqual([]);
  });

  test("replaced by another object, and refreshed in the same run: only the new object is left", async () => {
    const old = await kept(noun);
    const refreshed = (await world.refresh(type, old)) ?? old;
    const news = noun.another(world, refreshed.inputs);
    const { deleteBeforeReplace } = world.diff(type, refreshed, news);
    if (deleteBeforeReplace) await inSameRun(type, refreshed);
    const replacement = await world.create(type, news);
    if (!deleteBeforeReplace) await inSameRun(type, refreshed);
    expect(noun.ids(world)).toEqual([replacement.id]);
  });

  test("renamed in the program, with adoption on, and refreshed in the same run: the object stays", async () => {
    const old = await kept(noun, on);
    const refreshed = (await world.refresh(type, old)) ?? old;
    const renamed = await world.create(type, old.inputs);
    await inSameRun(type, refreshed);
    expect([noun.ids(world), writes()]).toEqual([[renamed.id], []]);
  });

  test("two stand for one object: the deletion of one leaves the object alone", async () => {
    const one = await kept(noun, on);
    const two = await world.create(type, one.inputs);
    world.newRun();
    world.diff(type, one, one.inputs);
    await inSameRun(type, two);
    expect([noun.ids(world), writes()]).toEqual([[one.id], []]);
  });

  test("two stand for one object: the deletion of both deletes the object once", async () => {
    const old = await kept(noun, on);
    const renamed = await world.create(type, old.inputs);
    const run = world.newRun();
    await world.delete(type, old, run);
    await world.delete(type, renamed, run);
    expect(noun.ids(world)).toEqual([]);
  });
});

const changeable = nouns.flatMap(([type, noun]) =>
  noun.change === undefined ? [] : [[type, noun.change, noun] as const],
);

describe.each(changeable)("%s, replaced on the change %j (replaceOnChanges)", (type, change, noun) => {
  /** Somebody makes the same change in the portal. */
  const changeOutside = (): void => void Object.assign(noun.record(world), change);

  test("with adoption on: the object stays, and nothing is sent", async () => {
    const old = await kept(noun, on);
    changeOutside();
    const news = world.check(type, old.inputs, { ...old.inputs, ...change });
    world.diff(type, old, news);
    const replacement = await world.create(type, news);
    await inSameRun(type, old);
    expect([noun.ids(world), replacement.id, writes()]).toEqual([[old.id], old.id, []]);
  });

  test("with adoption on, and the engine killed before the deletion: the object stays in the next run", async () => {
    const old = await kept(noun, on);
    changeOutside();
    const replacement = await world.create(type, { ...old.inputs, ...change });
    world.newRun();
    world.diff(type, replacement, replacement.inputs);
    await inSameRun(type, old);
    expect([noun.ids(world), writes()]).toEqual([[old.id], []]);
  });

  test("and the engine killed before the deletion: the object stays in the next run with another change", async () => {
    const old = await kept(noun, on);
    changeOutside();
    const replacement = await world.create(type, { ...old.inputs, ...change });
    world.newRun();
    await world.update(type, replacement, old.inputs);
    await inSameRun(type, old);
    expect(noun.ids(world)).toEqual([old.id]);
  });

  test("with adoption off: the creation fails and names the object, which stays", async () => {
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
])("%s: of two creations with one natural key in two forms the provider sends one", async (type, one, other) => {
  world = await TestWorld.create();
  await Promise.allSettled([world.create(type, one), world.create(type, other)]);
  expect(world.simulator.requests.count({ method: "POST" })).toBe(1);
});

test("a program cannot declare one key both by its public key and by its fingerprint", async () => {
  world = await TestWorld.create();
  await world.create("SshKey", { publicKey: publicKeys[0] });
  await expect(world.create("SshKey", { fingerprint })).rejects.toThrow(
    "another resource of this program already stands for this object",
  );
});

test("an install and its domain, both renamed in the program, stay as they are", async () => {
  world = await TestWorld.create({}, on);
  const siteId = world.estate.addSite({ accountId, name: "Acme" }).id;
  const install = await world.create("Install", { accountId, siteId, name: "acme", environment: "staging" });
  const domain = await world.create("Domain", { installId: install.id, name: "acme.example", primary: true });
  const before = world.estate.snapshot();
  world.newRun();
  await world.create("Install", install.inputs);
  await world.create("Domain", domain.inputs);
  await inSameRun("Domain", domain);
  await inSameRun("Install", install);
  expect(world.estate.snapshot()).toEqual(before);
});
