import { type Kept, TestWorld } from "../../support/world";
import { accountId, fingerprint, type Inputs, nounOf, otherAccountId, publicKeys } from "../../support/nouns";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const spaced = (text: string): string => ` ${text}  `;
const withComment = (comment: string): string => publicKeys[0].replace(/ [^ ]*$/, comment);

/** Writes inputs in another form. An id exists only in a world, so a form of it depends on the declared inputs. */
type Write = (declared: Inputs) => Inputs;
const capitals =
  (input: string): Write =>
  ({ [input]: id }) => ({ [input]: String(id).toUpperCase() });
const spaces =
  (input: string): Write =>
  ({ [input]: text }) => ({ [input]: spaced(String(text)) });

const equal: [type: string, what: string, one: Inputs, other: Inputs | Write][] = [
  ["Site", "capitals in the account's id", {}, capitals("accountId")],
  ["Site", "spaces around the account's id", {}, spaces("accountId")],
  ["Site", "spaces around the name", {}, spaces("name")],
  ["Install", "capitals in the account's id", {}, capitals("accountId")],
  ["Install", "capitals in the site's id", {}, capitals("siteId")],
  ["Install", "spaces around the site's id", {}, spaces("siteId")],
  ["Install", "capitals in the environment", {}, { environment: "Staging" }],
  ["Install", "spaces around the environment", {}, { environment: " staging " }],
  ["Domain", "capitals in the install's id", {}, capitals("installId")],
  ["Domain", "capitals in the name", {}, { name: "Acme.EXAMPLE" }],
  ["Domain", "spaces around the name", {}, spaces("name")],
  ["Domain", "a trailing dot", {}, { name: "acme.example." }],
  ["Domain", "letters outside ASCII", { name: "bücher.example" }, { name: "xn--bcher-kva.example" }],
  ["Domain", "capitals outside ASCII", { name: "bücher.example" }, { name: "BÜCHER.example" }],
  ["Domain", "an accent written in two characters", { name: "bücher.example" }, { name: "bu\u0308cher.example" }],
  ["Domain", "capitals in a wildcard's name", { name: "*.acme.example" }, { name: "*.Acme.example." }],
  ["Domain", "primary: false in place of nothing", {}, { primary: false }],
  ["AccountUser", "capitals in the account's id", {}, capitals("accountId")],
  ["AccountUser", "capitals in the address", {}, { email: "Jo@ACME.example" }],
  ["AccountUser", "spaces around the address", {}, spaces("email")],
  ["AccountUser", "spaces around a name", {}, { firstName: " Jo", lastName: "Ray " }],
  ["AccountUser", "roles in another order", { roles: "full,billing" }, { roles: "billing,full" }],
  ["AccountUser", "spaces between roles", { roles: "full,billing" }, { roles: " full , billing" }],
  ["AccountUser", "capitals in roles", {}, { roles: "Full" }],
  ["AccountUser", "a role twice", { roles: "full,billing" }, { roles: "full,billing,full" }],
  ["SshKey", "another comment", {}, { publicKey: withComment(" elsewhere on earth") }],
  ["SshKey", "no comment", {}, { publicKey: withComment("") }],
  ["SshKey", "a line end", {}, { publicKey: `${publicKeys[0]}\n` }],
  ["SshKey", "the fingerprint in its place", {}, { publicKey: undefined, fingerprint }],
];

const optional: [type: string, inputs: Inputs][] = [
  ["Site", { adopt: null, deleteInstalls: null, deletionProtection: null }],
  ["Install", { adopt: null, siteId: null, environment: null, deletionProtection: null }],
  ["Domain", { adopt: null, primary: null, redirectTo: null, secureAllUrls: null }],
  ["AccountUser", { adopt: null, installIds: null }],
  ["SshKey", { adopt: null, fingerprint: null }],
];

