import { AccountUser, Domain, getAccountOutput, Install, Site, SshKey } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { publicKeys } from "../support/nouns";
import { plan, TestStack } from "../support/stack";

/* One program, two accounts: the default credentials see the one, and those of the connection "agency-b" the other. */

const connection = "agency-b";
const bensAccountId = "a0000000-0000-4000-8000-000000000002";
const bensId = "c0000000-0000-4000-8000-000000000001";

let stack: TestStack;
beforeAll(async () => {
  stack = await TestStack.create({
    durations: { install: 0 },
    accounts: [
      { id: accountId, name: "agency" },
      { id: bensAccountId, name: "b" },
    ],
  });
  const { estate } = stack;
  estate.credentials[0]!.accountIds = [accountId];
  const user = { id: bensId, firstName: "Ben", lastName: "B", email: "ben@b.example" };
  estate.addCredentials({ username: "ben", password: "bens-password", user, accountIds: [bensAccountId] });
  // The program, which has the test's environment, asks with this. Both connections share it.
  await stack.succeeds("config", "set", "wpengine:baseUrl", stack.simulator.url);
  await stack.succeeds("config", "set", "wpengine-agency-b:username", "ben");
  await stack.succeeds("config", "set", "--secret", "wpengine-agency-b:password", "bens-password");
});
afterAll(() => stack.remove());

const isUp = ["preview", "--expect-no-changes"];
const destroy = ["destroy", "--yes", "--skip-preview"];

/** A site with an install and its domain, and a key of the user. */
function declare(name: string, its: { accountId: string; connection?: string }): void {
  const { accountId: _, ...more } = its;
  const site = new Site(name, { ...its, name });
  const install = new Install(`${name}-install`, {
    ...its,
    siteId: site.id,
    name: `${name}install`,
    environment: "staging",
  });
  new Domain(`www.${name}.example`, { install, name: `www.${name}.example` });
  new AccountUser(`jo-${name}`, {
    ...its,
    email: `jo@${name}.example`,
    firstName: "Jo",
    lastName: "Ray",
    roles: "full",
  });
  new SshKey(`key-${name}`, { ...more, publicKey: name === "acme" ? publicKeys[0] : publicKeys[1] });
}

function program(): void {
  declare("acme", { accountId });
  declare("beta", { accountId: bensAccountId, connection });
  // Fails unless the function asks with the credentials of the connection.
  getAccountOutput({ name: "b" }, { connection });
}

/** The names of the resources whose state has the connection. */
const ofConnection = async (): Promise<string[]> =>
  (await stack.resources())
    .filter(({ inputs, outputs }) => inputs.connection === connection && outputs.connection === connection)
    .map(({ urn }) => urn.split("::").at(-1) ?? "")
    .sort();

test("an up creates each resource with the credentials of its connection, and a domain takes its install's", async () => {
  await stack.up(program);
  const { estate } = stack;
  expect([estate.site("acme").accountId, estate.site("beta").accountId]).toEqual([accountId, bensAccountId]);
  expect([...estate.sshKeys.values()].map(({ userId }) => userId)).toContain(bensId);
  expect(await ofConnection()).toEqual(["beta", "beta-install", "jo-beta", "key-beta", "www.beta.example"]);
});

test("afterwards every preview is clean, and so is a refresh without the program", async () => {
  for (const { code, output } of [
    await stack.run(...isUp),
    await stack.previewRefresh(),
    await stack.refreshPreview(),
  ]) {
    expect(code === 0 ? "" : output).toBe("");
  }
});

test("the state has the connection's name, and no password", async () => {
  const state = await stack.succeeds("stack", "export");
  expect(state).toContain('"connection": "agency-b"');
  expect(state).not.toMatch(/bens-password|simulator-password/);
  const codes = (await stack.resources()).map(({ inputs }) => String(inputs.__provider));
  expect(codes.filter((code) => code.includes(connection))).toEqual([]);
});

test("a wrong password of one connection fails its own resources alone, and says which password to check", async () => {
  await stack.succeeds("config", "set", "--secret", "wpengine-agency-b:password", "wrong-password");
  await stack.write(() => {
    declare("acme", { accountId });
    new Site("new", { accountId, name: "New" });
    new Site("newbeta", { accountId: bensAccountId, name: "New", connection });
  });
  const { code, output } = await stack.run("up", "--yes", "--skip-preview", "--continue-on-error");
  await stack.succeeds("config", "set", "--secret", "wpengine-agency-b:password", "bens-password");
  expect(code).not.toBe(0);
  expect(output).toContain(
    'Site "New": could not create it through the connection "agency-b". GET /sites answered 401',
  );
  expect(output).toContain("Check wpengine-agency-b:username and wpengine-agency-b:password.");
  expect(output).not.toContain("wrong-password");
  expect(stack.estate.site("New").accountId).toBe(accountId);
});

test("missing settings of a connection are an error in the preview, which says what to run", async () => {
  await stack.write(() => {
    program();
    new Site("elsewhere", { accountId, name: "Elsewhere", connection: "agency-c" });
  });
  const { code, output } = await stack.run("preview");
  expect(code).not.toBe(0);
  expect(output).toContain("run `pulumi config set wpengine-agency-c:username …` or set WPENGINE_AGENCY_C_USERNAME");
});

test("a resource that changes its connection is updated without a write, and a key is replaced", async () => {
  await stack.up(program);
  stack.estate.credentials[1]!.accountIds = [accountId, bensAccountId];
  await stack.write(() => {
    declare("acme", { accountId, connection });
    declare("beta", { accountId: bensAccountId, connection });
  });
  expect(plan(await stack.run("preview"))).toEqual([
    "replace SshKey key-acme [diff: +connection]",
    "update AccountUser jo-acme [diff: +connection]",
    "update Domain www.acme.example [diff: +connection]",
    "update Install acme-install [diff: +connection]",
    "update Site acme [diff: +connection]",
  ]);
  stack.simulator.requests.clear();
  await stack.succeeds("up", "--yes", "--skip-preview");
  const writes = stack.simulator.requests.writes().map(({ method, path }) => `${method} ${path.split("/")[1] ?? ""}`);
  expect(writes).toEqual(["DELETE ssh_keys", "POST ssh_keys"]);
  expect([...stack.estate.sshKeys.values()].map(({ userId }) => userId)).toEqual([bensId, bensId]);
  expect(await ofConnection()).toContain("www.acme.example");
});

test("a destroy without the program deletes with the credentials that the state names", async () => {
  await stack.up(() => {
    declare("acme", { accountId });
    declare("beta", { accountId: bensAccountId, connection });
  });
  stack.estate.credentials[1]!.accountIds = [bensAccountId];
  await stack.succeeds(...destroy);
  const { estate } = stack;
  expect([estate.sites.size, estate.installs.size, estate.domains.size, estate.sshKeys.size]).toEqual([0, 0, 0, 0]);
});
