import { AccountUser, Domain, Install, Site } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { TestStack } from "../support/stack";

/*
 * Nothing of an install is touched if the install is going to refuse its deletion, whichever way around the engine's
 * own protection somebody takes.
 */

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create();
});
afterEach(() => stack.remove());

const jo = { accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "partial" };

interface Choice {
  deletionProtection?: boolean;
  environment?: "production" | "staging";
  withDomains?: boolean;
}

function declare({ deletionProtection, environment = "production", withDomains = true }: Choice = {}): void {
  const site = new Site("acme", { accountId, name: "Acme" });
  const inSite = { accountId, siteId: site.id };
  const install = new Install("install", { ...inSite, name: "acme", environment, deletionProtection });
  if (!withDomains) return;
  const apex = new Domain("apex", { install, name: "acme.example", primary: true });
  new Domain("www", { install, name: "www.acme.example", redirectTo: apex });
  new AccountUser("jo", { ...jo, installIds: [install] });
}

const everything = (): unknown => ({
  domains: [...stack.estate.domains.values()]
    .map(({ name, primary, redirectTo }) => [name, primary, redirectTo])
    .sort(),
  installs: [...stack.estate.installs.values()].map(({ name }) => name),
  users: [...stack.estate.accountUsers.values()].map(({ email }) => email).sort(),
});

/** Nothing was sent that changes anything, and the state still has all that belongs to the install. */
async function expectWhole(before: unknown): Promise<void> {
  expect(stack.simulator.requests.writes()).toEqual([]);
  expect(everything()).toEqual(before);
  const left = (await stack.resources()).map(({ urn }) => urn.split("::").at(-1)!);
  expect(left).toEqual(expect.arrayContaining(["acme", "install", "apex", "www", "jo"]));
}

const ways: [string, string[][]][] = [
  ["destroy --skip-preview", [["destroy", "--yes", "--skip-preview"]]],
  [
    "state unprotect --all, and then destroy",
    [
      ["state", "unprotect", "--all", "--yes"],
      ["destroy", "--yes"],
    ],
  ],
  ["destroy --ignore-protect", [["destroy", "--yes", "--ignore-protect"]]],
  ["destroy --exclude-protected", [["destroy", "--yes", "--exclude-protected", "--skip-preview"]]],
  [
    "destroy --target-dependents after state unprotect",
    [
      ["state", "unprotect", "--all", "--yes"],
      ["destroy", "--yes", "--target", "**::install", "--target-dependents", "--skip-preview"],
    ],
  ],
];

describe.each(ways)("%s", (_, commands) => {
  test.each<[string, Choice]>([
    ["a production install, protected by default,", {}],
    ["an install that the program protects", { deletionProtection: true, environment: "staging" }],
  ])("%s keeps its domains and its users", async (_what, choice) => {
    await stack.up(() => declare(choice));
    const before = everything();
    stack.simulator.requests.clear();
    let output = "";
    for (const command of commands) ({ output } = await stack.run(...command));
    expect(output).toMatch(/protected|protects/);
    await expectWhole(before);
  });
});

test("a staging install that has become production in the portal keeps its domains", async () => {
  await stack.up(() => declare({ environment: "staging" }));
  stack.estate.install("acme").environment = "production";
  const before = everything();
  stack.simulator.requests.clear();
  const { code, output } = await stack.run("destroy", "--yes", "--skip-preview");
  expect(code).not.toBe(0);
  expect(output).toContain(
    "The install's environment is production, and the provider protects such installs by default.",
  );
  await expectWhole(before);
});

test("a domain that alone is a target of a destroy stays with its protected install, and the error says the way out", async () => {
  await stack.up(() => declare());
  const before = everything();
  stack.simulator.requests.clear();
  const { code, output } = await stack.run("destroy", "--yes", "--skip-preview", "--target", "**::www");
  expect(code).not.toBe(0);
  expect(output).toContain("remove it from the program, and run `pulumi up` without targets");
  await expectWhole(before);
});

test("what leaves the program goes alone, and the protected install stays", async () => {
  await stack.up(() => declare());
  await stack.up(() => declare({ withDomains: false }));
  expect(everything()).toMatchObject({ installs: ["acme"], domains: [["acme.wpengine.com", true, null]] });
});

test("once the protection is lifted, a destroy takes everything", async () => {
  await stack.up(() => declare());
  await stack.up(() => declare({ deletionProtection: false }));
  await stack.succeeds("destroy", "--yes");
  expect(everything()).toMatchObject({ installs: [], domains: [] });
});