const different: [type: string, what: string, one: Inputs, other: Inputs][] = [
  ["Site", "account", {}, { accountId: otherAccountId }],
  ["Site", "name", {}, { name: "Acme 2" }],
  ["Site", "capital in the name", {}, { name: "acme" }],
  ["Site", "space within the name", { name: "Acme Ltd" }, { name: "AcmeLtd" }],
  ["Install", "account", {}, { accountId: otherAccountId }],
  ["Install", "name", {}, { name: "acmenew" }],
  ["Install", "site", {}, { siteId: otherAccountId }],
  ["Install", "environment", {}, { environment: "development" }],
  ["Domain", "install", {}, { installId: otherAccountId }],
  ["Domain", "name", {}, { name: "acme.test" }],
  ["Domain", "wildcard", {}, { name: "*.acme.example" }],
  ["Domain", "letter outside ASCII", { name: "bücher.example" }, { name: "bucher.example" }],
  ["Domain", "primary", {}, { primary: true }],
  ["Domain", "redirect", {}, { redirectTo: otherAccountId }],
  ["Domain", "choice of https", { secureAllUrls: true }, { secureAllUrls: false }],
  ["AccountUser", "account", {}, { accountId: otherAccountId }],
  ["AccountUser", "address", {}, { email: "bo@acme.example" }],
  ["AccountUser", "role", {}, { roles: "owner" }],
  ["AccountUser", "role more", {}, { roles: "full,billing" }],
  ["SshKey", "key", {}, { publicKey: publicKeys[1] }],
  ["SshKey", "fingerprint in the key's place", {}, { publicKey: undefined, fingerprint: "00" + fingerprint.slice(2) }],
];

/** Both directions: from one form to the other, and back. */
const bothWays = <One, Other>([type, what, one, other]: [string, string, One, Other]) => [
  [type, what, one, other] as const,
  [type, `${what}, the other way round`, other, one] as const,
];
const writtenIn = (declared: Inputs, writing: Inputs | Write): Inputs => ({
  ...declared,
  ...(typeof writing === "function" ? writing(declared) : writing),
});

async function createdAs(type: string, one: Inputs | Write): Promise<{ declared: Inputs; kept: Kept }> {
  const { declare, makeOutside } = nounOf(type);
  const declared = declare(world);
  // A key declared by its fingerprint must exist already.
  if ("fingerprint" in one) makeOutside(world, declared);
  return { declared, kept: await world.create(type, writtenIn(declared, one)) };
}

test.each(equal.flatMap(bothWays))("%s: %s is no change", async (type, _what, one, other) => {
  const { declared, kept } = await createdAs(type, one);
  expect(world.check(type, kept.inputs, writtenIn(declared, other))).toEqual(kept.inputs);
});

test.each(optional)("%s: null in an optional input is no input at all", (type, nothing) => {
  const declared = nounOf(type).declare(world);
  const timeouts = { create: "5m", update: null, delete: null };
  const without = Object.fromEntries(Object.entries(declared).filter(([input]) => !(input in nothing)));
  const checked = (inputs: Inputs): Inputs => {
    world.newRun();
    return world.check(type, {}, inputs);
  };
  const withNull = checked({ ...declared, ...nothing, customTimeouts: timeouts });
  expect(withNull).toEqual(checked({ ...without, customTimeouts: { create: "5m" } }));
  expect(checked({ ...declared, customTimeouts: null })).not.toHaveProperty("customTimeouts");
});

test.each([
  ["Site", "name"],
  ["Install", "accountId"],
  ["Domain", "installId"],
  ["AccountUser", "roles"],
])("%s: null in the required %s is said to be missing", (type, input) => {
  const declared = nounOf(type).declare(world);
  expect(() => world.check(type, {}, { ...declared, [input]: null })).toThrow(`${input} is missing`);
});

test.each(different.flatMap(bothWays))("%s: another %s is a change", async (type, _what, one, other) => {
  const declared = nounOf(type).declare(world);
  const olds = world.check(type, {}, writtenIn(declared, one));
  expect(world.check(type, olds, writtenIn(declared, other))).not.toEqual(olds);
});

test("install ids in another order, in capitals, with spaces around them or twice are no change", async () => {
  const ids = installIds();
  const { kept } = await createdAs("AccountUser", { roles: "partial", installIds: ids });
  const others = [[...ids].reverse(), ids.map((id) => id.toUpperCase()), ids.map(spaced), [...ids, ...ids]];
  const checked = others.map((other) => world.check("AccountUser", kept.inputs, { ...kept.inputs, installIds: other }));
  expect(checked).toEqual(others.map(() => kept.inputs));
});

