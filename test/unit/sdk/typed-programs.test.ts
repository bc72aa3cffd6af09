import { complaintsAbout, resolutions, strict } from "../../support/compiler";

/*
 * Programs that a user would write, against the types of the built package, under the options that users have.
 */

const allowed = `
import * as pulumi from "@pulumi/pulumi";
import {
  AccountUser, Domain, type DomainArgs, Install, type InstallReference, Site, SshKey, WordPressSite, getAccountOutput,
} from "pulumi-wpengine";
import { WpEngineApi } from "pulumi-wpengine/api";
import { startSimulator } from "pulumi-wpengine/simulator";

const config = new pulumi.Config();
const accountId = getAccountOutput({ name: config.get("account"), id: undefined }).id;
const site = new Site("acme", { accountId, name: "Acme", deletionProtection: config.getBoolean("protect") });

// An environment from the configuration, and from a loop over texts.
new Install("one", { accountId, siteId: site.id, name: "acmeone", environment: config.require("environment") });
const installs = ["staging", "development"].map(
  (environment) => new Install(environment, { accountId, siteId: site.id, name: "acme" + environment, environment }),
);

// Outputs of optional fields, where an optional input is wanted.
const [first] = installs;
if (first !== undefined)
  new Install("beside", { accountId, name: "beside", siteId: first.siteId, environment: first.environment });

// What a program may or may not have, written out.
const maybe: boolean | undefined = config.getBoolean("primary");
for (const install of installs) {
  const apex = new Domain("apex", { install, name: "acme.example", primary: maybe, redirectTo: undefined, adopt: maybe });
  new Domain("www", { install, name: "www.acme.example", redirectTo: maybe === true ? apex : undefined });
  new AccountUser("jo", {
    accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "partial", installIds: [install, install.id],
  });
}
new SshKey("key", { publicKey: config.get("key"), fingerprint: undefined });

// Arguments of one's own that go on from ours.
interface TeamDomainArgs extends DomainArgs { team: string }
const teamDomain = ({ team, ...args }: TeamDomainArgs & InstallReference): Domain => new Domain(team, args);
teamDomain({ team: "a", installId: first === undefined ? "i1" : first.id, name: "a.example" });

// A component, with an environment that a program may leave out.
const bakery = new WordPressSite("bakery", {
  accountId, name: "Bakery",
  environments: {
    production: { name: "bakery", domains: { primary: "bakery.example", redirects: ["www.bakery.example"] } },
    development: maybe === true ? { name: "bakerydev", deletionProtection: maybe } : undefined,
  },
});
new Domain("late", { install: bakery.installs.development ?? bakery.production, name: "late.example" });

// A policy matches by class.
const isProduction = (one: object): boolean => Install.isInstance(one) && Install.__pulumiType.length > 0;
export { WpEngineApi, isProduction, startSimulator };
`;

// A program stands where an example would: it finds the package by its name.
test.each(Object.entries(resolutions))("what programs hold compiles, with moduleResolution %s", (_name, resolution) => {
  expect(complaintsAbout(allowed, "examples", { ...strict, ...resolution })).toEqual([]);
});

const mistakes: [mistake: string, line: string, said: RegExp][] = [
  [
    "a misspelt environment",
    `new WordPressSite("w", { accountId: "a", name: "W", environments: { prodution: { name: "w" } } });`,
    /'prodution' does not exist/,
  ],
  [
    "an output as the name of a component's domain",
    `new WordPressSite("w", { accountId: "a", name: "W", environments: { staging: { name: "w", domains: { primary: i.id } } } });`,
    /not assignable to type 'string \| undefined'/,
  ],
  ["a misspelt input", `new Site("s", { accountId: "a", nam: "Acme" });`, /'nam' does not exist/],
  ["an input that is missing", `new Site("s", { accountId: "a" });`, /'name' is missing/],
  [
    "both an install and its id",
    `new Domain("d", { install: i, installId: i.id, name: "a.example" });`,
    /not assignable/,
  ],
  ["neither of the two", `new Domain("d", { name: "a.example" });`, /not assignable/],
  ["a misspelt output", `i.cnam;`, /'cnam' does not exist/],
];

test(`does not compile: ${mistakes.map(([mistake]) => mistake).join(", ")}`, () => {
  const program = [
    `import { Domain, Install, Site, WordPressSite } from "pulumi-wpengine";`,
    `const i = new Install("i", { accountId: "a", name: "acme" });`,
    ...mistakes.map(([, line]) => line),
  ].join("\n");
  const complaints = complaintsAbout(program, "examples", { ...strict, ...resolutions.node16 });
  expect(complaints).toEqual(mistakes.map(([, , said]) => expect.stringMatching(said) as string));
});
