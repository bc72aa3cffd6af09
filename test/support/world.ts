import { Run } from "../../provider/run";
import { readSettings } from "../../provider/configuration";
import { type ResourceLifecycle } from "../../provider/lifecycle";
import { type Values } from "../../provider/values";
import { resources } from "../../provider/resources";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";
import { impatientClock } from "./impatient-clock";

export { agencyId } from "../../simulator";

/** A resource as an engine keeps it between two operations. */
export interface Kept {
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** The provider's own lifecycle, driven as an engine drives it, against a simulator. Waits take no time. */
export class TestWorld {
  readonly warnings: string[] = [];
  #operation: Run | undefined;

  private constructor(
    readonly simulator: Simulator,
    private readonly settings: Record<string, string>,
  ) {}

  static async create(options: SimulatorOptions = {}, settings: Record<string, string> = {}): Promise<TestWorld> {
    const simulator = await startSimulator({ durations: { install: 0 }, ...options });
    const { url: baseUrl, username, password } = simulator;
    return new TestWorld(simulator, { baseUrl, username, password, pollInterval: "20ms", ...settings });
  }

  get estate(): Simulator["estate"] {
    return this.simulator.estate;
  }

  /** A new operation: what an earlier one knew is forgotten. */
  newRun(settings: Record<string, string> = {}): Run {
    const all: Record<string, string> = { ...this.settings, ...settings };
    const read = readSettings(
      (key) => all[key.replace("wpengine:", "")],
      () => undefined,
    );
    this.#operation = new Run(read, (text) => this.warnings.push(text), undefined, impatientClock());
    return this.#operation;
  }

  get operation(): Run {
    return this.#operation ?? this.newRun();
  }

  /** Checks and creates. */
  async create(type: string, inputs: Values): Promise<Kept> {
    const checked = this.check(type, {}, inputs);
    const { id, outputs } = await lifecycle(type).create(this.operation, checked);
    return { id, inputs: checked, outputs };
  }

  /** Checks, compares and updates; a replacement is an error here. */
  async update(type: string, kept: Kept, inputs: Values): Promise<Kept> {
    const checked = this.check(type, kept.inputs, inputs);
    const { replaces } = lifecycle(type).diff(this.operation, kept.id, kept.outputs, checked);
    if (replaces.length > 0) throw new Error(`That would replace it, for ${replaces.join(", ")}.`);
    const outputs = await lifecycle(type).update(this.operation, kept.id, kept.outputs, checked);
    return { id: kept.id, inputs: checked, outputs };
  }

  /** Reads; undefined if it is gone. */
  async refresh(type: string, { id, outputs }: Kept): Promise<Kept | undefined> {
    const read = await lifecycle(type).read(this.operation, id, outputs);
    return read && { id, ...read };
  }

  /** Removes, in a later operation than that which made it unless told otherwise. */
  async delete(type: string, { id, outputs }: Kept, run = this.newRun()): Promise<void> {
    await lifecycle(type).delete(run, id, outputs);
  }

  /** Inputs in their normal form; a failure is an error here. */
  check(type: string, olds: Values, news: Values): Record<string, unknown> {
    const { inputs, failures } = lifecycle(type).check(this.operation, olds, news);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return inputs;
  }

  diff(type: string, { id, outputs }: Kept, news: Values): { replaces: string[]; deleteBeforeReplace: boolean } {
    return lifecycle(type).diff(this.operation, id, outputs, news);
  }

  close(): Promise<void> {
    return this.simulator.close();
  }
}

function lifecycle(type: string): ResourceLifecycle {
  const found = resources[type];
  if (found === undefined) throw new Error(`There is no ${type}.`);
  return found;
}
