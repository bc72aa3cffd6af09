import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { agencyId, type Simulator, startSimulator } from "../simulator";
import { Workspace } from "../tools/workspace";
import { restore, type Snapshot } from "../test/support/estate-snapshot";
import { type Operation, sweepOf } from "./bound";
import { countRequests } from "./counting";
import { estateFile, type EstateFile } from "./declare";
import { type EstateData, withOneChange } from "./estate";
import { watchPeakMemory } from "./memory";
import { type Sample } from "./sample";

/** Our provider, a provider as Pulumi's guide has you write it, and a provider whose handlers do nothing. */
export const programs = ["ours", "plain", "floor"] as const;
export type Program = (typeof programs)[number];

/** Bytes of JSON. */
export interface StateSize {
  /** The inputs of all resources. */
  inputs: number;
  /** Inputs and outputs of a resource. */
  average: number;
  most: number;
  /** The bytes that the engine writes for a resource in all, on average. */
  record: number;
}

export interface Pace {
  /** The time until a new install is active. */
  pendingMilliseconds: number;
  /** The time between two polls. */
  pollMilliseconds: number;
  /** When the engine writes its state. In a folder it writes the whole state for every step by default. */
  checkpoints: "every step" | "at the end";
}

const commands: Record<Operation, string[]> = {
  up: ["up", "--yes", "--skip-preview"],
  preview: ["preview", "--expect-no-changes"],
  "preview --refresh": ["preview", "--refresh", "--expect-no-changes"],
  "up of one change": ["up", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

/** A stack of the real engine. It declares an estate with one of the programs, against a simulator of its own. */
export class BenchStack {
  private constructor(
    readonly program: Program,
    readonly estate: EstateData,
    readonly workspace: Workspace,
    private readonly pace: Pace,
    private simulator: Simulator,
  ) {}

  static async create(program: Program, estate: EstateData, pace: Pace): Promise<BenchStack> {
    const simulator = await startSimulator({ durations: { install: pace.pendingMilliseconds } });
    const project = await makeProject(program);
    const workspace = await Workspace.create(project, {
      WPENGINE_BASE_URL: simulator.url,
      WPENGINE_USERNAME: simulator.username,
      WPENGINE_PASSWORD: simulator.password,
      WPENGINE_POLL_INTERVAL: `${pace.pollMilliseconds}ms`,
      POLL_MILLISECONDS: String(pace.pollMilliseconds),
      ...(pace.checkpoints === "at the end" && { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" }),
    });
    const stack = new BenchStack(program, estate, workspace, pace, simulator);
    await stack.declare(estate);
    await stack.succeeds("stack", "init", "bench");
    return stack;
  }

  async measure(operation: Operation): Promise<Sample> {
    if (operation === "up of one change") await this.declare(withOneChange(this.estate));
    const sample = await this.measureCommand(...commands[operation]);
    if (operation === "destroy") this.assertEmpty();
    return sample;
  }

  /** Compares an unchanged estate with the state. */
  measureRefresh(): Promise<Sample> {
    return this.measureCommand("refresh", "--preview-only", "--expect-no-changes");
  }

  /** From now on the API takes at most this many requests a second. */
  async limit(requestsPerSecond: number): Promise<void> {
    const snapshot = this.simulator.estate.snapshot() as Snapshot;
    const port = Number(new URL(this.simulator.url).port);
    await this.simulator.close();
    this.simulator = await startSimulator({ port, requestsPerSecond });
    restore(this.simulator.estate, snapshot);
  }

  async stateSize(): Promise<StateSize> {
    const resources = await this.resources();
    const inputs = resources.map((one) => Buffer.byteLength(JSON.stringify(one.inputs)));
    const both = resources.map(
      ({ outputs }, index) => (inputs[index] ?? 0) + Buffer.byteLength(JSON.stringify(outputs)),
    );
    const records = resources.map((one) => Buffer.byteLength(JSON.stringify(one)));
    return { inputs: sum(inputs), average: average(both), most: Math.max(...both), record: average(records) };
  }

  private async resources(): Promise<{ inputs: object; outputs: object }[]> {
    const state = JSON.parse(await this.succeeds("stack", "export")) as {
      deployment: { resources: { type: string; inputs: object; outputs: object }[] };
    };
    return state.deployment.resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic"));
  }

  /** The version of the engine. */
  async version(): Promise<string> {
    return (await this.succeeds("version")).trim();
  }

  async remove(): Promise<void> {
    await this.workspace.remove();
    await rm(this.workspace.project, { recursive: true, force: true });
    await this.simulator.close();
  }

  private async measureCommand(...args: string[]): Promise<Sample> {
    this.simulator.requests.clear();
    const memory = watchPeakMemory(this.workspace.home);
    const begun = performance.now();
    let milliseconds: number;
    let peakBytes: number | undefined;
    try {
      await this.succeeds(...args);
    } finally {
      milliseconds = Math.round(performance.now() - begun);
      peakBytes = memory.stop();
    }
    const requests = countRequests(this.simulator.requests.all(), sweepOf(this.estate), this.pace.pollMilliseconds);
    return { requests, milliseconds, peakBytes };
  }

  private async declare(estate: EstateData): Promise<void> {
    const content: EstateFile = { accountId: agencyId, ...estate };
    await writeFile(join(this.workspace.project, estateFile), JSON.stringify(content));
  }

  private async succeeds(...args: string[]): Promise<string> {
    const { code, output } = await this.workspace.run(...args);
    if (code === 0) return output;
    throw new Error(`${this.program}: pulumi ${args.join(" ")} ended with ${String(code)}:\n${output}`);
  }

  private assertEmpty(): void {
    const { sites, installs, sshKeys } = this.simulator.estate;
    const left = sites.size + installs.size + sshKeys.size;
    if (left > 0) throw new Error(`${this.program}: ${left} objects are left after the destroy.`);
  }
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);
const average = (numbers: number[]): number => Math.round(sum(numbers) / numbers.length);

/**
 * The project is in JavaScript, so that no type check is timed, and inside the repository, so that it finds the
 * package.
 */
async function makeProject(program: Program): Promise<string> {
  const root = repository();
  const projects = join(root, "bench", "projects");
  await mkdir(projects, { recursive: true });
  const project = await mkdtemp(join(projects, `${program}-`));
  const compiled = (from: string, file: string): string =>
    JSON.stringify(relative(from, join(root, "dist", "bench", program, file)));
  await writeFile(
    join(project, "Pulumi.yaml"),
    "name: bench\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
  );
  await writeFile(join(project, "index.js"), `require(${compiled(project, "program.js")});\n`);
  if (program === "floor") {
    const dependency = join(project, "node_modules", "pulumi-wpengine");
    await mkdir(dependency, { recursive: true });
    // The project is a package of its own. So the name `pulumi-wpengine` means the dependency, and not this repository.
    await writeFile(join(project, "package.json"), JSON.stringify({ name: "floor", private: true }));
    await writeFile(
      join(dependency, "dynamic.js"),
      `module.exports = require(${compiled(dependency, "dynamic.js")});\n`,
    );
  }
  return project;
}

/** The folder of the checkout, both for this source and for the compiled file in dist. */
export function repository(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
  }
  throw new Error("There is no package.json above the benchmark.");
}
