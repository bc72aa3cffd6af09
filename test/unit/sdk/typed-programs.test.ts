import { join } from "node:path";
import ts from "typescript";

/*
 * Programs that a user would write, against the types of the built package, under the options that users have.
 */

const root = join(__dirname, "..", "..", "..");

const strict: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
  target: ts.ScriptTarget.ES2022,
};

const resolutions: Record<string, ts.CompilerOptions> = {
  node16: { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  node: { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10 },
  bundler: { module: ts.ModuleKind.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler },
};

/** What the compiler says of a program, without the places. */
function complaintsAbout(program: string, options: ts.CompilerOptions): string[] {
  // The program stands where an example would: the package is found by its name.
  const file = join(root, "examples", "program-of-a-test.ts");
  const host = ts.createCompilerHost(options);
  const [readFile, fileExists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.fileExists = (path) => path === file || fileExists(path);
  host.readFile = (path) => (path === file ? program : readFile(path));
  const source = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version) =>
    path === file ? ts.createSourceFile(path, program, version) : source(path, version);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const allowed = `
import * as pulumi from "@pulumi/pulumi";
import { AccountUser, Domain, type DomainArgs, Install, type InstallReference, Site, SshKey, getAccountOutput } from "pulumi-wpengine";
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

// A policy matches by class.
const isProduction = (one: object): boolean => Install.isInstance(one) && Install.__pulumiType.length > 0;
export { WpEngineApi, isProduction, startSimulator };
`;

test.each(Object.keys(resolutions))("what programs hold compiles, with moduleResolution %s", (name) => {
  expect(complaintsAbout(allowed, { ...strict, ...resolutions[name] })).toEqual([]);
});

const mistakes: [mistake: string, line: string, said: RegExp][] = [
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
    `import { Domain, Install, Site } from "pulumi-wpengine";`,
    `const i = new Install("i", { accountId: "a", name: "acme" });`,
    ...mistakes.map(([, line]) => line),
  ].join("\n");
  const complaints = complaintsAbout(program, { ...strict, ...resolutions.node16 });
  expect(complaints).toEqual(mistakes.map(([, , said]) => expect.stringMatching(said) as string));
});
