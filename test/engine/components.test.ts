import { writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createUrn } from "@pulumi/pulumi";
import {
  AccountUser,
  Domain,
  type DomainsOfInstall,
  Estate,
  Install,
  Person,
  type PersonAccess,
  Site,
  SshKey,
  WordPressSite,
  type WordPressSiteArgs,
} from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { publicKeys } from "../support/nouns";
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
  }, 400_000);

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

describe("an Estate", () => {
  const handles = ["acme", "bakery", "clinic"];
  const siteOf = (handle: string, more = ""): string => `
      ${handle}:
        name: The ${handle.slice(-4)}
        ${more}
        environments: { staging: { name: ${handle.slice(0, 4)}stg, domains: { primary: ${handle.slice(0, 4)}.example } } }`;
  const fileOf = (...sites: string[]): string => `
version: 1
accounts:
  agency:
    id: ${accountId}
    sites:${sites.join("")}`;
  const people = (access: string, more = ""): string => `
people: { jo@agency.example: { firstName: Jo, lastName: Ray, access: { ${access} }${more} } }`;

  const estate = (text: string, more: object = {}): Program => {
    const file = join(stack.workspace.project, "estate.yaml");
    return () => {
      writeFileSync(file, text);
      return new Estate("estate", { file, ...more });
    };
  };
  const [acme, bakery, clinic] = handles.map((handle) => siteOf(handle)) as [string, string, string];

  test("changes of its mappings are what a preview shows, and nothing else", async () => {
    const jo = people("agency: { roles: partial, installs: [acmestg, clinstg] }");
    await stack.up(estate(fileOf(acme, clinic) + jo));
    expect(await previewOf(estate(fileOf(clinic, acme) + jo))).toEqual([]);
    expect(await previewOf(estate(fileOf(bakery, acme, clinic) + jo))).toEqual([
      "create Domain agency/bakery-bake.example",
      "create Install agency/bakery-staging",
      "create Site agency/bakery",
    ]);
    expect(await previewOf(estate(fileOf(clinic) + people("agency: full")))).toEqual([
      "delete Domain agency/acme-acme.example",
      "delete Install agency/acme-staging",
      "delete Site agency/acme",
      "update AccountUser jo@agency.example-agency [diff: -installIds,installProtection~roles]",
    ]);
    expect(await previewOf(estate(fileOf(acme, clinic)))).toEqual(["delete AccountUser jo@agency.example-agency"]);
  });

  test("takes in the components of a program and a renamed handle, and gives all of it back, without a request", async () => {
    const ofSite = { accountId, name: "The acme" };
    const environments = { staging: { name: "acmestg", domains: { primary: "acme.example" } } };
    const ofJo = { email: "jo@agency.example", firstName: "Jo", lastName: "Ray" };
    const code = (options: (name: string) => object = () => ({})): void => {
      const { staging } = new WordPressSite("acme", { ...ofSite, environments }, options("agency/acme-2"));
      const access = [{ key: "agency", accountId, roles: "partial", installIds: [staging] }];
      new Person("jo", { ...ofJo, access }, options("jo@agency.example"));
      new SshKey("deploy", { publicKey: publicKeys[0] }, options("key"));
    };
    const jo = "agency: { roles: partial, installs: [acmestg] }";
    const key = (more = ""): string => `\nsshKeys: { key: { publicKey: "${publicKeys[0]}"${more} } }`;
    await stack.up(() => code());
    await movesTo(estate(fileOf(siteOf("acme", "was: [acme]")) + people(jo, ", was: [jo]") + key(", was: [deploy]")));
    const renamed = siteOf("acme", "was: [acme]").replace("      acme:", "      acme-2:");
    await movesTo(estate(fileOf(renamed) + people(jo) + key()));
    const parent = (): unknown => createUrn("estate", Estate.__pulumiType);
    await movesTo(() => code((name) => ({ aliases: [{ name, parent: parent() }] })));
  }, 400_000);

  test("an account, its parts and its people keep what they have under new handles, without a request", async () => {
    const lone = (handle: string, more = ""): string =>
      `\n    installs: { ${handle}: { name: loneinst, ${more} domains: { others: [lone.example] } } }`;
    const jo = "roles: partial, installs: [acmestg, loneinst]";
    // The API makes no install without a site.
    stack.estate.addInstall({ accountId, name: "loneinst" });
    await stack.up(estate(fileOf(acme) + lone("lone") + people(`agency: { ${jo} }`), { adopt: true }));
    const renamed = (text: string): string => text.replace("  agency:\n", "  studio:\n    was: [agency]\n");
    const site = siteOf("acme", "was: [acme]").replace("      acme:", "      acme-2:");
    const install = lone("alone", "was: [agency/lone],");
    await movesTo(estate(renamed(fileOf(site) + install + people(`studio: { ${jo} }`)), { adopt: true }));
    expect((await stack.resources()).map(({ urn }) => urn.split("::").at(-1)).sort()).toEqual([
      "jo@agency.example-studio",
      "studio/acme-2",
      "studio/acme-2-acme.example",
      "studio/acme-2-staging",
      "studio/alone",
      "studio/alone-lone.example",
    ]);
  });

  test("a production install that the file leaves unprotected is a line in the preview", async () => {
    const production = acme.replace("staging: {", "production: { deletionProtection: false,");
    await stack.write(estate(fileOf(production)));
    expect((await stack.run("preview")).output).toMatch(
      /estate\.yaml:10:39: the production install acmestg is not protected from deletion\./,
    );
  });
});

test("what an estate declares has its line of the file in the state", async () => {
  const hosted = await HostedStack.create();
  try {
    const text = [
      "version: 1",
      "accounts:",
      "  agency:",
      "    sites:",
      "      acme:",
      "        environments:",
      "          staging:",
      "            name: acmestg",
      "            domains:",
      "              primary: acme.example",
      "people:",
      "  jo@acme.example:",
      "    { firstName: Jo, lastName: Ray, access: { agency: full } }",
    ];
    await writeFile(join(hosted.workspace.project, "estate.yaml"), text.join("\n"));
    await hosted.up('const { Estate } = require("pulumi-wpengine");\nnew Estate("estate", { file: "estate.yaml" });');
    const lines = (await hosted.resources()).map(({ type, sourcePosition }) => [
      type.split(":").at(-1),
      sourcePosition,
    ]);
    expect(Object.fromEntries(lines)).toEqual({
      Site: "project:///estate.yaml#5,7",
      Install: "project:///estate.yaml#7,11",
      Domain: "project:///estate.yaml#10,15",
      AccountUser: "project:///estate.yaml#13,47",
    });
  } finally {
    await hosted.remove();
  }
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
