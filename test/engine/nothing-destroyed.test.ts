import { AccountUser, Domain, Install, Site } from "../../sdk/nodejs";
import { agencyId as accountId, startSimulator } from "../../simulator";
import { TestStack } from "../support/stack";

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create();
});
afterEach(() => stack.remove());

function declare(name = "acme"): void {
  const site = new Site("acme", { accountId, name: "Acme" });
  const install = new Install("install", { accountId, siteId: site.id, name, environment: "staging" });
  const apex = new Domain("apex", { installId: install.id, name: "acme.example", primary: true });
  new Domain("www", { installId: install.id, name: "www.acme.example", redirectTo: apex.id });
}
const upRefresh = ["up", "--refresh", "--run-program", "--yes", "--skip-preview"];

test("other credentials, which see another account, recreate nothing and say what to check", async () => {
  await stack.up(() => declare());
  stack.estate.addCredentials({
    username: "stranger",
    password: "stranger-password",
    user: { id: "c0000000-0000-4000-8000-000000000001", firstName: "S", lastName: "T", email: "s@t.example" },
    accountIds: [],
  });
  await stack.succeeds("config", "set", "wpengine:username", "stranger");
  await stack.succeeds("config", "set", "--secret", "wpengine:password", "stranger-password");
  stack.simulator.requests.clear();
  const { code, output } = await stack.run(...upRefresh);
  expect(code).not.toBe(0);
  expect(output).toContain(`neither the resource nor its account ${accountId}`);
  expect(output).toContain(
    "Check that wpengine:username, wpengine:password and wpengine:baseUrl are those of this stack",
  );
  expect(stack.simulator.requests.writes()).toEqual([]);
});

test("another base URL, where the account does not exist, recreates nothing", async () => {
  await stack.up(() => declare());
  const elsewhere = await startSimulator({ accounts: [{ name: "elsewhere" }] });
  try {
    await stack.succeeds("config", "set", "wpengine:baseUrl", elsewhere.url);
    const { code, output } = await stack.run(...upRefresh);
    expect(code).not.toBe(0);
    expect(output).toContain(`neither the resource nor its account ${accountId}`);
    expect(elsewhere.requests.writes()).toEqual([]);
  } finally {
    await elsewhere.close();
  }
});

test("an account that vanished is an error, and a destroy of it removes nothing", async () => {
  await stack.up(() => declare());
  stack.estate.hiddenAccounts.add(accountId);
  stack.simulator.requests.clear();
  for (const args of [upRefresh, ["destroy", "--yes", "--skip-preview"]]) {
    const { code, output } = await stack.run(...args);
    expect(code).not.toBe(0);
    expect(output).toContain(`neither the resource nor its account ${accountId}`);
  }
  expect(stack.simulator.requests.writes().filter(({ status }) => status === 204)).toEqual([]);
});

test("a preview of a replaced install says of each of its domains what the up then does, in the same order", async () => {
  await stack.up(() => declare());
  await stack.write(() => declare("acmenew"));
  const deletions = ({ output }: { output: string }): string[] =>
    output
      .split("\n")
      .flatMap(
        (line) => /^ -- +pulumi-nodejs:dynamic\/wpengine:(\w+ \S+) delet(?:e|ed) original/.exec(line)?.[1] ?? [],
      );
  const creations = ({ output }: { output: string }): string[] =>
    output
      .split("\n")
      .flatMap(
        (line) => /^ \+\+ +pulumi-nodejs:dynamic\/wpengine:(\w+ \S+) creat(?:e|ed) replacement/.exec(line)?.[1] ?? [],
      );
  const preview = await stack.run("preview");
  const up = await stack.run("up", "--yes", "--skip-preview");
  expect(deletions(up)).toEqual(["Domain www", "Domain apex", "Install install"]);
  expect(creations(up)).toEqual(["Install install", "Domain apex", "Domain www"]);
  expect(deletions(preview)).toEqual(deletions(up));
  expect(creations(preview)).toEqual(creations(up));
});

test("a user who renamed herself keeps her name and address when only her roles change", async () => {
  const user = (roles: string): AccountUser =>
    new AccountUser("jo", { accountId, email: "jo@example.com", firstName: "Jo", lastName: "Ray", roles });
  await stack.up(() => user("full"));
  Object.assign(stack.estate.accountUser("jo@example.com"), { firstName: "Joan", email: "joan@example.com" });
  await stack.up(() => user("owner"), "--refresh");
  expect(stack.estate.accountUser("joan@example.com")).toMatchObject({ firstName: "Joan", roles: "owner" });
  expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
});

test("a protected site is not destroyed, and without the protection it is", async () => {
  const site = (deletionProtection: boolean): Site => new Site("acme", { accountId, name: "Acme", deletionProtection });
  await stack.up(() => site(true));
  stack.simulator.requests.clear();
  for (const args of [
    ["destroy", "--preview-only"],
    ["destroy", "--yes", "--skip-preview"],
  ]) {
    const { code, output } = await stack.run(...args);
    expect(code).not.toBe(0);
    expect(output).toContain("protect");
  }
  expect(stack.simulator.requests.writes()).toEqual([]);
  await stack.up(() => site(false));
  await stack.succeeds("destroy", "--yes", "--skip-preview");
  expect(stack.estate.sites.size).toBe(0);
});
