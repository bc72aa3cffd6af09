import { Unknown } from "../../../provider/values";
import { agencyId, TestWorld } from "../../support/world";
import { nounOf, nouns } from "../../support/nouns";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const rows = nouns.flatMap(([type, noun]) =>
  Object.entries(noun.whenUnknown).map(([input, effect]) => [type, input, effect, noun] as const),
);

test.each(rows)("%s.%s that becomes unknown %s, and nothing else does", async (type, input, effect, { declare }) => {
  const declared = declare(world);
  const kept = await world.create(type, declared);
  const news = world.check(type, kept.inputs, unknownIn(declared, input));
  expect(world.diff(type, kept, news).replaces).toEqual(effect === "replaces" ? [input] : []);
});

test.each(rows)("%s.%s of a new resource may be unknown, and stays unknown", (type, input, _effect, { declare }) => {
  expect(world.check(type, {}, unknownIn(declare(world), input))[input]).toBe(Unknown.value);
});

test.each(rows)(
  "%s.%s of an existing resource may be unknown, and stays unknown",
  async (type, input, _effect, noun) => {
    const declared = noun.declare(world);
    const { inputs: olds } = await world.create(type, declared);
    // An input that counts only at creation keeps its value.
    const stays = input === "firstName" || input === "lastName" ? declared[input] : Unknown.value;
    expect(world.check(type, olds, unknownIn(declared, input))[input]).toBe(stays);
  },
);

test.each(["firstName", "lastName"])("an unknown %s causes no warning about a change", async (input) => {
  const { declare } = nounOf("AccountUser");
  const kept = await world.create("AccountUser", declare(world));
  world.check("AccountUser", kept.inputs, unknownIn(declare(world), input));
  expect(world.warnings).toEqual([]);
});

test("an unknown id among known ones is an update", async () => {
  const ids = ["acme", "acmestg"].map((name) => world.estate.addInstall({ accountId: agencyId, name }).id);
  const user = { accountId: agencyId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "partial" };
  const kept = await world.create("AccountUser", { ...user, installIds: ids });
  const news = world.check("AccountUser", kept.inputs, { ...user, installIds: [ids[0], Unknown.value] });
  expect(world.diff("AccountUser", kept, news).replaces).toEqual([]);
});

test("a check refuses the second of two primary domains once the id of their new install is known", async () => {
  const installId = world.estate.addInstall({ accountId: agencyId, name: "acme" }).id;
  const primary = (name: string) => ({ installId, name, primary: true });
  world.check("Domain", {}, { ...primary("one.example"), installId: Unknown.value });
  world.check("Domain", {}, { ...primary("two.example"), installId: Unknown.value });
  world.check("Domain", {}, primary("one.example"));
  expect(() => world.check("Domain", {}, primary("two.example"))).toThrow("one.example already claims primary");
});

function unknownIn(declared: Record<string, unknown>, input: string): Record<string, unknown> {
  // Roles and the installs of a partial user go together.
  const more = input === "installIds" ? { roles: "partial" } : {};
  return { ...declared, ...more, [input]: Unknown.value };
}
