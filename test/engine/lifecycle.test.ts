import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AccountUser, Domain, Install, Site, SshKey, type SshKeyArgs } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { HostedStack } from "../support/hosted-stack";
import { plan, TestStack } from "../support/stack";

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create();
});
afterEach(() => stack.remove());

const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc ada@agency.example";

interface Changes {
  siteName?: string;
  firstName?: string;
  roles?: string;
  key?: SshKeyArgs;
}

function declareEverything({
  siteName = "Acme",
  firstName = "Jo",
  roles = "billing, partial",
  key,
}: Changes = {}): void {
  const site = new Site("acme", { accountId, name: siteName });
  const inSite = { accountId, siteId: site.id };
  const production = new Install("production", {
    ...inSite,
    name: "acme",
    environment: "production",
    deletionProtection: false,
  });
  const staging = new Install("staging", { ...inSite, name: "acmestg", environment: "staging" });
  const installId = production.id;
  const apex = new Domain("apex", { installId, name: "Acme.Example.", primary: true, secureAllUrls: true });
  new Domain("www", { installId, name: "www.acme.example", redirectTo: apex.id });
  const jo = { email: "Jo@example.com", firstName, lastName: "Ray", roles, installIds: [staging.id, production.id] };
  new AccountUser("jo", { accountId, ...jo });
  new SshKey("key", key ?? { publicKey });
}

/** The whole of the engine's view: what was declared is there, and no way of looking finds a difference. */
async function expectClean(): Promise<void> {
  expect(plan(await stack.run("preview", "--expect-no-changes"))).toEqual([]);
  await expectNoDrift();
}

/** As `expectClean`, where only the world has changed, which a preview without a refresh does not look at. */
async function expectNoDrift(): Promise<void> {
  expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
  expect(await stack.refreshPreview()).toMatchObject({ code: 0 });
}

test.each(["2021", "1.6.7", "1.17.0"] as const)(
  "in the answers' shape of %s every preview after an up is clean, and stays so when lists and words change",
  async (shape) => {
    stack.simulator.useShape(shape);
    await stack.up(() => declareEverything());
    await expectClean();

    stack.estate.listOrder = (entries) => [...entries].reverse();
    stack.estate.unknownFields = true;
    stack.estate.accountUser("jo@example.com").email = "JO@EXAMPLE.COM";
    await expectNoDrift();
  },
);

test("whatever is changed outside is named, input by input, in both previews", async () => {
  await stack.up(() => declareEverything());
  const { estate } = stack;
  estate.site("Acme").name = "Acme Ltd";
  estate.domain("www.acme.example").redirectTo = null;
  estate.domain("acme.example").secureAllUrls = false;
  estate.makePrimary(estate.domain("acme.wpengine.com"));
  estate.accountUser("jo@example.com").roles = "partial";
  estate.accountUser("jo@example.com").installIds.pop();
  estate.install("acmestg").environment = "development";
  estate.install("acmestg").siteId = estate.addSite({
    accountId: estate.site("Acme Ltd").accountId,
    name: "Elsewhere",
  }).id;

  const world = await stack.previewRefresh();
  expect(world.code).toBe(7);
  expect(plan(world)).toEqual([
    "update AccountUser jo [diff: ~installIds,roles]",
    "update Domain apex [diff: ~primary,secureAllUrls]",
    "update Domain www [diff: +redirectTo]",
    "update Install staging [diff: ~environment,siteId]",
    "update Site acme [diff: ~name]",
  ]);
  const state = await stack.refreshPreview();
  expect(state.code).toBe(7);
  for (const named of ["~installIds,roles", "~primary,secureAllUrls", "-redirectTo", "~environment,siteId", "~name"]) {
    expect(state.output).toContain(`[diff: ${named}]`);
  }

  await stack.succeeds("up", "--refresh", "--yes", "--skip-preview");
  await expectClean();
  expect(estate.site("Acme").name).toBe("Acme");
  expect(estate.domain("acme.example")).toMatchObject({ primary: true, secureAllUrls: true });
});

test("what its owner may change outside, and what was not declared, is no drift", async () => {
  await stack.up(() => declareEverything());
  const jo = stack.estate.accountUser("jo@example.com");
  Object.assign(jo, {
    firstName: "Joan",
    lastName: "Ray-Bell",
    email: "joan@example.com",
    phone: "1",
    inviteAccepted: true,
  });
  stack.estate.install("acme").phpVersion = "8.4";
  stack.estate.domain("www.acme.example").secureAllUrls = true;
  stack.estate.addDomain({ installId: stack.estate.install("acme").id, name: "stray.example" });
  await expectNoDrift();
});

test("what is gone outside is created again, and only that", async () => {
  await stack.up(() => declareEverything());
  stack.estate.removeDomain(stack.estate.domain("www.acme.example").id);
  const preview = await stack.previewRefresh();
  expect(preview.code).toBe(7);
  expect(plan(preview)).toEqual(["create Domain www"]);
  await stack.succeeds("up", "--refresh", "--yes", "--skip-preview");
  await expectClean();
});

