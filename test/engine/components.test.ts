import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createUrn } from "@pulumi/pulumi";
import {
  AccountUser,
  Domain,
  type DomainsOfInstall,
  Install,
  Person,
  type PersonAccess,
  Site,
  WordPressSite,
  type WordPressSiteArgs,
} from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { HostedStack } from "../support/hosted-stack";
import { type RealStack, type StateResource } from "../support/real-stack";
import { plan, type Program, TestStack } from "../support/stack";

const secondId = "a0000000-0000-4000-8000-000000000002";
const thirdId = "a0000000-0000-4000-8000-000000000003";
const accounts = [
  { id: accountId, name: "agency" },
  { id: secondId, name: "second" },
  { id: thirdId, name: "third" },
];

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create({ durations: { install: 0 }, accounts });
});
afterEach(() => stack.remove());

/** What a preview of the program would change. */
async function previewOf(program: Program): Promise<string[]> {
  await stack.write(program);
  return plan(await stack.run("preview"));
}

/** Brings the program up. It must change nothing at WP Engine, and no preview may find anything afterwards. */
async function movesTo(program: Program): Promise<void> {
  const ids = (await stack.resources()).map(({ id }) => id).sort();
  stack.simulator.requests.clear();
  expect(await previewOf(program)).toEqual([]);
  await stack.succeeds("up", "--yes", "--skip-preview");
  expect(stack.simulator.requests.count()).toBe(0);
  expect((await stack.resources()).map(({ id }) => id).sort()).toEqual(ids);
  expect(await stack.run("preview", "--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
}

describe("a WordPressSite", () => {
  const ofSite = { accountId, name: "Acme" };
  const site = (more: Partial<WordPressSiteArgs> = {}, name = "acme", options = {}): WordPressSite =>
    new WordPressSite(
      name,
      {
        ...ofSite,
        environments: {
          production: { name: "acme", domains: { primary: "acme.example", redirects: ["www.acme.example"] } },
          staging: { name: "acmestg" },
        },
        ...more,
      },
      options,
    );

  /** The same without a component, with an option for each part. */
  function flat(aliasOf: (name: string) => object = () => ({})): void {
    const { id: siteId } = new Site("the-site", ofSite, aliasOf("acme"));
    const inSite = { accountId, siteId };
    const ofProduction = { ...inSite, name: "acme", environment: "production" };
    const install = new Install("live", ofProduction, aliasOf("acme-production"));
    new Install("test", { ...inSite, name: "acmestg", environment: "staging" }, aliasOf("acme-staging"));
    const apex = { install, name: "acme.example", primary: true };
    const redirectTo = new Domain("apex", apex, aliasOf("acme-acme.example"));
    new Domain("www", { install, name: "www.acme.example", redirectTo }, aliasOf("acme-www.acme.example"));
  }
  const was = {
    site: "the-site",
    environments: { production: "live", staging: "test" },
    domains: { "acme.example": "apex", "www.acme.example": "www" },
  };

  test("takes in what the program had without it, and lets it go again, without a request", async () => {
    await stack.up(() => flat());
    await movesTo(() => site({ was }));
    await movesTo(() => site());
    await movesTo(() => site({}, "client", { aliases: [{ name: "acme" }] }));
    await movesTo(() => site({}, "acme", { aliases: [{ name: "client" }] }));
    const parent = (): unknown => createUrn("acme", WordPressSite.__pulumiType);
    await movesTo(() => flat((name) => ({ aliases: [{ name, parent: parent() }] })));
    await movesTo(() => flat());
  });

  const withDomains = (domains: DomainsOfInstall): WordPressSite =>
    site({ environments: { production: { name: "acme", domains } } });
  const [a, b, c] = ["a.example", "b.example", "c.example"] as const;
  const primary = "acme.example";

  test("changes of its lists are what a preview shows, and nothing else", async () => {
    await stack.up(() => withDomains({ primary, redirects: [a, b], others: ["x.example", "y.example"] }));
    const others = ["x.example", "y.example"];
    expect(await previewOf(() => withDomains({ primary, redirects: [b, a], others: [...others].reverse() }))).toEqual(
      [],
    );
    expect(await previewOf(() => withDomains({ primary, redirects: [c, a, b], others }))).toEqual([
      "create Domain acme-c.example",
    ]);
    expect(await previewOf(() => withDomains({ primary, redirects: [b], others }))).toEqual([
      "delete Domain acme-a.example",
    ]);
    expect(await previewOf(() => withDomains({ primary, redirects: [c, b], others }))).toEqual([
      "create Domain acme-c.example",
      "delete Domain acme-a.example",
    ]);
    expect(
      await previewOf(() => withDomains({ primary, redirects: [a, { name: b, to: "x.example" }], others })),
    ).toEqual(["update Domain acme-b.example [diff: ~redirectTo]"]);
    expect(await previewOf(() => withDomains({ primary, redirects: [a], others: [...others, b] }))).toEqual([
      "update Domain acme-b.example [diff: -redirectTo]",
    ]);
  });
});

describe("a Person", () => {
  const jo = { email: "jo@agency.example", firstName: "Jo", lastName: "Ray" };
  const [agency, second, third] = [
    { accountId, roles: "full" },
    { accountId: secondId, roles: "full,billing" },
    { accountId: thirdId, roles: "owner" },
  ];
  const person = (...access: PersonAccess[]): Person => new Person("jo", { ...jo, access });

  test("takes in the users that the program had without it, and lets them go again, without a request", async () => {
    const flat = (aliasOf: (name: string) => object = () => ({})): void => {
      new AccountUser("jo-of-agency", { ...jo, ...agency }, aliasOf("jo-agency"));
      new AccountUser("jo-of-second", { ...jo, ...second }, aliasOf(`jo-${secondId}`));
    };
    await stack.up(() => flat());
    await movesTo(() => person({ ...second, was: "jo-of-second" }, { ...agency, key: "agency", was: "jo-of-agency" }));
    await movesTo(() => person({ ...agency, key: "agency" }, second));
    const parent = (): unknown => createUrn("jo", Person.__pulumiType);
    await movesTo(() => flat((name) => ({ aliases: [{ name, parent: parent() }] })));
  });

  test("changes of its list are what a preview shows, and nothing else; without it, all access is gone", async () => {
    await stack.up(() => person(agency, second));
    expect(await previewOf(() => person(second, agency))).toEqual([]);
    expect(await previewOf(() => person(third, second, agency))).toEqual([`create AccountUser jo-${thirdId}`]);
    expect(await previewOf(() => person(second))).toEqual([`delete AccountUser jo-${accountId}`]);
    expect(await previewOf(() => person({ ...second, roles: "full" }, agency))).toEqual([
      `update AccountUser jo-${secondId} [diff: ~roles]`,
    ]);
    await stack.up(() => person(second));
    const accountsOfJo = (): string[] => [...stack.estate.accountUsers.of(jo.email)].map((user) => user.accountId);
    expect(accountsOfJo()).toEqual([secondId]);
    await stack.up(() => undefined);
    expect(accountsOfJo()).toEqual([]);
  });
});

/** All that a stack's state has, the stack itself and components among it. */
async function exported(of: RealStack<never>): Promise<StateResource[]> {
  const text = await of.succeeds("stack", "export");
  return (JSON.parse(text) as { deployment: { resources: StateResource[] } }).deployment.resources;
}

test("a component records no inputs, and has the line of the program that declares it, as all its parts do", async () => {
  const hosted = await HostedStack.create();
  try {
    const environments = `{ staging: { name: "acmestg", domains: { primary: "acme.example" } } }`;
    const declaration = `new WordPressSite("acme", { accountId, name: "Acme", environments: ${environments} });`;
    await hosted.up(`const { WordPressSite } = require("pulumi-wpengine");\n${declaration}`);
    const ours = (await exported(hosted)).filter(({ type }) => type.includes("wpengine:"));
    const program = await readFile(join(hosted.workspace.project, "index.js"), "utf8");
    const line = program.split("\n").indexOf(declaration) + 1;
    expect(ours.map(({ sourcePosition }) => sourcePosition)).toEqual(Array(4).fill(`project:///index.js#${line},1`));
    expect(ours.filter(({ custom }) => !custom).map(({ inputs }: Partial<StateResource>) => inputs ?? {})).toEqual([
      {},
    ]);
  } finally {
    await hosted.remove();
  }
});
