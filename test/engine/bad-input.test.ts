import { output } from "@pulumi/pulumi";
import { AccountUser, CachePurge, Domain, Install, Site, type SiteArgs, SshKey } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { type Program, TestStack } from "../support/stack";

let stack: TestStack;
beforeAll(async () => {
  stack = await TestStack.create();
});
afterAll(() => stack.remove());

const user = (args: { email?: string; roles: string; installIds?: string[] }): AccountUser =>
  new AccountUser("a", { accountId, email: "a@b.c", firstName: "A", lastName: "B", ...args });
const privateKey = (): SshKey =>
  new SshKey("a", { publicKey: "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n" });

const cases: [mistake: string, program: Program, said: string[]][] = [
  [
    "an install's name with capitals",
    () => new Install("a", { accountId, name: "Acme" }),
    ["name must be a name of 3 to 14 lowercase letters and digits", 'not "Acme"'],
  ],
  [
    "a site's name of 41 characters",
    () => new Site("a", { accountId, name: "x".repeat(41) }),
    ["name has 41 characters: write at most 40"],
  ],
  [
    "an unknown role",
    () => user({ roles: "admin" }),
    ['roles must be one of "owner", "full", "full,billing", "partial", "partial,billing", not "admin"'],
  ],
  [
    "installIds without a partial role",
    () => user({ roles: "full", installIds: [accountId] }),
    ['installIds needs the roles "partial" or "partial,billing"'],
  ],
  [
    "a partial role without installIds",
    () => user({ roles: "partial" }),
    ['installIds is missing: with the roles "partial"'],
  ],
  ["a private key", privateKey, ["publicKey holds a PRIVATE key. The provider did not send it anywhere"]],
  [
    "an e-mail address without @",
    () => user({ email: "jo.example.com", roles: "full" }),
    ['email must be an e-mail address such as "jo@example.com", not "jo.example.com"'],
  ],
  [
    "an id that is none",
    () => new Site("a", { accountId: "agency", name: "Acme" }),
    ['accountId must be the id of an account, such as "eeda3227-9a39-46ae-9e14-20958bb4e6c9", not "agency"'],
  ],
  [
    "triggers that turn out to be a date",
    () =>
      new CachePurge("a", { installId: accountId, types: ["page"], triggers: output([1]).apply(() => [new Date()]) }),
    ["CachePurge a: triggers must hold texts, numbers, lists and plain objects, and no Date."],
  ],
  [
    "two primary domains on an install",
    () => {
      for (const name of ["a.example", "b.example"]) new Domain(name, { installId: accountId, name, primary: true });
    },
    ["already claims primary", "only one resource can hold it"],
  ],
  [
    "a wildcard as the primary domain",
    () => new Domain("a", { installId: accountId, name: "*.a.example", primary: true }),
    ["primary: a wildcard domain cannot be primary"],
  ],
  [
    "an input that does not exist",
    () => new Site("a", { accountId, name: "Acme", nmae: "Acme" } as SiteArgs),
    ["Site has no input `nmae`. Its inputs are accountId, name"],
  ],
  [
    "a missing input",
    () => new Site("a", { accountId } as SiteArgs),
    ["name is missing: write a name of 1 to 40 characters"],
  ],
];

test.each(cases)(
  "%s fails the preview, which names the input and says what to write",
  async (_mistake, program, said) => {
    await stack.write(program);
    const { code, output } = await stack.run("preview");
    expect(code).not.toBe(0);
    for (const text of said) expect(output).toContain(text);
  },
);

test("nothing was sent for any of them", () => {
  expect(stack.simulator.requests.count()).toBe(0);
});

test("a private key given by mistake is quoted nowhere", async () => {
  await stack.write(privateKey);
  const { output } = await stack.run("preview", "--diff");
  expect(output).not.toContain("c2VjcmV0c2VjcmV0");
});