test("one install more is a change, and one install less is a change", async () => {
  const ids = installIds();
  const { kept } = await createdAs("AccountUser", { roles: "partial", installIds: ids });
  const one = world.check("AccountUser", kept.inputs, { ...kept.inputs, installIds: ids.slice(1) });
  const three = world.check("AccountUser", kept.inputs, { ...kept.inputs, installIds: [...ids, accountId] });
  expect([one.installIds, three.installIds]).toEqual([ids.slice(1), [...ids, accountId].sort()]);
});

test.each(["AA", "aa", "MD5:aa", " aa "])('a fingerprint that begins as "%s" means the same', (start) => {
  const rest = ":bb".repeat(15);
  const olds = world.check("SshKey", {}, { fingerprint: `aa${rest}` });
  expect(world.check("SshKey", olds, { fingerprint: start.trimEnd() + rest })).toEqual(olds);
});

/** Forms in which the API may answer what the program declared in another form. */
const answers: [type: string, what: string, one: Inputs, rewrite: (world: TestWorld) => void][] = [
  ["Site", "capitals in ids", {}, ({ estate }) => shout(estate.site("Acme"), "accountId")],
  ["Site", "spaces around a name", {}, ({ estate }) => (estate.site("Acme").name = " Acme ")],
  ["Install", "capitals in ids", {}, ({ estate }) => shout(estate.install("acme"), "accountId", "siteId")],
  ["Install", "capitals in the environment", {}, ({ estate }) => shout(estate.install("acme"), "environment")],
  ["Domain", "capitals in a name", {}, ({ estate }) => shout(estate.domain("acme.example"), "name")],
  ["Domain", "a trailing dot", {}, ({ estate }) => (estate.domain("acme.example").name = "acme.example.")],
  [
    "Domain",
    "letters outside ASCII",
    { name: "xn--bcher-kva.example" },
    ({ estate }) => (estate.domain("xn--bcher-kva.example").name = "bücher.example"),
  ],
  ["AccountUser", "capitals in roles", {}, ({ estate }) => shout(estate.accountUser("jo@acme.example"), "roles")],
  ["AccountUser", "capitals in an address", {}, ({ estate }) => shout(estate.accountUser("jo@acme.example"), "email")],
  ["SshKey", "capitals in a fingerprint", {}, ({ estate }) => shout([...estate.sshKeys.values()][0]!, "fingerprint")],
];

test.each(answers)("%s: %s in an answer is no drift", async (type, _what, one, rewrite) => {
  const { kept } = await createdAs(type, one);
  rewrite(world);
  world.newRun();
  expect((await world.refresh(type, kept))?.inputs).toEqual(kept.inputs);
});

test.each(answers)("%s: after %s in an answer the diff replaces nothing", async (type, _what, one, rewrite) => {
  const { kept } = await createdAs(type, one);
  rewrite(world);
  world.newRun();
  const seen = (await world.refresh(type, kept))!;
  expect(world.diff(type, seen, kept.inputs).replaces).toEqual([]);
});

test.each(answers)("%s: after %s in an answer an update sends nothing", async (type, _what, one, rewrite) => {
  const { kept } = await createdAs(type, one);
  rewrite(world);
  world.newRun();
  const seen = (await world.refresh(type, kept))!;
  world.simulator.requests.clear();
  await world.update(type, seen, kept.inputs);
  expect(world.simulator.requests.writes()).toEqual([]);
});

test("a user's installs in another order in an answer are no drift", async () => {
  const { kept } = await createdAs("AccountUser", { roles: "partial,billing", installIds: installIds() });
  world.estate.accountUser("jo@acme.example").installIds.reverse();
  world.newRun();
  expect((await world.refresh("AccountUser", kept))?.inputs).toEqual(kept.inputs);
});

test.each([
  ["Site", "accountId"],
  ["Install", "accountId"],
  ["Domain", "installId"],
  ["AccountUser", "accountId"],
  ["AccountUser", "email"],
])("%s.%s in capitals in an old state replaces nothing", async (type, input) => {
  const { kept } = await createdAs(type, {});
  const outputs = { ...kept.outputs, [input]: String(kept.outputs[input]).toUpperCase() };
  expect(world.diff(type, { ...kept, outputs }, kept.inputs).replaces).toEqual([]);
});

function shout<Key extends string>(record: Partial<Record<Key, string | null>>, ...keys: Key[]): void {
  for (const key of keys) record[key] = record[key]?.toUpperCase();
}

const installIds = (): string[] =>
  ["acme", "acmestg"].map((name) => world.estate.addInstall({ accountId, name }).id).sort();
