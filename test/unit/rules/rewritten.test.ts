import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs, publicKeys } from "../../support/nouns";

/* The API may write what it was sent in a form of its own, and says some things by leaving them out. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const refreshed = async (type: string, kept: Kept): Promise<Inputs | undefined> => {
  world.newRun();
  return (await world.refresh(type, kept))?.inputs;
};

describe.each([
  ["an ampersand that is escaped", "Salt & Pepper", "Salt &amp; Pepper"],
  ["an ampersand that is escaped twice", "Salt & Pepper", "Salt &amp;amp; Pepper"],
  ["an apostrophe in figures", "Ann's", "Ann&#39;s"],
  ["an apostrophe in hexadecimal figures", "Ann's", "Ann&#x27;s"],
  ["quotation marks and brackets", '"A" <B>', "&quot;A&quot; &lt;B&gt;"],
  ["inner blanks that are one", "Acme   Ltd", "Acme Ltd"],
  ["a blank that does not break", "Acme Ltd", "Acme\u00a0Ltd"],
  ["NFD in the place of NFC", "Café".normalize("NFC"), "Café".normalize("NFD")],
  ["NFC in the place of NFD", "Café".normalize("NFD"), "Café".normalize("NFC")],
])("a site's name with %s", (_, name, written) => {
  const rewrite = (): void => {
    world.estate.reword = (body) =>
      JSON.parse(JSON.stringify(body).replaceAll(asJson(name), asJson(written))) as unknown;
  };

  test("is sent as it was declared, and no drift", async () => {
    rewrite();
    const kept = await world.create("Site", { accountId, name });
    expect(world.simulator.requests.writes()).toMatchObject([{ body: { name } }]);
    expect(await refreshed("Site", kept)).toEqual(kept.inputs);
  });

  test("is sent by no update that it did not change in", async () => {
    rewrite();
    const kept = await world.create("Site", { accountId, name });
    world.simulator.requests.clear();
    await world.update("Site", kept, kept.inputs);
    expect(world.simulator.requests.writes()).toEqual([]);
  });

  test("makes no second site", async () => {
    const { id } = await world.create("Site", { accountId, name });
    world.newRun();
    rewrite();
    await expect(world.create("Site", { accountId, name })).rejects.toThrow(`exists already (id ${id})`);
    expect((await world.create("Site", { accountId, name, adopt: true })).id).toBe(id);
  });

  test("that the program writes in the other form is a change, and sent", async () => {
    const kept = await world.create("Site", { accountId, name });
    world.simulator.requests.clear();
    await world.update("Site", kept, { accountId, name: written });
    expect(world.simulator.requests.writes()).toMatchObject([{ body: { name: written } }]);
  });
});

const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);

describe("the installs of a partial user", () => {
  const partial = async (): Promise<Kept> => {
    const { id } = world.estate.addInstall({ accountId, name: "acme" });
    const person = { accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray" };
    return world.create("AccountUser", { ...person, roles: "partial", installIds: [id] });
  };
  const users = (said: (user: Inputs) => Inputs): void => {
    world.estate.reword = (body, { path }) => {
      const { results } = body as { results?: Inputs[] };
      if (!path.includes("account_users")) return body;
      return results === undefined ? said(body as Inputs) : { results: results.map(said) };
    };
  };

  test("that a read gives as null are none: drift, which the next update mends", async () => {
    const kept = await partial();
    users((user) => ({ ...user, installs: null }));
    world.newRun();
    const seen = (await world.refresh("AccountUser", kept))!;
    expect(seen.inputs).not.toEqual(kept.inputs);
    world.simulator.requests.clear();
    await world.update("AccountUser", seen, kept.inputs);
    expect(world.simulator.requests.writes()).toMatchObject([{ body: { install_ids: kept.inputs.installIds } }]);
  });

  test("that a read leaves out are no drift", async () => {
    const kept = await partial();
    users(({ installs: _, ...user }) => user);
    expect(await refreshed("AccountUser", kept)).toEqual(kept.inputs);
  });

  test("that the answer to a creation gives as null are as they were sent", async () => {
    users((answer) => ({ ...answer, account_user: { ...(answer.account_user as Inputs), installs: null } }));
    const kept = await partial();
    expect(kept.outputs).toMatchObject({ installIds: kept.inputs.installIds });
    expect(world.simulator.requests.writes()).toHaveLength(1);
  });
});

test("roles that come as a list are no drift", async () => {
  const person = { accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "full,billing" };
  const kept = await world.create("AccountUser", person);
  world.estate.reword = (body) =>
    JSON.parse(JSON.stringify(body).replaceAll('"full,billing"', '["billing","full"]')) as unknown;
  expect(await refreshed("AccountUser", kept)).toEqual(kept.inputs);
});

test("what somebody else's install is like keeps nothing from being made", async () => {
  const { id: siteId } = world.estate.addSite({ accountId, name: "Acme" });
  world.estate.addInstall({ accountId, name: "odd" });
  world.estate.reword = (body) => {
    const { results } = body as { results?: Inputs[] };
    const odd = { php_version: 8.2, site: {}, account: [], status: 7, name: null };
    return results === undefined
      ? body
      : { ...(body as Inputs), results: [...results.map((one) => ({ ...one, ...odd })), {}, null] };
  };
  await world.create("Install", { accountId, siteId, name: "acme", environment: "staging" });
  expect(world.estate.install("acme").siteId).toBe(siteId);
});

describe("an id", () => {
  const declare = (id: string): (() => Inputs)[] => [
    () => world.check("Site", {}, { accountId: id, name: "Acme" }),
    () => world.check("Install", {}, { accountId, siteId: id, name: "acme" }),
    () => world.check("Domain", {}, { installId: id, name: "acme.example" }),
    () => world.check("Domain", {}, { installId: accountId, name: "other.example", redirectTo: id }),
  ];

  test.each(["7", "12345", "qada3227-9a39-46ae-9e14-20958bb4e645y", "SITE_42", "01HZX5", "a0000000b1"])(
    "may look like %j, and stays as it is",
    (id) => {
      expect(world.check("Site", {}, { accountId: ` ${id} `, name: "Bakery" })).toMatchObject({ accountId: id });
      for (const check of declare(id)) expect(check).not.toThrow();
    },
  );

  test.each([
    "",
    "  ",
    "My account 2",
    "agency",
    "https://my.wpengine.com/sites/7",
    "acme1.example",
    "jo1@acme.example",
  ])("cannot be %j", (id) => {
    for (const check of declare(id)) expect(check).toThrow("must be the id of a");
  });

  test("that a state holds in lowercase letters does not change where the program writes it in capitals", async () => {
    const kept = await world.create("Site", { accountId, name: "Acme" });
    const checked = world.check("Site", kept.inputs, { accountId: accountId.toUpperCase(), name: "Acme" });
    expect(checked).toEqual(kept.inputs);
  });

  test("in capitals and in lowercase letters claims one role", () => {
    const { id } = world.estate.addInstall({ accountId, name: "acme" });
    world.check("Domain", {}, { installId: id, name: "one.example", primary: true });
    const other = { installId: id.toUpperCase(), name: "two.example", primary: true };
    expect(() => world.check("Domain", {}, other)).toThrow("one.example already claims primary");
  });
});

test.each([
  ["two blanks", "  "],
  ["a tab", "\t"],
])("a public key may have %s between its parts", async (_, between) => {
  const publicKey = publicKeys[0].replaceAll(" ", between);
  const kept = await world.create("SshKey", { publicKey });
  expect(await refreshed("SshKey", kept)).toEqual(kept.inputs);
  expect(world.simulator.requests.writes()).toMatchObject([{ body: { public_key: publicKeys[0] } }]);
});
