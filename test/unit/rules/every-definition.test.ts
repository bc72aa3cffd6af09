import { definitions } from "../../../provider/resources";
import { type Inputs, nouns } from "../../support/nouns";
import { type Kept, TestWorld } from "../../support/world";

/* What every definition must have, so that an author who forgets it hears of it. */

let world: TestWorld;
afterEach(() => world.close());

const definitionOf = (type: string) => definitions.find((one) => one.type === type)!;
const isId = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value);

async function made(type: string, declare: (world: TestWorld) => Inputs): Promise<Kept> {
  world = await TestWorld.create();
  return world.create(type, declare(world));
}

describe.each(nouns)("%s", (type, noun) => {
  test("its ids in capitals mean the same: a preview shows no change", async () => {
    const kept = await made(type, noun.declare);
    world.newRun();
    const capitals = Object.entries(kept.inputs).map(([input, value]) => [
      input,
      isId(value) ? value.toUpperCase() : value,
    ]);
    expect(world.check(type, kept.inputs, Object.fromEntries(capitals) as Inputs)).toEqual(kept.inputs);
  });

  test("another one, under another natural key, exists beside it", async () => {
    const first = await made(type, noun.declare);
    const second = await world.create(type, noun.another(world, first.inputs));
    expect(noun.ids(world)).toEqual(expect.arrayContaining([first.id, second.id]));
    expect(second.id).not.toBe(first.id);
  });

  test("whatever it belongs to keeps it, if the owner refuses its own deletion", async () => {
    world = await TestWorld.create();
    const { fields, delete: deletion } = definitionOf(type);
    const owners = Object.values(fields.inputs).filter(({ reference }) => reference?.isOwner === true);
    expect(owners.length > 0).toBe(deletion.owners !== undefined);
  });

  test("the test data say of every input what it does when it becomes unknown", async () => {
    world = await TestWorld.create();
    const { fields, createOnly, sameInOtherForm } = definitionOf(type);
    const told = Object.keys(noun.whenUnknown);
    const untold = Object.keys(fields.inputs).filter((input) => !createOnly.includes(input) && !told.includes(input));
    // Of two forms of one name, a program gives one.
    expect(untold).toHaveLength(sameInOtherForm === undefined ? 0 : 1);
  });
});
