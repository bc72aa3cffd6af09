import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs, type Noun, nounOf, nouns } from "../../support/nouns";

/* One object, one resource: what one resource of a run stands for, no other adopts, changes or deletes. */

let world: TestWorld;
afterEach(() => world.close());

const on = { adopt: "true" };

/** A resource that an earlier run created. The log is empty. */
async function kept(noun: Noun, settings: Record<string, string> = {}, more: Inputs = {}): Promise<Kept> {
  world = await TestWorld.create({}, settings);
  const created = await world.create(noun.type, { ...noun.declare(world), ...more });
  world.newRun();
  world.simulator.requests.clear();
  return created;
}

const inSameRun = (type: string, old: Kept): Promise<void> => world.delete(type, old, world.run);
const writes = (): string[] => world.simulator.requests.writes().map(({ method, path }) => `${method} ${path}`);

describe.each(nouns)("%s", (type, noun) => {
  test.each([true, false])("two new ones with one natural key, adoption %s: the preview refuses one", async (adopt) => {
    world = await TestWorld.create({}, { adopt: String(adopt) });
    const declared = noun.declare(world);
    world.check(type, {}, declared);
    expect(() => world.check(type, {}, declared)).toThrow(
      "another resource of this program already stands for this object",
    );
  });

  test("a new one with the natural key of one that stays: the preview refuses it, whichever comes first", async () => {
    const old = await kept(noun, on);
    world.diff(type, old, world.check(type, old.inputs, old.inputs));
    expect(() => world.check(type, {}, old.inputs)).toThrow(
      "another resource of this program already stands for this object",
    );
    world.newRun();
    world.check(type, {}, old.inputs);
    expect(() => world.diff(type, old, world.check(type, old.inputs, old.inputs))).toThrow(
      "another resource of this program already stands for this object",
    );
  });

  test("a new one that adopts before the old one is compared keeps the object, and the old one is told what to do", async () => {
    const old = await kept(noun, on);
    if (noun.change === undefined) return;
    const adopter = await world.create(type, old.inputs);
    const other = { ...old, outputs: { ...old.outputs, ofAnotherRelease: true } };
    await expect(world.update(type, other, { ...old.inputs, ...noun.change })).rejects.toThrow(
      /already stands for this object[^\n]*\n.*`pulumi state delete`/,
    );
    expect([adopter.id, writes()]).toEqual([old.id, []]);
  });
});

const changeable = nouns.flatMap(([type, noun]) =>
  noun.change === undefined ? [] : [[type, noun.change, noun] as const],
);

describe.each(changeable)("%s, replaced on the change %j (replaceOnChanges)", (type, change, noun) => {
  test("it is deleted first, so that one object is left, and that is another", async () => {
    const old = await kept(noun);
    const news = world.check(type, old.inputs, { ...old.inputs, ...change });
    const { deleteBeforeReplace } = world.diff(type, old, news);
    if (deleteBeforeReplace) await inSameRun(type, old);
    const replacement = await world.create(type, { ...old.inputs, ...change });
    if (!deleteBeforeReplace) await inSameRun(type, old);
    expect(noun.ids(world)).toEqual([replacement.id]);
    expect(replacement.id).not.toBe(old.id);
  });
});

describe.each(changeable)(
  "%s that two resources of the state stand for, after a refresh of both",
  (type, change, noun) => {
    test("stays when the one is deleted, while the other is about to change", async () => {
      const first = await kept(noun, on);
      const second = await world.create(type, first.inputs);
      const refreshed = [await world.refresh(type, first), await world.refresh(type, second)];
      world.newRun();
      world.diff(type, refreshed[0]!, world.check(type, first.inputs, { ...first.inputs, ...change }));
      await inSameRun(type, refreshed[1]!);
      expect(noun.ids(world)).toEqual([first.id]);
    });
  },
);

describe("a site that is renamed while another one is to have its old name", () => {
  const renamed = { accountId, name: "New" };
  const old = { accountId, name: "Acme" };
  const noun = nounOf("Site");

  test("with adoption on: the preview refuses it, whichever comes first", async () => {
    const site = await kept(noun, on);
    world.diff("Site", site, world.check("Site", site.inputs, renamed));
    expect(() => world.check("Site", {}, old)).toThrow("until this run renames it");
    world.newRun();
    world.check("Site", {}, old);
    expect(() => world.diff("Site", site, world.check("Site", site.inputs, renamed))).toThrow("by its present name");
  });

  test("is not adopted by it in an up, where the comparison came first", async () => {
    const site = await kept(noun);
    world.diff("Site", site, world.check("Site", site.inputs, renamed));
    await expect(world.create("Site", { ...old, name: " Acme", adopt: true })).rejects.toThrow(
      "another resource of this",
    );
    expect(world.estate.site("Acme").id).toBe(site.id);
  });

  test("leaves the name free once it is renamed, adoption on or off", async () => {
    const site = await kept(noun, on);
    await world.update("Site", site, renamed);
    const { id } = await world.create("Site", old);
    expect([world.estate.site("New").id, world.estate.site("Acme").id]).toEqual([site.id, id]);
  });
});

describe("a person in two accounts", () => {
  const jo = { email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "full" };
  const userId = "b0000000-0000-4000-8000-000000000077";
  let elsewhere: string;
  beforeEach(async () => {
    world = await TestWorld.create({}, on);
    elsewhere = world.estate.addAccount({ name: "elsewhere" }).id;
    for (const account of [accountId, elsewhere]) world.estate.addAccountUser({ ...jo, accountId: account, userId });
  });
  const accounts = (): string[] =>
    [...world.estate.accountUsers.values()].filter((user) => user.userId === userId).map((user) => user.accountId);

  test("is adopted in both", async () => {
    const both = [
      await world.create("AccountUser", { ...jo, accountId }),
      await world.create("AccountUser", { ...jo, accountId: elsewhere }),
    ];
    expect(both.map(({ id }) => id)).toEqual([userId, userId]);
  });

  test("who is dropped from one loses the access there, and keeps it in the other", async () => {
    const here = await world.create("AccountUser", { ...jo, accountId });
    const there = await world.create("AccountUser", { ...jo, accountId: elsewhere });
    world.newRun();
    world.diff("AccountUser", here, here.inputs);
    await inSameRun("AccountUser", there);
    expect(accounts()).toEqual([accountId]);
  });

  test("is changed in both in one run", async () => {
    const both = [
      await world.create("AccountUser", { ...jo, accountId }),
      await world.create("AccountUser", { ...jo, accountId: elsewhere }),
    ];
    world.newRun();
    for (const kept of both) await world.update("AccountUser", kept, { ...kept.inputs, roles: "full,billing" });
    const roles = [...world.estate.accountUsers.values()]
      .filter((user) => user.userId === userId)
      .map((user) => user.roles);
    expect(roles).toEqual(["full,billing", "full,billing"]);
  });
});
