import { nouns } from "../../support/nouns";
import { TestWorld } from "../../support/world";

/* Lists tell late of what was made, changed or removed. */

let world: TestWorld;
afterEach(() => world.close());

describe.each(nouns)("%s", (type, noun) => {
  test.each([3000, 10_000])(
    "made by a run that was killed, and the list lags by %i ms: the next run adopts it",
    async (lists) => {
      world = await TestWorld.create({}, { adopt: "true" });
      const declared = noun.declare(world);
      world.simulator.behaviours.set({ lag: { lists } });
      const made = await world.create(type, declared);
      world.newRun();
      const again = await world.create(type, declared);
      expect([again.id, noun.ids(world)]).toEqual([made.id, [made.id]]);
    },
  );

  test.each([true, false])(
    "removed by a run before, and still listed, with adoption %s: it is made anew",
    async (adopt) => {
      world = await TestWorld.create({}, { adopt: String(adopt) });
      const made = await world.create(type, noun.declare(world));
      world.simulator.settle();
      world.simulator.behaviours.set({ lag: { lists: 10_000 } });
      await world.delete(type, made);
      world.newRun();
      await world.create(type, made.inputs);
      expect(noun.ids(world)).toHaveLength(1);
    },
  );

  test("made in a run before, and the list lags: a deletion deletes it", async () => {
    world = await TestWorld.create();
    const declared = noun.declare(world);
    world.simulator.behaviours.set({ lag: { lists: 10_000 } });
    const made = await world.create(type, declared);
    await world.delete(type, made);
    expect(noun.ids(world)).toEqual([]);
  });

  test("made a moment ago, and the list lags: a read finds it", async () => {
    world = await TestWorld.create();
    const declared = noun.declare(world);
    world.simulator.behaviours.set({ lag: { lists: 30_000 } });
    const made = await world.create(type, declared);
    world.newRun();
    expect((await world.refresh(type, made))?.id).toBe(made.id);
  });

  test("deleted in this run, and listed a while longer: a creation of the same name makes it anew", async () => {
    world = await TestWorld.create();
    const made = await world.create(type, noun.declare(world));
    world.simulator.settle();
    world.simulator.behaviours.set({ lag: { lists: 20_000, removals: 20_000 } });
    await world.delete(type, made, world.newRun());
    const { id } = await world.create(type, made.inputs);
    expect(noun.ids(world)).toEqual([id]);
  });
});
