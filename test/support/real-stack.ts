import { type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";
import { type CommandResult, resultOf, Workspace } from "../../tools/workspace";

/** A resource as the engine has it in its state. */
export interface StateResource {
  urn: string;
  type: string;
  id: string;
  custom: boolean;
  delete?: boolean;
  protect?: boolean;
  initErrors?: string[];
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  sourcePosition?: string;
  stackTrace?: { sourcePosition?: string }[];
}

/** A simulator, and a project whose environment leads to it. */
export interface World {
  simulator: Simulator;
  workspace: Workspace;
}

/** A new world. Its project is inside the repository, so that Node.js finds the package there by its own name. */
export async function createWorld(
  options: SimulatorOptions,
  environment: NodeJS.ProcessEnv,
  projectFile = "name: test\nruntime: nodejs\n",
): Promise<World> {
  const simulator = await startSimulator(options);
  const projects = join(__dirname, "..", "engine", "projects");
  await mkdir(projects, { recursive: true });
  const project = await mkdtemp(join(projects, "stack-"));
  await writeFile(join(project, "Pulumi.yaml"), projectFile);
  const workspace = await Workspace.create(project, {
    WPENGINE_BASE_URL: simulator.url,
    WPENGINE_USERNAME: simulator.username,
    WPENGINE_PASSWORD: simulator.password,
    WPENGINE_POLL_INTERVAL: "100ms",
    ...environment,
  });
  return { simulator, workspace };
}

/** A stack of the real engine against a simulator of its own. Its classes differ in what runs the program. */
export abstract class RealStack<Program> {
  readonly simulator: Simulator;
  readonly workspace: Workspace;

  protected constructor({ simulator, workspace }: World) {
    this.simulator = simulator;
    this.workspace = workspace;
  }

  get estate(): Simulator["estate"] {
    return this.simulator.estate;
  }

  /** Makes this the program that the next command runs. */
  abstract write(program: Program): Promise<void>;

  start(...args: string[]): ChildProcess {
    return this.workspace.start(...args);
  }

  run(...args: string[]): Promise<CommandResult> {
    return resultOf(this.start(...args));
  }

  /** Runs a command that must succeed, and gives its output. */
  async succeeds(...args: string[]): Promise<string> {
    const { code, output } = await this.run(...args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${String(code)}:\n${output}`);
    return output;
  }

  async up(program: Program, ...args: string[]): Promise<string> {
    await this.write(program);
    return this.succeeds("up", "--yes", "--skip-preview", ...args);
  }

  /** The world against the program. */
  previewRefresh(): Promise<CommandResult> {
    return this.run("preview", "--refresh", "--expect-no-changes");
  }

  /** The world against the state. */
  refreshPreview(): Promise<CommandResult> {
    return this.run("refresh", "--preview-only", "--expect-no-changes");
  }

  /** This package's resources in the state. Its file says what `stack export` says, and is read in no time. */
  async resources(): Promise<StateResource[]> {
    const file = await readFile(join(this.workspace.home, ".pulumi", "stacks", "test", "test.json"), "utf8");
    const { checkpoint } = JSON.parse(file) as { checkpoint: { latest?: { resources?: StateResource[] } } };
    const resources = checkpoint.latest?.resources ?? [];
    return resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/wpengine:"));
  }

  async resource(name: string): Promise<StateResource> {
    const found = (await this.resources()).find(({ urn }) => urn.endsWith(`::${name}`));
    if (found === undefined) throw new Error(`There is no ${name} in the state.`);
    return found;
  }

  async remove(): Promise<void> {
    await this.workspace.remove();
    await rm(this.workspace.project, { recursive: true, force: true });
    await this.simulator.close();
  }
}

/** What a preview says it will do: `update Site acme [diff: ~name]`, a line each, sorted. */
export function plan({ output }: { output: string }): string[] {
  // A replacement has two more lines, `++` and `--`, for the halves that it is made of.
  const line =
    /^ *(?:\+|-|~|\+-) +pulumi-nodejs:dynamic\/wpengine:(\w+) (\S+) (create|update|delete|replace)( \[diff: [^\]]+\])?/;
  return output
    .split("\n")
    .flatMap((text) => {
      const [, type, name, action, diff = ""] = line.exec(text) ?? [];
      return type === undefined ? [] : [`${String(action)} ${type} ${String(name)}${diff}`];
    })
    .sort();
}