test("an update patches only what changed", async () => {
  await stack.up(() => declareEverything());
  stack.simulator.requests.clear();
  await stack.up(() => declareEverything({ siteName: "Acme 2", roles: "partial" }));
  expect(stack.simulator.requests.writes().map(({ method, body }) => [method, body])).toEqual(
    expect.arrayContaining([
      ["PATCH", { name: "Acme 2" }],
      ["PATCH", { roles: "partial", install_ids: expect.any(Array) as string[] }],
    ]),
  );
  expect(stack.simulator.requests.writes()).toHaveLength(2);
  await expectClean();
});

test("a name changed in the program is neither updated nor replaced, with a warning", async () => {
  await stack.up(() => declareEverything());
  await stack.write(() => declareEverything({ firstName: "Joan" }));
  const { code, output } = await stack.run("preview", "--expect-no-changes");
  expect(output).toContain('AccountUser Jo@example.com: firstName counts at creation only. The provider keeps "Jo"');
  expect(code).toBe(0);
});

test("a key's other comment is no change, and neither is its fingerprint in its place", async () => {
  await stack.up(() => declareEverything());
  await stack.write(() =>
    declareEverything({ key: { publicKey: publicKey.replace("ada@agency.example", "another comment") } }),
  );
  expect(await stack.run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
  const { fingerprint } = [...stack.estate.sshKeys.values()][0]!;
  await stack.write(() => declareEverything({ key: { fingerprint } }));
  expect(await stack.run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
});

test("the role of the primary domain goes from one domain to another and back, and leaves no drift", async () => {
  const installId = stack.estate.addInstall({ accountId, name: "acme" }).id;
  const programWith = (primary: string) => (): void => {
    for (const name of ["one", "two"])
      new Domain(name, { installId, name: `${name}.example`, primary: name === primary });
  };
  for (const primary of ["one", "two", "one"]) {
    await stack.up(programWith(primary));
    expect(stack.estate.domain(`${primary}.example`).primary).toBe(true);
    expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
  }
});

test("a refresh right after an up moves no output", async () => {
  const outputs = async () => (await stack.resources()).map(({ urn, outputs }) => ({ urn, outputs }));
  for (const primary of ["acme.example", "acme.org", "acme.example"]) {
    await stack.up(() => {
      const site = new Site("acme", { accountId, name: "Acme" });
      const install = new Install("acme", { accountId, siteId: site.id, name: "acme", environment: "production" });
      const domains = ["acme.example", "acme.org"].map(
        (name) => new Domain(name, { install, name, primary: name === primary }),
      );
      new Domain("www", { install, name: "www.acme.example", redirectTo: domains[0] });
      for (const firstName of ["Ann", "Bob"]) {
        const email = `${firstName}@example.com`;
        new AccountUser(firstName, { accountId, email, firstName, lastName: "Ray", roles: "owner" });
      }
    });
    const before = await outputs();
    await stack.succeeds("refresh", "--yes", "--skip-preview");
    // The answer to a creation says less than that to a read.
    expect(await outputs()).toMatchObject(before);
  }
});

test("destroy removes everything, primary domains and the site that held installs among it", async () => {
  await stack.up(() => declareEverything());
  await stack.succeeds("destroy", "--yes", "--skip-preview");
  const { sites, installs, sshKeys, accountUsers } = stack.estate.snapshot();
  expect([sites, installs, sshKeys]).toEqual([[], [], []]);
  expect(accountUsers).toHaveLength(1);
});

test("a state holds no credential, a short constant provider, and little more than the inputs", async () => {
  await stack.up(() => declareEverything());
  const resources = await stack.resources();
  const bytes = resources.map(({ inputs, outputs }) => JSON.stringify(inputs).length + JSON.stringify(outputs).length);
  expect(await stack.succeeds("stack", "export")).not.toContain("simulator-password");
  for (const { inputs } of resources) expect(String(inputs.__provider).length).toBeLessThanOrEqual(130);
  expect(bytes.reduce((sum, one) => sum + one, 0) / bytes.length).toBeLessThanOrEqual(900);
});

test("a resource's place in the state is where the program declares it, and its stack trace is the program's alone", async () => {
  const hosted = await HostedStack.create();
  try {
    await hosted.up("function declare() {\n  new Site('acme', { accountId, name: 'Acme' });\n}\ndeclare();");
    const { sourcePosition, stackTrace } = await hosted.resource("acme");
    const program = await readFile(join(hosted.workspace.project, "index.js"), "utf8");
    const line = program.split("\n").findIndex((text) => text.includes("new Site")) + 1;
    const declared = `project:///index.js#${line},3`;
    const called = `project:///index.js#${line + 2},1`;
    expect(sourcePosition).toBe(declared);
    expect(stackTrace).toEqual([{ sourcePosition: declared }, { sourcePosition: called }]);
  } finally {
    await hosted.remove();
  }
});
