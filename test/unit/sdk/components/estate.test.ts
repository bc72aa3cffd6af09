import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type MockResourceArgs } from "@pulumi/pulumi/runtime";
import { Estate } from "../../../../sdk/nodejs";
import { publicKeys } from "../../../support/nouns";

const agencyId = "a0000000-0000-4000-8000-000000000001";
const clientId = "a0000000-0000-4000-8000-000000000002";

let folder: string;
let registered: Map<string, MockResourceArgs>;
let asked: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-wpengine-estate-"));
  registered = new Map();
  asked = 0;
  await pulumi.runtime.setMocks({
    call: ({ token }) => {
      asked++;
      return token === "wpengine:index:getAccounts" ? { accounts: [{ id: agencyId, name: "agency" }] } : {};
    },
    newResource: (args) => {
      registered.set(args.name, args);
      return { id: `${args.name}-id`, state: args.inputs as object };
    },
  });
});
afterEach(async () => {
  await pulumi.runtime.disconnect();
  rmSync(folder, { recursive: true, force: true });
});

/** An estate of this file. */
function estateOf(text: string, args: object = {}, name = "estate.yaml"): Estate {
  const file = join(folder, name);
  writeFileSync(file, text);
  return new Estate("estate", { file, ...args });
}

/** What the engine is told of everything, once all of it is registered. */
async function told({ sites, installs, people, sshKeys }: Estate): Promise<Map<string, Record<string, unknown>>> {
  const ofSites = Object.values(sites).flatMap(({ site, domains }) => [site, ...Object.values(domains)]);
  const ofPeople = Object.values(people).flatMap(({ users }) => Object.values(users));
  const all = [...ofSites, ...Object.values(installs), ...ofPeople, ...Object.values(sshKeys)];
  await Promise.all(all.map((one) => new Promise((resolve) => one.urn.apply(resolve))));
  const resources = [...registered].filter(([, { type }]) => type.startsWith("pulumi-nodejs:dynamic/wpengine:"));
  return new Map(resources.map(([name, { inputs }]) => [name, inputs as Record<string, unknown>]));
}

const whole = `
version: 1
accounts:
  agency:
    sites:
      acme:
        name: Acme
        environments:
          production: { name: acme, domains: { primary: acme.example, redirects: [www.acme.example] } }
    installs: { lone: { environment: staging, domains: { others: [lone.example] } } }
  client:
    id: ${clientId}
    connection: client
    sites: { Bakery: { environments: { staging: { name: bakerystg } } } }
people:
  Jo@acme.example:
    firstName: Jo
    lastName: Do
    access: { client: full, agency: { roles: partial, installs: [acme, lone] } }
sshKeys: { deploy: { publicKey: "${publicKeys[0]}" } }
`;

test("a file declares all that it holds, each named after its handle", async () => {
  const all = await told(estateOf(whole));
  expect([...all.keys()].sort()).toEqual([
    "agency/acme",
    "agency/acme-acme.example",
    "agency/acme-production",
    "agency/acme-www.acme.example",
    "agency/lone",
    "agency/lone-lone.example",
    "client/Bakery",
    "client/Bakery-staging",
    "deploy",
    "jo@acme.example-agency",
    "jo@acme.example-client",
  ]);
  expect(all.get("agency/acme")).toMatchObject({ accountId: agencyId, name: "Acme" });
  expect(all.get("agency/lone")).toMatchObject({ accountId: agencyId, name: "lone", environment: "staging" });
  expect(all.get("client/Bakery")).toMatchObject({ accountId: clientId, name: "Bakery", connection: "client" });
  expect(all.get("jo@acme.example-agency")).toMatchObject({
    installIds: ["agency/acme-production-id", "agency/lone-id"],
    installProtection: { "agency/acme-production-id": "default" },
  });
  expect(all.get("jo@acme.example-client")).toMatchObject({ accountId: clientId, connection: "client", roles: "full" });
});

test("a program reaches what the file declares", () => {
  const { sites, installs, people, sshKeys } = estateOf(whole);
  expect(Object.keys(sites)).toEqual(["agency/acme", "client/Bakery"]);
  expect(Object.keys(installs)).toEqual(["acme", "lone", "bakerystg"]);
  expect([...Object.keys(people), ...Object.keys(sshKeys)]).toEqual(["Jo@acme.example", "deploy"]);
});

test("a program names each part, and the form of an address or of a domain does not matter", () => {
  const estate = estateOf(whole.replace("www.acme.example", "Bücher.example"));
  const acme = estate.site("agency/acme");
  expect(acme).toBe(estate.sites["agency/acme"]);
  expect(acme.domain("BÜCHER.example.")).toBe(acme.domains["xn--bcher-kva.example"]);
  expect(estate.install("lone")).toBe(estate.installs.lone);
  expect(estate.person("jo@ACME.example").user("client")).toBe(estate.people["Jo@acme.example"]?.users.client);
  expect(estate.sshKey("deploy")).toBe(estate.sshKeys.deploy);
});

