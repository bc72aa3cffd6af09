import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { agencyId, seedSmallAccount, type Simulator, startSimulator } from "../../simulator";
import { Workspace } from "../../tools/workspace";
import { isClean, liveQuickstart, settingsFor, succeeds } from "./quickstart";

/*
 * The examples in their place in the repository, where an npm workspace links them to the package. package.test.ts
 * tests the copy that a user makes of one.
 */

const root = join(__dirname, "..", "..");
const examples = join(root, "examples");
// No user's stack has that name: its settings would stand in the same file.
const stack = "tested-in-place";
// A few of these take some twenty commands.
jest.setTimeout(400_000);

let simulator: Simulator;
const workspaces: Workspace[] = [];
const copies: string[] = [];

beforeEach(async () => {
  // The API would take one purge a minute.
  simulator = await startSimulator({ durations: { install: 50, backup: 50 }, limits: { purgeCache: 0 } });
});

afterEach(async () => {
  for (const workspace of workspaces.splice(0)) {
    await rm(join(workspace.project, `Pulumi.${stack}.yaml`), { force: true });
    await workspace.remove();
  }
  for (const copy of copies.splice(0)) await rm(copy, { recursive: true, force: true });
  await simulator.close();
});

async function workspaceIn(project: string, environment: NodeJS.ProcessEnv = {}): Promise<Workspace> {
  const workspace = await Workspace.create(project, { ...settingsFor(simulator), ...environment });
  workspaces.push(workspace);
  return workspace;
}

/** A copy for a test that changes files of the example. It is inside the repository, where it finds the package. */
async function copyOf(name: string): Promise<string> {
  const projects = join(__dirname, "projects");
  await mkdir(projects, { recursive: true });
  const copy = await mkdtemp(join(projects, `${name}-`));
  copies.push(copy);
  await cp(join(examples, name), copy, { recursive: true });
  return copy;
}

/** What the provider wrote since the last call, as `POST sites`. */
function writes(): string[] {
  const all = simulator.requests.writes().map(({ method, path }) => `${method} ${path.split("/").at(-1) ?? ""}`);
  simulator.requests.clear();
  return all;
}

const up = ["up", "--yes", "--skip-preview"];
const destroy = ["destroy", "--yes", "--skip-preview"];

test.each(readdirSync(examples))("examples/%s stands alone and uses the repository's package", async (name) => {
  const project = join(examples, name);
  const files = readdirSync(project);
  expect(files).toEqual(expect.arrayContaining(["Pulumi.yaml", "README.md", "package.json", "tsconfig.json"]));

  const script = `for (const name of ["pulumi-wpengine", "@pulumi/pulumi"]) console.log(require.resolve(name))`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { cwd: project });
  expect(stdout.trim().split("\n")).toEqual([
    join(root, "dist", "sdk", "nodejs", "index.js"),
    join(root, "node_modules", "@pulumi", "pulumi", "index.js"),
  ]);
});

test("examples/quickstart runs in its place, from nothing to nothing", async () => {
  await liveQuickstart(await workspaceIn(join(examples, "quickstart")), simulator, stack);
});

describe("examples/go-live", () => {
  const record = "_wpeproperty.acme.com";
  const purges = (): unknown[] => simulator.requests.all().filter(({ path }) => path.endsWith("/purge_cache"));
  const dns = (): string[] =>
    simulator.dns
      .all()
      .map(({ type, name }) => `${type} ${name}`)
      .sort();

  /** The example in its place, in an account in which new domains must be verified. */
  async function goLive(): Promise<Workspace> {
    simulator.behaviours.set({ ownership: { required: true } });
    const workspace = await workspaceIn(join(examples, "go-live"));
    await succeeds(workspace, "stack", "init", stack);
    await succeeds(workspace, "config", "set", "account", "agency");
    await succeeds(workspace, "config", "set", "install", "acmelive");
    return workspace;
  }

  test("goes live in one up, is clean, purges again, and ends with nothing", async () => {
    const workspace = await goLive();
    const preview = await workspace.run("preview");
    expect(preview.output).toContain("CNAME www.acme.com");
    await succeeds(workspace, "up", "--yes", "--skip-preview");
    expect([dns(), simulator.estate.domain("acme.com").primary, purges().length]).toEqual([
      ["A acme.com", "CNAME www.acme.com", `TXT ${record}`],
      true,
      1,
    ]);
    await isClean(workspace);

    simulator.behaviours.set({ ownership: { lapses: true }, network: { type: "GES", hasSslForAll: true } });
    simulator.dns.remove("TXT", record);
    await succeeds(workspace, "preview", "--refresh", "--expect-no-changes");

    await succeeds(workspace, "config", "set", "version", "2");
    await succeeds(workspace, "config", "set", "deletionProtection", "false");
    await succeeds(workspace, "up", "--yes", "--skip-preview");
    expect(purges()).toHaveLength(2);

    await succeeds(workspace, "destroy", "--yes", "--skip-preview");
    expect([dns(), simulator.estate.domains.all()]).toEqual([[], []]);
  }, 900_000);

  test("names a record that does not stand, fails in time, and goes on once it stands", async () => {
    const workspace = await goLive();
    await succeeds(workspace, "config", "set", "dns", "manual");
    await succeeds(workspace, "config", "set", "timeout", "5s");
    const { code, output } = await workspace.run("up", "--yes", "--skip-preview");
    expect(code).not.toBe(0);
    expect(output).toContain(`the provider waits until WP Engine finds the TXT record "${record}"`);
    expect(output).toContain(
      `Gave up waiting for the verification to be done after 5 s: WP Engine does not find the TXT record "${record}"`,
    );
    expect(purges()).toEqual([]);

    const preview = await workspace.run("preview", "--refresh", "--json");
    expect(preview.output).toContain("DomainVerification");
    await succeeds(workspace, "config", "rm", "dns");
    await succeeds(workspace, "up", "--yes", "--skip-preview");
    expect([simulator.estate.domain("acme.com").primary, purges().length]).toEqual([true, 1]);
    await isClean(workspace);
  }, 900_000);
});

