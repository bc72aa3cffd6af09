import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Simulator, startSimulator } from "../../simulator";
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

let simulator: Simulator;
const workspaces: Workspace[] = [];

beforeEach(async () => {
  simulator = await startSimulator({ durations: { install: 50 } });
});

afterEach(async () => {
  for (const workspace of workspaces.splice(0)) {
    await rm(join(workspace.project, `Pulumi.${stack}.yaml`), { force: true });
    await workspace.remove();
  }
  await simulator.close();
});

async function workspaceIn(project: string, environment: NodeJS.ProcessEnv = {}): Promise<Workspace> {
  const workspace = await Workspace.create(project, { ...settingsFor(simulator), ...environment });
  workspaces.push(workspace);
  return workspace;
}

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

test("examples/agency is the same stack from its own folder and from the repository's root", async () => {
  const own = await workspaceIn(join(examples, "agency"));
  await succeeds(own, "stack", "init", stack);
  await succeeds(own, "up", "--yes", "--skip-preview");
  await isClean(own);

  const fromRoot = await workspaceIn(root, { PULUMI_HOME: own.home, PULUMI_BACKEND_URL: `file://${own.home}` });
  await succeeds(fromRoot, "stack", "select", stack);
  await succeeds(fromRoot, "preview", "--refresh", "--expect-no-changes");
});