test.each<[what: string, name: (estate: Estate) => unknown, said: string]>([
  [
    "a site without its account",
    (estate) => estate.site("acme"),
    'Estate estate has no site "acme". Did you mean "agency/acme"? It has: agency/acme, client/Bakery.',
  ],
  [
    "a misspelt install",
    (estate) => estate.install("acmee"),
    'Estate estate has no install "acmee". Did you mean "acme"? It has: acme, lone, bakerystg.',
  ],
  [
    "a person who is not there",
    (estate) => estate.person("ann@b.example"),
    'Estate estate has no person "ann@b.example". It has: Jo@acme.example.',
  ],
  [
    "what every object has",
    (estate) => estate.sshKey("toString"),
    'Estate estate has no SSH key "toString". It has: deploy.',
  ],
  [
    "a domain",
    (estate) => estate.site("agency/acme").domain("bakery.test"),
    'WordPressSite agency/acme has no domain "bakery.test". It has: acme.example, www.acme.example.',
  ],
  [
    "the user of another account",
    (estate) => estate.person("Jo@acme.example").user("legacy"),
    'Person jo@acme.example has no user of the account "legacy". It has: client, agency.',
  ],
])("%s is an error that says what there is", (_what, name, said) => {
  const estate = estateOf(whole);
  expect(() => name(estate)).toThrow(said);
});

test("JSON will do, and the estate's connection is that of every account without one", async () => {
  const file = { version: 1, accounts: { agency: { id: agencyId, sites: { acme: {} } } } };
  const all = await told(estateOf(JSON.stringify(file), { connection: "agency-b", adopt: true }, "estate.json"));
  expect(all.get("agency/acme")).toMatchObject({ connection: "agency-b", adopt: true });
  expect(asked).toBe(0);
});

const inAgency = (text: string): string => `version: 1\naccounts:\n  agency:\n    id: ${agencyId}\n${text}`;

test("all mistakes of a file are one error, with the line and column of each", () => {
  const text = inAgency(`    sites:
      acme:
        environments:
          production: { name: acme, domains: { primary: a.example, redirects: [{ name: b.example, to: c.example }] } }
          staging: { name: acmestg, domains: { redirects: [www.a.example], others: [A.example] } }
    installs: { lone: { domains: { redirects: [d.example] } } }
people: { jo@a.example: { firstName: J, lastName: D, access: { agenzy: full } } }
`);
  const file = join(folder, "estate.yaml");
  const place = "accounts.agency.sites.acme.environments";
  expect(() => estateOf(text)).toThrow(
    [
      `Estate estate: ${file} has 5 mistakes.`,
      `${file}:8:103: ${place}.production.domains.redirects[0].to must name the primary domain or one of the others: write "a.example", or add the domain to \`others\`.`,
      `${file}:9:60: ${place}.staging.domains.redirects[0] has nothing to redirect to. Give a primary domain, or write { name: "www.a.example", to: … }.`,
      `${file}:9:85: ${place}.staging.domains.others[0] names a.example a second time. Remove one of the two.`,
      `${file}:10:48: accounts.agency.installs.lone.domains.redirects[0] has nothing to redirect to. Give a primary domain, or write { name: "d.example", to: … }.`,
      `${file}:11:64: people["jo@a.example"].access.agenzy is no account of this file. Did you mean "agency"?`,
    ].join("\n"),
  );
  expect(registered.size).toBe(0);
});

test.each<[mistake: string, file: unknown, said: RegExp]>([
  [
    "a file that is not there",
    "nowhere.yaml",
    /Estate estate: could not read nowhere\.yaml: ENOENT.*begins in the project's folder/,
  ],
  ["an output in its place", pulumi.output("estate.yaml"), /Estate estate: file must be the path of a file/],
  ["no file", undefined, /Estate estate: file must be the path of a file/],
])("%s is refused", (_mistake, file, said) => {
  expect(() => new Estate("estate", { file: file as string })).toThrow(said);
});

test("a misspelt argument is refused, and so are no arguments at all", () => {
  expect(() => estateOf("version: 1", { conection: "agency-b" })).toThrow(
    "Estate estate: conection is not known here. Write file, adopt or connection.",
  );
  expect(() => new Estate("estate", undefined as never)).toThrow("Estate estate: file must be the path of a file");
  expect(() => new Estate("estate", "estate.yaml" as never)).toThrow("Estate estate: must be an object, not a text.");
});