test("examples/agency is the same stack from its own folder and from the repository's root", async () => {
  const own = await workspaceIn(join(examples, "agency"));
  await succeeds(own, "stack", "init", stack);
  await succeeds(own, "up", "--yes", "--skip-preview");
  await isClean(own);

  const fromRoot = await workspaceIn(root, { PULUMI_HOME: own.home, PULUMI_BACKEND_URL: `file://${own.home}` });
  await succeeds(fromRoot, "stack", "select", stack);
  await succeeds(fromRoot, "preview", "--refresh", "--expect-no-changes");
});

test("examples/environments: a stack for each environment of one site, of which each changes alone", async () => {
  const workspace = await workspaceIn(await copyOf("environments"));
  for (const name of ["production", "staging"]) {
    await succeeds(workspace, "stack", "init", name);
    await succeeds(workspace, ...up);
    await isClean(workspace);
  }
  const { estate } = simulator;
  expect(estate.installsOf(estate.site("Acme").id).map(({ name, environment }) => [name, environment])).toEqual([
    ["acme", "production"],
    ["acmestg", "staging"],
  ]);
  expect(["acme.example", "staging.acme.example"].map((name) => estate.domain(name).primary)).toEqual([true, true]);

  writes();
  await succeeds(workspace, "config", "set", "--path", "domains[1]", "preview.acme.example");
  await succeeds(workspace, ...up);
  expect([writes(), estate.domain("preview.acme.example").installId]).toEqual([
    ["POST domains"],
    estate.install("acmestg").id,
  ]);

  await succeeds(workspace, ...destroy);
  await succeeds(workspace, "stack", "select", "production");
  await succeeds(workspace, "config", "set", "deletionProtection", "false");
  await succeeds(workspace, ...up);
  await succeeds(workspace, ...destroy);
  expect(estate.sites.size + estate.installs.size).toBe(0);
});

test("examples/onboarding: each person of the list has the access that the list says", async () => {
  seedSmallAccount(simulator);
  const { estate } = simulator;
  const project = await copyOf("onboarding");
  const workspace = await workspaceIn(project);
  await succeeds(workspace, "stack", "init", stack);
  await succeeds(workspace, "config", "set", "account", "agency");
  await succeeds(workspace, ...up);
  await isClean(workspace);
  const installs = (...names: string[]): string[] => names.map((name) => estate.install(name).id).sort();
  const tom = "tom@freelancer.example";
  expect(estate.accountUser(tom).installIds.sort()).toEqual(installs("cornerbakstg", "trammuseum"));

  const before = estate.accountUsers.size;
  const file = join(project, "people.json");
  const people = JSON.parse(await readFile(file, "utf8")) as { email: string; installs?: string[] }[];
  const changed = people
    .filter(({ email }) => email !== "lin@agency.example")
    .map((one) => (one.email === tom ? { ...one, installs: ["trammuseum"] } : one));
  await writeFile(file, JSON.stringify(changed));
  writes();
  await succeeds(workspace, ...up);
  expect(writes().map((write) => write.split(" ")[0])).toEqual(["PATCH", "DELETE"]);
  expect([estate.accountUser(tom).installIds, estate.accountUsers.size]).toEqual([installs("trammuseum"), before - 1]);

  await writeFile(file, JSON.stringify([{ ...changed[0], roles: "partial", installs: ["nowhere"] }]));
  const mistaken = await workspace.run("preview");
  expect(mistaken.output).toContain('people.json gives ada@agency.example the install "nowhere"');

  await writeFile(file, JSON.stringify(changed));
  await succeeds(workspace, ...destroy);
  // Pia and Tom of the small account, and the owner, were never in the list.
  expect(estate.accountUsers.size).toBe(3);
});

