import * as pulumi from "@pulumi/pulumi";
import { Person, type PersonAccess, type PersonArgs } from "../../../../sdk/nodejs";
import { mockedEngine } from "../../../support/mocked-engine";

const accountId = "a0000000-0000-4000-8000-000000000001";
const output = pulumi.output(accountId);
const told = mockedEngine();

const jo = (access: PersonAccess[], more: object = {}): Person =>
  new Person("jo", { email: "jo@agency.example", firstName: "Jo", lastName: "Ray", access, ...more });

test("a person has a user in each account, named after the account's key, else after its id", async () => {
  const person = jo([
    { accountId: output, key: "agency", roles: "full" },
    { accountId, roles: "owner" },
  ]);
  expect(Object.keys(person.users)).toEqual(["agency", accountId]);
  const { agency } = person.users;
  expect(await told(agency!, "jo-agency")).toMatchObject({ accountId, email: "jo@agency.example", roles: "full" });
  expect(await told(person.users[accountId]!, `jo-${accountId}`)).toMatchObject({ roles: "owner", lastName: "Ray" });
});

test("an entry has the connection of the person, unless it has one of its own", async () => {
  const access = [
    { accountId, roles: "full" },
    { accountId: output, key: "client", connection: "client", roles: "full" },
  ];
  const { users } = jo(access, { connection: "agency-b", adopt: true });
  expect(await told(users[accountId]!, `jo-${accountId}`)).toMatchObject({ connection: "agency-b", adopt: true });
  expect(await told(users.client!, "jo-client")).toMatchObject({ connection: "client", adopt: true });
});

test.each<[mistake: string, access: unknown[], said: string]>([
  [
    "an account's id that is an output, without a key",
    [{ accountId: output, roles: "full" }],
    "Person jo: access[0] needs a `key`: its accountId is an output",
  ],
  [
    "an account that stands twice",
    [
      { accountId, roles: "full" },
      { accountId, roles: "billing" },
    ],
    `Person jo: access[1] is the account ${accountId} a second time. Give one entry all the roles.`,
  ],
  [
    "a misspelt member",
    [{ accountId, role: "full" }],
    "Person jo: access[0].role is not known here. Write accountId, roles, installIds, connection, key or was.",
  ],
  [
    "a key that is an output",
    [{ accountId, key: output, roles: "full" }],
    "Person jo: access[0].key must be a text, not an output. The parts of the component are named after what you write there.",
  ],
  ["an empty key", [{ accountId, key: "", roles: "full" }], "Person jo: access[0].key must not be empty."],
  [
    "a number among the earlier names",
    [{ accountId, roles: "full", was: ["jo-agency", 5] }],
    "Person jo: access[0].was must be a name, or a list of names, not a number.",
  ],
  ["an entry that is a text", ["full"], "Person jo: access[0] must be an object, not a text."],
  ["an entry that is nothing", [null], "Person jo: access[0] must be an object, not nothing."],
])("%s is refused", (_mistake, access, said) => {
  expect(() => jo(access as PersonAccess[])).toThrow(said);
});

test.each<[mistake: string, args: unknown, said: string]>([
  ["nothing at all", undefined, "Person jo: access must be a list, not nothing."],
  ["an output of everything", pulumi.output({}), "Person jo: must be an object, not an output."],
  ["no access", { email: "jo@agency.example", access: null }, "Person jo: access must be a list, not nothing."],
  ["an output of access", { access: pulumi.output([]) }, "Person jo: access must be a list, not an output."],
  ["a promise of access", { access: Promise.resolve([]) }, "Person jo: access must be a list, not an output."],
])("%s is refused, and says what to write", (_mistake, args, said) => {
  expect(() => new Person("jo", args as PersonArgs)).toThrow(said);
});

test("null is as good as nothing where a member may be absent", async () => {
  const { users } = jo([{ accountId, key: null, was: null, roles: "full" } as unknown as PersonAccess]);
  expect(await told(users[accountId]!, `jo-${accountId}`)).toMatchObject({ roles: "full" });
});

test.each<[absent: string, connection: unknown]>([
  ["null", null],
  ["an output of nothing", pulumi.output(undefined)],
  ["a promise of nothing", Promise.resolve(undefined)],
])(
  "an entry whose connection is %s has the connection of the person, and not the default one",
  async (_, connection) => {
    const { users } = jo([{ accountId, roles: "full", connection } as PersonAccess], { connection: "agency-b" });
    expect(await told(users[accountId]!, `jo-${accountId}`)).toMatchObject({ connection: "agency-b" });
  },
);
