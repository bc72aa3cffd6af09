import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Simulator, startSimulator } from "../../simulator";
import { Workspace } from "../../tools/workspace";
import { liveQuickstart, settingsFor } from "./quickstart";

const run = promisify(execFile);
const root = join(__dirname, "..", "..");

let folder: string;
let project: string;
let simulator: Simulator;
let workspace: Workspace;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pulumi-wpengine-package-"));
  project = join(folder, "quickstart");
  // Without the settings of stacks, which another test makes and removes in the meantime.
  const filter = (path: string): boolean => !/Pulumi\..+\.yaml$/.test(path);
  await cp(join(root, "examples", "quickstart"), project, { recursive: true, filter });
  const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await run("npm", ["install", "--no-audit", "--no-fund", join(folder, filename)], { cwd: project });
  simulator = await startSimulator();
  workspace = await Workspace.create(project, settingsFor(simulator));
}, 300_000);

afterAll(async () => {
  await workspace.remove();
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

test("the packed package runs examples/quickstart in a project of its own, from nothing to nothing", async () => {
  await liveQuickstart(workspace, simulator, "dev");
});

test("the packed package holds no test, no source map of them, and its command runs", async () => {
  const { stdout } = await run(join(project, "node_modules", ".bin", "pulumi-wpengine"), ["--help"]);
  expect(stdout).toContain("simulate");
  const { stdout: files } = await run("find", [join(project, "node_modules", "pulumi-wpengine"), "-type", "f"]);
  expect(files).not.toMatch(/\/dist\/(tools|test|bench)\//);
  expect(files).not.toContain("/examples/");
  expect(files).toContain("/pulumi-wpengine/estate.schema.json");
});

test("the client and the simulator are there for other programs, with their types", async () => {
  const program = join(project, "other.ts");
  await writeFile(
    program,
    `import { WpEngineApi } from "pulumi-wpengine/api";
     import { startSimulator } from "pulumi-wpengine/simulator";
     void startSimulator().then(async (simulator) => {
       const { url: baseUrl, username, password } = simulator;
       const [account] = await new WpEngineApi({ baseUrl, username, password }).accounts.list();
       console.log(account?.name);
       await simulator.close();
     });`,
  );
  const tsNode = join(project, "node_modules", ".bin", "ts-node");
  const { stdout } = await run(tsNode, [program], { cwd: project });
  expect(stdout.trim()).toBe("agency");
});
