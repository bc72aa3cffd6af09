import { TestWorld } from "../../support/world";
import { accountId, type Inputs, type Noun, nounOf, nouns } from "../../support/nouns";

let world: TestWorld;
afterEach(() => world.close());

/** Creates a world in which somebody made the declared object, or one that differs from it in a few inputs. */
async function existing(noun: Noun, stack = false, otherwise: Inputs = {}): Promise<{ declared: Inputs; id: string }> {
  world = await TestWorld.create({}, { adopt: String(stack) });
  const declared = noun.declare(world);
  return { declared, id: noun.makeOutside(world, { ...declared, ...otherwise }) };
}

/** Says how a creation ended, and lists the writes that it sent. */
async function outcomeOf(creation: Promise<{ id: string }>): Promise<string> {
  const outcome = await creation.then(
    ({ id }) => `adopted ${id}`,
    (error: unknown) => (error as Error).message,
  );
  return [outcome, ...world.simulator.requests.writes().map(({ method, path }) => `${method} ${path}`)].join("\n");
}

describe.each(nouns)("%s", (type, noun) => {
  test.each([
    ["the resource says `adopt`", { adopt: true }, false],
    ["the stack says `adopt`", {}, true],
    ["the resource and the stack say `adopt`", { adopt: true }, true],
  ])("the provider adopts an object that exists, and sends nothing, where %s", async (_who, more, stack) => {
    const { declared, id } = await existing(noun, stack);
    expect(await outcomeOf(world.create(type, { ...declared, ...more }))).toBe(`adopted ${id}`);
  });

  test.each([
    ["nobody says `adopt`", {}, false],
    ["the resource says `adopt: false` and the stack says `adopt`", { adopt: false }, true],
  ])("the error names an object that exists, and nothing changes it, where %s", async (_who, more, stack) => {
    const { declared, id } = await existing(noun, stack);
    expect(await outcomeOf(world.create(type, { ...declared, ...more }))).toMatch(
      new RegExp(
        `^${type} .* exists already \\(id ${id}\\), and the state does not have it under this resource\\.\\n[^\\n]*$`,
      ),
    );
  });

  test.each([
    [true, undefined],
    [undefined, true],
    [true, false],
  ])("the inputs keep the first `adopt: %s`, even if the program now says %s", async (first, later) => {
    world = await TestWorld.create();
    const declared = noun.declare(world);
    const olds = world.check(type, {}, { ...declared, adopt: first });
    expect(world.check(type, olds, { ...declared, adopt: later })).toEqual(olds);
  });

  test("the inputs follow `adopt` with any other change, which the engine may turn into a replacement", async () => {
    if (noun.change === undefined) return;
    world = await TestWorld.create();
    const declared = noun.declare(world);
    const olds = world.check(type, {}, declared);
    const news = world.check(type, olds, { ...declared, ...noun.change, adopt: true });
    expect(news).toMatchObject({ ...noun.change, adopt: true });
  });
});

test.each([
  ["the stack's configuration is told of once a run", { adopt: "true" }, {}, 1],
  ["the resource alone is not told of", {}, { adopt: true }, 0],
])("adoption that stands in %s", async (_where, settings, more, times) => {
  world = await TestWorld.create({}, settings);
  for (const name of ["Acme", "Bakery"]) {
    world.estate.addSite({ accountId, name });
    await world.create("Site", { accountId, name, ...more });
  }
  const told = world.warnings.filter((text) => text.includes("run `pulumi config rm wpengine:adopt`"));
  expect([told.length, world.warnings.length]).toEqual([times, times]);
});

test("a run that adopts nothing says nothing of adoption, though the stack allows it", async () => {
  world = await TestWorld.create({}, { adopt: "true" });
  await world.create("Site", { accountId, name: "Acme" });
  expect(world.warnings).toEqual([]);
});

test.each(nouns)(
  "%s: the refusal names `aliases` for a new name in the program, a refresh for a change outside",
  async (type, noun) => {
    const { declared } = await existing(noun);
    const told = await outcomeOf(world.create(type, declared));
    expect(told).toContain("declare its old name in the option `aliases`");
    expect(told).toContain("run `pulumi refresh`");
  },
);

