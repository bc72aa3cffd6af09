import { AccountUser, Domain, type Environment, Install, Site } from "../../sdk/nodejs";
import { plan, TestStack } from "../support/stack";

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create({
    accounts: [
      { id: agency, name: "agency" },
      { id: other, name: "other" },
    ],
  });
});
afterEach(() => stack.remove());

const agency = "a0000000-0000-4000-8000-000000000001";
const other = "a0000000-0000-4000-8000-000000000002";

interface Changes {
  siteAccount?: string;
  install?: string;
  environment?: Environment;
  email?: string;
  domain?: string;
}

function declare({
  siteAccount = agency,
  install: name = "acme",
  environment = "staging",
  ...more
}: Changes = {}): Install {
  const { email = "jo@example.com", domain = "acme.example" } = more;
  new Site("acme", { accountId: siteAccount, name: "Acme" });
  const stays = new Site("stays", { accountId: agency, name: "Stays" });
  const install = new Install("install", { accountId: agency, siteId: stays.id, name, environment });
  const apex = new Domain("apex", { installId: install.id, name: domain, primary: true });
  new Domain("www", { installId: install.id, name: "www.acme.example", redirectTo: apex.id });
  new AccountUser("jo", { accountId: agency, email, firstName: "Jo", lastName: "Ray", roles: "full" });
  return install;
}

const writes = (): string[] =>
  stack.simulator.requests.writes().map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/g, "…")}`);

test("a site whose account changes is created in the other account before the old one goes", async () => {
  await stack.up(() => declare());
  stack.simulator.requests.clear();
  await stack.write(() => declare({ siteAccount: other }));
  expect(plan(await stack.run("preview"))).toEqual(["replace Site acme [diff: ~accountId]"]);
  await stack.succeeds("up", "--yes", "--skip-preview");
  expect(writes()).toEqual(["POST /sites", "DELETE /sites/…"]);
  expect(stack.estate.site("Acme").accountId).toBe(other);
  expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
});

test("an install that is renamed in the same place is deleted first, with its domains, and all are created again", async () => {
  await stack.up(() => declare());
  stack.simulator.requests.clear();
  await stack.write(() => declare({ install: "acmenew" }));
  expect(plan(await stack.run("preview"))).toEqual([
    "replace Domain apex [diff: ~installId]",
    "replace Domain www [diff: ~installId,redirectTo]",
    "replace Install install [diff: ~name]",
  ]);
  await stack.succeeds("up", "--yes", "--skip-preview");
  expect(writes()).toEqual([
    "DELETE /installs/…/domains/…",
    "PATCH /installs/…/domains/…",
    "DELETE /installs/…/domains/…",
    "DELETE /installs/…",
    "POST /installs",
    "POST /installs/…/domains",
    "POST /installs/…/domains",
  ]);
  expect(stack.estate.domain("www.acme.example").redirectTo).toBe(stack.estate.domain("acme.example").id);
  expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
});

test("an up that refreshes first deletes what it replaces, and what the program dropped", async () => {
  await stack.up(() => declare());
  await stack.up(() => declare({ install: "acmenew" }), "--refresh");
  expect([...stack.estate.installs.values()].map(({ name }) => name)).toEqual(["acmenew"]);
  expect(stack.estate.domain("acme.example").installId).toBe(stack.estate.install("acmenew").id);
  await stack.up(() => undefined, "--refresh");
  expect([stack.estate.sites.size, stack.estate.installs.size]).toEqual([0, 0]);
});

test("a domain that is renamed is replaced, and the redirect to it is updated, not replaced", async () => {
  await stack.up(() => declare());
  await stack.write(() => declare({ domain: "acme.test" }));
  expect(plan(await stack.run("preview"))).toEqual([
    "replace Domain apex [diff: ~name]",
    "update Domain www [diff: ~redirectTo]",
  ]);
  await stack.succeeds("up", "--yes", "--skip-preview");
  expect(stack.estate.domain("www.acme.example").redirectTo).toBe(stack.estate.domain("acme.test").id);
  expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
});

test("an e-mail address that changes in the program replaces the user; capitals do not", async () => {
  await stack.up(() => declare());
  await stack.write(() => declare({ email: "JO@example.com" }));
  expect(await stack.run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
  await stack.write(() => declare({ email: "joan@example.com" }));
  expect(plan(await stack.run("preview"))).toEqual(["replace AccountUser jo [diff: ~email]"]);
});

test("a protected production install stops a replacement in the preview, before anything is touched", async () => {
  await stack.up(() => declare({ environment: "production" }));
  stack.simulator.requests.clear();
  await stack.write(() => declare({ environment: "production", install: "acmenew" }));
  const { code, output } = await stack.run("up", "--yes");
  expect(code).not.toBe(0);
  expect(output).toContain("protect");
  expect(stack.simulator.requests.writes()).toEqual([]);
});

test("a site that moved to another account outside is drift that an up refuses to act on, with both ways on", async () => {
  await stack.up(() => declare());
  stack.estate.site("Acme").accountId = other;
  stack.simulator.requests.clear();
  const { code, output } = await stack.run("up", "--refresh", "--yes", "--skip-preview");
  expect(code).not.toBe(0);
  expect(output).toContain("somebody changed its accountId outside of Pulumi");
  expect(output).toContain(`To follow the move, write "${other}" as its accountId in the program.`);
  expect(stack.simulator.requests.writes()).toEqual([]);

  await stack.write(() => declare({ siteAccount: other }));
  expect(plan(await stack.run("preview", "--refresh"))).not.toContain("replace Site acme [diff: ~accountId]");
  await stack.succeeds("up", "--refresh", "--yes", "--skip-preview");
  expect(stack.simulator.requests.writes()).toEqual([]);
});

test("a user of an install that is replaced, and who goes in the same up, is gone", async () => {
  await stack.up(() => {
    const installIds = [declare().id];
    const pat = { accountId: agency, email: "pat@example.com", firstName: "P", lastName: "T" };
    new AccountUser("pat", { ...pat, roles: "partial", installIds });
  });
  await stack.up(() => declare({ install: "acmenew" }));
  expect([...stack.estate.accountUsers.values()].map(({ email }) => email)).not.toContain("pat@example.com");
  expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
});
