import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/*
 * Programs on the packed package, and their tests, in projects as users have them: one that npm installed, and one of
 * Yarn's Plug'n'Play, which has no node_modules. `program` holds the files of both.
 */

const run = promisify(execFile);
const root = join(__dirname, "..", "..");

let folder: string;
let environment: NodeJS.ProcessEnv;

/** A project whose dependencies have the packed package among them. */
async function project(name: string, packed: string): Promise<string> {
  const place = join(folder, name);
  await cp(join(__dirname, "program"), place, { recursive: true });
  const file = join(place, "package.json");
  const written = JSON.parse(await readFile(file, "utf8")) as { dependencies: Record<string, string> };
  const dependencies = { ...written.dependencies, "pulumi-wpengine": `file:${packed}` };
  await writeFile(file, JSON.stringify({ ...written, dependencies }));
  return place;
}

const install = (place: string, ...packages: string[]): Promise<unknown> =>
  run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...packages], { cwd: place, env: environment });

const yarn = (...args: string[]): Promise<unknown> => {
  const command = join(folder, "yarn", "node_modules", "@yarnpkg", "cli-dist", "bin", "yarn.js");
  return run(process.execPath, [command, ...args], { cwd: join(folder, "plug-and-play"), env: environment });
};

async function installWithYarn(packed: string): Promise<void> {
  const place = await project("plug-and-play", packed);
  await mkdir(join(folder, "yarn"));
  await install(join(folder, "yarn"), "--prefix", ".", "@yarnpkg/cli-dist@4");
  await writeFile(join(place, ".yarnrc.yml"), "nodeLinker: pnp\nenableTelemetry: false\n");
  await writeFile(join(place, "yarn.lock"), "");
  await yarn("install");
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pulumi-wpengine-runners-"));
  const { stdout: registry } = await run("npm", ["config", "get", "registry"], { cwd: tmpdir() });
  // Yarn does not read npm's settings. It stops in CI rather than write its lock file.
  environment = { YARN_NPM_REGISTRY_SERVER: registry.trim().replace(/\/$/, ""), ...process.env, CI: "" };
  // A jest of its own, not one of this jest's workers.
  for (const name of ["JEST_WORKER_ID", "NODE_ENV"]) Reflect.deleteProperty(environment, name);
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const { stdout } = await run("npm", pack, { cwd: root });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const packed = join(folder, filename);
  await Promise.all([project("npm", packed).then((place) => install(place)), installWithYarn(packed)]);
}, 400_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const bin = (name: string, ...args: string[]): Promise<unknown> =>
  run(join(folder, "npm", "node_modules", ".bin", name), args, { cwd: join(folder, "npm"), env: environment });

// Vitest gives no `test` and `expect` unless it is told to, and allows a test 5 seconds, which a busy machine exceeds.
const vitest = ["vitest", "run", "--globals", "--testTimeout=60000", "mocked", "asked"] as const;

test.each<[string, () => Promise<unknown>]>([
  ["jest and ts-jest", () => bin("jest")],
  ["vitest", () => bin(...vitest)],
  ["jest and ts-jest of Yarn's Plug'n'Play", () => yarn("jest")],
  ["vitest of Yarn's Plug'n'Play", () => yarn(...vitest)],
])("a program and functions work under %s", async (_runner, tests) => {
  // A failed test of the project makes the command fail, with what it printed.
  await tests();
});

test("the command of the package runs under Yarn's Plug'n'Play", async () => {
  expect(await yarn("pulumi-wpengine", "--help")).toMatchObject({
    stdout: expect.stringContaining("simulate") as unknown,
  });
});

test("an ES module imports the package", async () => {
  const place = join(folder, "npm");
  const script = 'import { Site, getInstall } from "pulumi-wpengine"; console.log(Site.name, getInstall.name)';
  await writeFile(join(place, "module.mjs"), script);
  const { stdout } = await run(process.execPath, ["module.mjs"], { cwd: place });
  expect(stdout.trim()).toBe("Site getInstall");
});

/** The program of the guide to going live, with the records of one DNS provider. */
async function goLiveWith(dnsProvider: string): Promise<string> {
  const guide = await readFile(join(root, "docs", "go-live.md"), "utf8");
  const parts = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
  const records = parts.find((code) => code.includes(`"${dnsProvider}"`))!;
  return `
import { CachePurge, Domain, DomainVerification, dnsRecordsOf, type Install, ownershipRecordsOf } from "pulumi-wpengine";
declare const production: Install;
declare const zoneId: string;
${parts[0]!.replace(/^const records\b.*$/m, () => records)}`;
}

test.each(["@pulumi/cloudflare", "@pulumi/aws"])(
  "the guide's records compile with the types of %s",
  async (dnsProvider) => {
    const place = join(folder, "npm");
    await install(place, "--ignore-scripts", "--no-save", dnsProvider);
    const file = `${dnsProvider.replace("@pulumi/", "")}.ts`;
    await writeFile(join(place, file), await goLiveWith(dnsProvider));
    const options = ["--strict", "--noEmit", "--skipLibCheck", "--module", "node16", "--target", "es2022"];
    await bin("tsc", ...options, "--exactOptionalPropertyTypes", "--noUnusedLocals", file);
  },
  400_000,
);