const differing: [type: string, input: string, declared: Inputs, actual: Inputs][] = [
  ["Install", "siteId", {}, { siteId: "c0000000-0000-4000-8000-000000000009" }],
  ["Install", "environment", {}, { environment: "development" }],
  ["Domain", "secureAllUrls", { secureAllUrls: false }, { secureAllUrls: true }],
  ["AccountUser", "roles", { roles: "owner" }, { roles: "full" }],
];

test.each(differing)(
  "%s: the error lists a different %s, and the provider does not adopt the object",
  async (type, input, ours, theirs) => {
    const noun = nounOf(type);
    world = await TestWorld.create();
    const declared = { ...noun.declare(world), ...ours };
    noun.makeOutside(world, { ...declared, ...theirs });
    expect(await outcomeOf(world.create(type, { ...declared, adopt: true }))).toMatch(
      new RegExp(
        `but differs from what you declared, so it was not adopted\\.\\n  ${input}: you declared .*, but the API has .*\\n[^\\n]*$`,
      ),
    );
  },
);

test("the error lists a different target of a redirect, and the provider does not adopt the domain", async () => {
  world = await TestWorld.create();
  const installId = world.estate.addInstall({ accountId, name: "acme" }).id;
  const [ours, theirs] = ["one.example", "two.example"].map((name) => world.estate.addDomain({ installId, name }).id);
  world.estate.addDomain({ installId, name: "www.example", redirectTo: theirs });
  await expect(
    world.create("Domain", { installId, name: "www.example", redirectTo: ours, adopt: true }),
  ).rejects.toThrow(`redirectTo: you declared "${String(ours)}", but the API has "${String(theirs)}"`);
});

test("the error lists different installs of a partial user, and the provider does not adopt the user", async () => {
  const noun = nounOf("AccountUser");
  world = await TestWorld.create();
  const [ours, theirs] = ["one", "two"].map((name) => world.estate.addInstall({ accountId, name }).id);
  const declared = { ...noun.declare(world), roles: "partial" };
  noun.makeOutside(world, { ...declared, installIds: [theirs] });
  await expect(world.create("AccountUser", { ...declared, installIds: [ours], adopt: true })).rejects.toThrow(
    `installIds: you declared ["${String(ours)}"], but the API has ["${String(theirs)}"]`,
  );
});

const unset: [type: string, input: string, declared: Inputs, actual: Inputs, sent: Inputs][] = [
  ["Domain", "secureAllUrls", { secureAllUrls: true }, { secureAllUrls: false }, { secure_all_urls: true }],
  ["Domain", "primary", { primary: true }, { primary: false }, { primary: true }],
];

test.each(unset)(
  "%s: adoption sets %s where it is unset, and nothing else",
  async (type, _input, ours, theirs, sent) => {
    const noun = nounOf(type);
    world = await TestWorld.create();
    const declared = { ...noun.declare(world), ...ours };
    noun.makeOutside(world, { ...declared, ...theirs });
    await world.create(type, { ...declared, adopt: true });
    expect(world.simulator.requests.writes().map(({ body }) => body)).toEqual([sent]);
  },
);

const leftAlone: [type: string, input: string, declared: Inputs, actual: Inputs][] = [
  ["Install", "environment", {}, { environment: null }],
  ["Install", "siteId", {}, { siteId: null }],
];

test.each(leftAlone)("%s: %s that is unset is listed, and not set by adoption", async (type, input, ours, theirs) => {
  const noun = nounOf(type);
  world = await TestWorld.create();
  const declared = { ...noun.declare(world), ...ours };
  noun.makeOutside(world, { ...declared, ...theirs });
  expect(await outcomeOf(world.create(type, { ...declared, adopt: true }))).toMatch(
    new RegExp(`not adopted\\.\\n  ${input}: you declared .*, but the API has none\\n[^\\n]*$`),
  );
});

test("a primary role that another domain has, which somebody added, is a difference", async () => {
  world = await TestWorld.create();
  const installId = world.estate.addInstall({ accountId, name: "acme" }).id;
  world.estate.addDomain({ installId, name: "portal.example", primary: true });
  world.estate.addDomain({ installId, name: "acme.example" });
  expect(
    await outcomeOf(world.create("Domain", { installId, name: "acme.example", primary: true, adopt: true })),
  ).toMatch(/not adopted\.\n {2}primary: you declared true, but the API has false\n[^\n]*$/);
});

