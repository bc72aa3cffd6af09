import * as pulumi from "@pulumi/pulumi";
import {
  AccountUser,
  Domain,
  type DomainArgs,
  Install,
  type InstallReference,
  Site,
  SshKey,
} from "../../../sdk/nodejs";
import { mockedEngine } from "../../support/mocked-engine";

const accountId = "a0000000-0000-4000-8000-000000000001";
const connection = "agency-b";
const user = { accountId, email: "a@b.c", firstName: "A", lastName: "B", roles: "full" };

const told = mockedEngine();

const install = (more: object = {}, options: pulumi.CustomResourceOptions = {}): Install =>
  new Install("acme", { accountId, name: "acme", environment: "staging", ...more }, options);
const domain = (args: Partial<DomainArgs & InstallReference>): Domain =>
  new Domain("www", { name: "www.acme.example", ...args } as DomainArgs & InstallReference);

test.each([
  ["Site", () => new Site("r", { accountId, name: "Acme", connection })],
  ["Install", () => new Install("r", { accountId, name: "acme", connection })],
  ["Domain", () => new Domain("r", { installId: accountId, name: "acme.example", connection })],
  ["AccountUser", () => new AccountUser("r", { ...user, connection })],
  ["SshKey", () => new SshKey("r", { publicKey: "ssh-ed25519 AAAA", connection })],
] as const)("a %s hands its connection's name on", async (_type, make) => {
  expect(await told(make(), "r")).toMatchObject({ connection });
});

describe("a domain", () => {
  test.each<[string, () => Install]>([
    ["of its own", () => install({ connection })],
    ["that is an output", () => install({ connection: pulumi.output(connection) })],
    [
      "from a transformation",
      () => install({}, { transformations: [({ props, opts }) => ({ props: { ...props, connection }, opts })] }),
    ],
  ])("takes its install's connection: one %s", async (_, make) => {
    expect(await told(domain({ install: make() }), "www")).toMatchObject({ connection });
  });

  test("of an install without a connection has none either", async () => {
    expect(await told(domain({ install: install() }), "www")).not.toHaveProperty("connection");
  });

  test("may repeat its install's connection, even as an output", async () => {
    const home = install({ connection });
    expect(await told(domain({ install: home, connection }), "www")).toMatchObject({ connection });
    const output = new Domain("api", { install: home, name: "api.example", connection: pulumi.output(connection) });
    expect(await told(output, "api")).toMatchObject({ connection });
  });

  test.each([
    ["another one", { connection: "agency-a" }, 'the connection "agency-a"'],
    ["the default one", {}, "the default connection"],
  ])("is refused if it has a connection and its install has %s", (_, more, its) => {
    const home = install(more);
    expect(() => domain({ install: home, connection })).toThrow(
      `Domain www: its connection is "agency-b", but its install has ${its}. Remove \`connection\`: ` +
        "Domain www takes the connection of its install.",
    );
  });

  test("with the id of its install has a connection of its own", async () => {
    const byId = domain({ installId: install({ connection: "agency-a" }).id, connection });
    expect(await told(byId, "www")).toMatchObject({ connection });
  });
});

test("a `get` reads through a connection, and a domain through that of its install", async () => {
  const home = Install.get("read", "i1", { connection });
  expect(await told(home, "read")).toMatchObject({ connection });
  expect(await told(Domain.get("www", "d1", { install: home }), "www")).toMatchObject({ connection });
  expect(await told(Domain.get("api", "d2", { installId: "i2" }), "api")).not.toHaveProperty("connection");
});

describe("a password in the stack", () => {
  afterEach(() => pulumi.runtime.setAllConfig({}, []));
  const keys = ["wpengine:password", "wpengine-agency-b:password"];
  const passwords = Object.fromEntries(keys.map((key) => [key, "hunter2"]));

  test.each(keys)("in plain text is refused, whichever connection the resource has: %s", (plain) => {
    pulumi.runtime.setAllConfig(
      passwords,
      keys.filter((key) => key !== plain),
    );
    expect(() => install()).toThrow(
      `${plain} is stored as plain text. Run \`pulumi config set --secret ${plain}\` to encrypt it.`,
    );
  });

  test("is taken if it is a secret, and what is no password of ours may be plain", () => {
    pulumi.runtime.setAllConfig({ ...passwords, "wpengine-agency-b:username": "ben", "other:password": "x" }, keys);
    expect(() => install()).not.toThrow();
  });
});
