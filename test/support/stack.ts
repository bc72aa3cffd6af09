import { type ChildProcess } from "node:child_process";
import { type SimulatorOptions } from "../../simulator";
import { type Program, ProgramServer } from "./program-server";
import { createWorld, RealStack, type World } from "./real-stack";

export { plan } from "./real-stack";
export type { Program };

/** The commands that may run the program. */
const runners = ["up", "preview", "refresh", "destroy"];

/**
 * A stack of the real engine whose program is a function of the test, on the classes of this repository's sources. The
 * program has the test's environment and console: only the provider has the environment that the stack is created with.
 */
export class TestStack extends RealStack<Program> {
  private program: Program = () => undefined;

  private constructor(
    world: World,
    private readonly server: ProgramServer,
  ) {
    super(world);
  }

  static async create(options: SimulatorOptions = {}, environment: NodeJS.ProcessEnv = {}): Promise<TestStack> {
    const world = await createWorld(options, environment);
    const server = await ProgramServer.start(() => stack.program);
    const stack = new TestStack(world, server);
    await stack.succeeds("stack", "init", "test");
    return stack;
  }

  override async write(program: Program): Promise<void> {
    this.program = program;
  }

  override start(...args: string[]): ChildProcess {
    return super.start(...args, ...(runners.includes(args[0] ?? "") ? this.server.args : []));
  }

  override async remove(): Promise<void> {
    this.server.close();
    await super.remove();
  }
}
