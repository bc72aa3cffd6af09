import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, engineEnvironment, findEngine } from "./engine/engine";

/** The output of a `pulumi` command, and its exit code. */
export interface CommandResult {
  code: number | null;
  /** Standard output and standard error, in the order in which they came. */
  output: string;
}

// The search for the engine starts it, which takes as long as a small command. So each process searches once.
let found: Engine | undefined;

/** The real Pulumi with a state and a home of its own. It reads and changes nothing of the user's. */
export class Workspace {
  private constructor(
    /** The folder with Pulumi.yaml. */
    readonly project: string,
    readonly home: string,
    private readonly engine: Engine,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async create(project: string, environment: NodeJS.ProcessEnv): Promise<Workspace> {
    const engine = (found ??= await findEngine());
    const home = await mkdtemp(join(tmpdir(), "pulumi-wpengine-"));
    return new Workspace(project, home, engine, {
      PULUMI_BACKEND_URL: `file://${home}`,
      PULUMI_HOME: home,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      NO_COLOR: "1",
      ...environment,
    });
  }

  /** The same workspace, whose commands have more in their environment. */
  with(environment: NodeJS.ProcessEnv): Workspace {
    return new Workspace(this.project, this.home, this.engine, { ...this.environment, ...environment });
  }

  /** Starts a command in a process group of its own, as a shell does. */
  start(...args: string[]): ChildProcess {
    return spawn(this.engine.pulumi, [...args, "--non-interactive"], {
      cwd: this.project,
      env: engineEnvironment(this.engine, this.environment),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
  }

  async run(...args: string[]): Promise<CommandResult> {
    return resultOf(this.start(...args));
  }

  async remove(): Promise<void> {
    await rm(this.home, { recursive: true, force: true });
  }
}

/** Waits for the end of a command. */
export async function resultOf(command: ChildProcess): Promise<CommandResult> {
  let output = "";
  command.stdout?.on("data", (text: Buffer) => (output += text.toString()));
  command.stderr?.on("data", (text: Buffer) => (output += text.toString()));
  const [code] = (await once(command, "close")) as [number | null];
  return { code, output };
}