test.each(["acme.wpengine.com", "acme.wpenginepowered.com"])(
  "a primary role that %s has, the install's own, is free to take",
  async (name) => {
    world = await TestWorld.create();
    const installId = world.estate.addInstall({ accountId, name: "acme" }).id;
    world.estate.domainsOf(installId)[0]!.name = name;
    world.estate.addDomain({ installId, name: "acme.example" });
    await world.create("Domain", { installId, name: "acme.example", primary: true, adopt: true });
    expect(world.estate.domain("acme.example").primary).toBe(true);
  },
);

test("an install of which a list says little is looked at by itself before it is adopted", async () => {
  world = await TestWorld.create();
  const noun = nounOf("Install");
  const declared = noun.declare(world);
  const id = noun.makeOutside(world, { ...declared, environment: "development" });
  const short = { id, name: "acme", account: { id: accountId } };
  const body = { results: [short], count: 1, next: null, previous: null };
  world.simulator.faults.add({ kind: "answer", method: "GET", path: "/installs", status: 200, body, times: Infinity });
  expect(await outcomeOf(world.create("Install", { ...declared, adopt: true }))).toContain(
    'environment: you declared "staging", but the API has "development"',
  );
});

test("a redirect that is unset is a difference, and stays unset", async () => {
  world = await TestWorld.create();
  const installId = world.estate.addInstall({ accountId, name: "acme" }).id;
  const apex = world.estate.addDomain({ installId, name: "acme.example" });
  const www = world.estate.addDomain({ installId, name: "www.acme.example" });
  await expect(world.create("Domain", { installId, name: www.name, redirectTo: apex.id, adopt: true })).rejects.toThrow(
    `redirectTo: you declared "${apex.id}", but the API has none`,
  );
  expect(www.redirectTo).toBeNull();
});

test("the provider adopts a user whose own name differs, and leaves the name alone", async () => {
  const noun = nounOf("AccountUser");
  const { declared, id } = await existing(noun, true, { firstName: "Joan", lastName: "Ray-Bell" });
  expect(await outcomeOf(world.create("AccountUser", declared))).toBe(`adopted ${id}`);
});

test("the provider adopts a site whose name has spaces around it", async () => {
  const noun = nounOf("Site");
  const { declared, id } = await existing(noun, true, { name: "Acme " });
  expect(await outcomeOf(world.create("Site", declared))).toBe(`adopted ${id}`);
});

test.each([false, true])("the provider adopts neither of two sites with one name, with `adopt` %s", async (stack) => {
  const noun = nounOf("Site");
  const { declared, id } = await existing(noun, stack);
  const other = noun.makeOutside(world, declared);
  expect(await outcomeOf(world.create("Site", declared))).toMatch(
    new RegExp(
      `^Site "Acme": the provider cannot tell which one you mean: 2 objects with this name exist already \\(ids ${id}, ${other}\\)[^\\n]*\\n[^\\n]*$`,
    ),
  );
});

test("a site of the same name in another account is another site", async () => {
  world = await TestWorld.create();
  const elsewhere = world.estate.addAccount({ name: "elsewhere" }).id;
  const { id } = world.estate.addSite({ accountId: elsewhere, name: "Acme" });
  expect((await world.create("Site", { accountId, name: "Acme", adopt: true })).id).not.toBe(id);
});

describe("an adoption changes nothing that it cannot see:", () => {
  const adopted = async (there: object, declared: object, odd: object): Promise<string> => {
    world = await TestWorld.create();
    const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
    world.estate.addDomain({ installId, name: "acme.example", ...there });
    world.estate.addDomain({ installId, name: "theirs.example", primary: true });
    world.simulator.behaviours.set(odd);
    await outcomeOf(world.create("Domain", { installId, name: "acme.example", adopt: true, ...declared }));
    return world.simulator.requests
      .writes()
      .map(({ method }) => method)
      .join();
  };

  test("https, where answers are short", async () => {
    expect(await adopted({ secureAllUrls: true }, { secureAllUrls: false }, { short: true })).toBe("");
  });

  test("the primary role, where answers do not say who has it", async () => {
    const odd = [{ method: "GET", path: /domains/, field: "primary", as: "missing" }];
    expect(await adopted({}, { primary: true }, { odd })).toBe("");
  });
});