test("examples/deploy-hooks: a backup, then the deployment, then a purge, and none after a failed one", async () => {
  seedSmallAccount(simulator);
  const workspace = await workspaceIn(join(examples, "deploy-hooks"));
  const log = join(workspace.home, "deployed");
  const settings = {
    install: "cornerbakery",
    notify: "ops@agency.example",
    command: `test "$VERSION" != v2 && echo "$VERSION" >> "${log}"`,
    version: "v1",
  };
  await succeeds(workspace, "stack", "init", stack);
  for (const [name, value] of Object.entries(settings)) await succeeds(workspace, "config", "set", name, value);
  await succeeds(workspace, ...up);
  expect(writes()).toEqual(["POST backups", "POST purge_cache"]);
  await isClean(workspace);

  // The command refuses v2.
  await succeeds(workspace, "config", "set", "version", "v2");
  expect((await workspace.run(...up)).code).not.toBe(0);
  expect(writes()).toEqual(["POST backups"]);

  await succeeds(workspace, "config", "set", "version", "v3");
  const aborting = setInterval(() => {
    for (const one of simulator.estate.backups.all()) one.isAborted = true;
  }, 1);
  const { code, output } = await workspace.run(...up).finally(() => clearInterval(aborting));
  expect([code === 0, output.includes('its status is "aborted"')]).toEqual([false, true]);
  expect([writes(), await readFile(log, "utf8")]).toEqual([["POST backups"], "v1\n"]);

  await succeeds(workspace, ...up);
  expect([writes(), await readFile(log, "utf8")]).toEqual([["POST backups", "POST purge_cache"], "v1\nv3\n"]);
  await succeeds(workspace, ...destroy);
  expect(writes()).toEqual([]);
});

test("examples/agencies: two accounts under two credentials, a key of each user, and one person in both", async () => {
  await simulator.close();
  const southId = "a0000000-0000-4000-8000-000000000002";
  const accounts = [
    { id: agencyId, name: "north" },
    { id: southId, name: "south" },
  ];
  simulator = await startSimulator({ durations: { install: 50 }, accounts });
  const { estate } = simulator;
  for (const { id, name } of accounts) {
    const user = { id: `${name}-user`, firstName: "Api", lastName: name, email: `api@${name}.example` };
    estate.addCredentials({ username: name, password: `${name}-password`, user, accountIds: [id] });
  }
  const environment = Object.fromEntries(
    accounts.flatMap(({ name }) => [
      [`WPENGINE_${name.toUpperCase()}_USERNAME`, name],
      [`WPENGINE_${name.toUpperCase()}_PASSWORD`, `${name}-password`],
    ]),
  );
  const project = await copyOf("agencies");
  // Without the default credentials, which see both accounts.
  const workspace = await workspaceIn(project, { ...environment, WPENGINE_USERNAME: "", WPENGINE_PASSWORD: "" });
  await succeeds(workspace, "stack", "init", stack);
  await succeeds(workspace, ...up);
  await isClean(workspace);
  expect([estate.site("Lighthouse").accountId, estate.site("Vineyard").accountId]).toEqual([agencyId, southId]);
  // The engine works on both accounts at once, in any order.
  expect(new Set(estate.sshKeys.all().map(({ userId }) => userId))).toEqual(new Set(["north-user", "south-user"]));
  const ada = "ada@agencies.example";
  expect(Object.fromEntries(estate.accountsOf(ada).map(({ accountId, roles }) => [accountId, roles]))).toEqual({
    [agencyId]: "full",
    [southId]: "full,billing",
  });
  expect(new Set(estate.accountsOf(ada).map(({ userId }) => userId)).size).toBe(1);

  const program = join(project, "index.ts");
  await writeFile(program, (await readFile(program, "utf8")).replace('"full"', '"owner"'));
  simulator.requests.clear();
  await succeeds(workspace, ...up);
  expect(writes()).toEqual([`PATCH ${estate.accountUser(ada).userId}`]);

  await succeeds(workspace, "config", "set", "deletionProtection", "false");
  await succeeds(workspace, ...up);
  await succeeds(workspace, ...destroy);
  expect(estate.sites.size + estate.installs.size + estate.sshKeys.size + estate.accountsOf(ada).length).toBe(0);
});
