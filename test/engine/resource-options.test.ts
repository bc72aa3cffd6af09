import { all, type CustomResourceOptions } from "@pulumi/pulumi";
import { AccountUser, Domain, Install, Site } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { plan, TestStack } from "../support/stack";

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create();
});
afterEach(() => stack.remove());

const site = (name = "Acme", options: CustomResourceOptions = {}, resource = "acme"): Site =>
  new Site(resource, { accountId, name }, options);

test("an alias renames a resource without touching it", async () => {
  await stack.up(() => site());
  stack.simulator.requests.clear();
  await stack.up(() => site("Acme", { aliases: [{ name: "acme" }] }, "acme-site"));
  expect(stack.simulator.requests.count()).toBe(0);
  expect((await stack.resource("acme-site")).id).toBe(stack.estate.site("Acme").id);
});

test("ignoreChanges leaves an input as it is", async () => {
  await stack.up(() => site());
  await stack.write(() => site("Acme 2", { ignoreChanges: ["name"] }));
  expect(await stack.run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
});

test("--target changes only what it names", async () => {
  const two = (suffix: string): void => {
    site(`Acme${suffix}`);
    site(`Bakery${suffix}`, {}, "bakery");
  };
  await stack.up(() => two(""));
  const { urn } = await stack.resource("acme");
  await stack.up(() => two(" 2"), "--target", urn);
  expect([...stack.estate.sites.values()].map(({ name }) => name).sort()).toEqual(["Acme 2", "Bakery"]);
});

test("retainOnDelete leaves the object standing", async () => {
  await stack.up(() => site("Acme", { retainOnDelete: true }));
  await stack.up(() => undefined);
  expect(stack.estate.site("Acme").name).toBe("Acme");
  expect(await stack.resources()).toEqual([]);
});

test("up --refresh heals what was changed outside", async () => {
  await stack.up(() => site());
  stack.estate.site("Acme").name = "Other";
  await stack.up(() => site(), "--refresh");
  expect(stack.estate.site("Acme").name).toBe("Acme");
});

test("a get reads what others manage, and deletes nothing", async () => {
  await stack.up(() => {
    const siteId = site().id;
    const install = new Install("install", { accountId, siteId, name: "acmestg", environment: "staging" });
    new Domain("d", { installId: install.id, name: "acme.example" });
  });
  const [siteId, installId, domainId, userId] = [
    stack.estate.site("Acme").id,
    stack.estate.install("acmestg").id,
    stack.estate.domain("acme.example").id,
    stack.estate.accountUser("olga@agency.example").userId,
  ];
  const reader = await TestStack.create({}, { WPENGINE_BASE_URL: stack.simulator.url });
  try {
    await reader.up(() => ({
      names: all([
        Site.get("s", siteId).name,
        Install.get("i", installId).cname,
        Domain.get("d", domainId, { installId }).name,
        AccountUser.get("u", userId, { accountId }).email,
      ]),
    }));
    expect(JSON.parse(await reader.succeeds("stack", "output", "names", "--json"))).toEqual([
      "Acme",
      "acmestg.wpengine.com",
      "acme.example",
      "olga@agency.example",
    ]);
    expect(await reader.refreshPreview()).toMatchObject({ code: 0 });
    await reader.succeeds("destroy", "--yes", "--skip-preview");
    expect(stack.estate.site("Acme").id).toBe(siteId);
  } finally {
    await reader.remove();
  }
});

test("what exists already is not adopted unless the program says so", async () => {
  const { id } = stack.estate.addSite({ accountId, name: "Acme" });
  await stack.write(() => site());
  const { output } = await stack.run("up", "--yes", "--skip-preview");
  expect(output).toContain(
    `Site "Acme": exists already (id ${id}), and the state does not have it under this resource.`,
  );
  expect(output).toContain("adopt it with `adopt: true` on the resource or `WPENGINE_ADOPT=true pulumi up`");
  await stack.up(() => new Site("acme", { accountId, name: "Acme", adopt: true }));
  expect((await stack.resource("acme")).id).toBe(id);
  expect(stack.estate.sites.size).toBe(1);
  await stack.write(() => site());
  expect(await stack.run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
});

test("a resource renamed in the program with adoption on keeps the object it stands for", async () => {
  await stack.up(() => site());
  const { id } = stack.estate.site("Acme");
  await stack.write(() => site("Acme", {}, "renamed"));
  expect(plan(await stack.run("preview"))).toEqual(["create Site renamed", "delete Site acme"]);
  await stack.succeeds("up", "--yes", "--skip-preview", "--config", "wpengine:adopt=true");
  expect(stack.estate.site("Acme").id).toBe(id);
  expect((await stack.resources()).map((one) => one.id)).toEqual([id]);
});

test("a site that still holds installs of others is not deleted, and they are named", async () => {
  await stack.up(() => site());
  const { id, accountId } = stack.estate.site("Acme");
  stack.estate.addInstall({ accountId, siteId: id, name: "stranger", environment: "production" });
  const { code, output } = await stack.run("destroy", "--yes", "--skip-preview");
  expect(code).not.toBe(0);
  expect(output).toContain("It still holds the install stranger, which the API would delete with the site.");
  expect(stack.estate.install("stranger").siteId).toBe(id);
});

test("other credentials, which see nothing, recreate nothing", async () => {
  await stack.up(() => site());
  stack.estate.addCredentials({
    username: "stranger",
    password: "stranger-password",
    user: { id: "c0000000-0000-4000-8000-000000000001", firstName: "S", lastName: "T", email: "s@t.example" },
    accountIds: [],
  });
  const { code, output } = await stack.run(
    ...["up", "--refresh", "--yes", "--skip-preview", "--config", "wpengine:username=stranger"],
    ...["--run-program", "--config", "wpengine:retries=0"],
  );
  expect(code).not.toBe(0);
  expect(output).toContain("401");
});
