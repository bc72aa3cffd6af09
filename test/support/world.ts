import { type Clock } from "../../provider/api";
import { Run } from "../../provider/run";
import { readSettings } from "../../provider/configuration";
import { pack, unpack } from "../../provider/adapters/dynamic/memory";
import { type StoredLifecycle, storedLifecycleOf } from "../../provider/adapters/dynamic/stored";
import { type ResourceLifecycle } from "../../provider/lifecycle";
import { UnfinishedError } from "../../provider/report";
import { type Kept as KeptByLifecycle, type Values } from "../../provider/values";
import { resources } from "../../provider/resources";
import { SettableClock, type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";

export { agencyId } from "../../simulator";

/** A resource as an engine keeps it between two runs. */
export interface Kept {
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/**
 * Drives the provider's own lifecycle as an engine does, against a simulator. The two share one clock, which the
 * provider's waits move. So a wait takes no time, and what a test waits for happens however slow the machine is.
 */
export class TestWorld {
  readonly warnings: string[] = [];
  #run: Run | undefined;

  private constructor(
    readonly simulator: Simulator,
    readonly clock: SettableClock,
    private readonly settings: Record<string, string>,
  ) {}

  static async create(
    options: Omit<SimulatorOptions, "clock"> = {},
    settings: Record<string, string> = {},
  ): Promise<TestWorld> {
    const clock = new SettableClock();
    const simulator = await startSimulator({ durations: { install: 0 }, ...options, clock });
    const { url: baseUrl, username, password } = simulator;
    return new TestWorld(simulator, clock, { baseUrl, username, password, pollInterval: "20ms", ...settings });
  }

  get estate(): Simulator["estate"] {
    return this.simulator.estate;
  }

  /** Begins a new run, which knows nothing of what an earlier run knew. */
  newRun(settings: Record<string, string> = {}): Run {
    const all: Record<string, string> = { ...this.settings, ...settings };
    // The settings of a named connection have their whole keys.
    const stack = (key: string): string | undefined => all[key.replace(/^wpengine:/, "")];
    const settingsOf = (connection?: string) => readSettings(stack, () => undefined, connection);
    this.#run = new Run(settingsOf, (text) => this.warnings.push(text), undefined, movedByWaits(this.clock));
    return this.#run;
  }

  get run(): Run {
    return this.#run ?? this.newRun();
  }

  /** Checks and creates. */
  async create(type: string, inputs: Values): Promise<Kept> {
    const checked = this.check(type, {}, inputs);
    const { id, outputs } = await lifecycle(type).create(this.run, checked);
    return { id, inputs: checked, outputs };
  }

  /** Checks, compares and updates. Fails if the change would replace the resource. */
  async update(type: string, kept: Kept, inputs: Values): Promise<Kept> {
    const checked = this.check(type, kept.inputs, inputs);
    const { replaces } = lifecycle(type).diff(this.run, kept.id, kept.outputs, checked);
    if (replaces.length > 0) throw new Error(`A change of ${replaces.join(", ")} would replace ${type} ${kept.id}.`);
    const outputs = await lifecycle(type).update(this.run, kept.id, kept.outputs, checked);
    return { id: kept.id, inputs: checked, outputs };
  }

  /** Reads, and compares what was read with the old inputs. Returns undefined if the object is gone. */
  async refresh(type: string, { id, inputs, outputs }: Kept): Promise<Kept | undefined> {
    const read = await lifecycle(type).read(this.run, id, outputs);
    if (read !== undefined) lifecycle(type).diff(this.run, id, read.outputs, inputs);
    return read && { id, ...read };
  }

  /** Deletes, in a new run by default. */
  async delete(type: string, { id, outputs }: Kept, run = this.newRun()): Promise<void> {
    await lifecycle(type).delete(run, id, outputs);
  }

  /** Returns the inputs in their normal form. Fails if a check fails. */
  check(type: string, olds: Values, news: Values): Record<string, unknown> {
    const { inputs, failures } = lifecycle(type).check(this.run, olds, news);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return inputs;
  }

  /** Checks and compares. */
  diff(
    type: string,
    { id, inputs, outputs }: Kept,
    news: Values,
  ): { replaces: string[]; deleteBeforeReplace: boolean } {
    return lifecycle(type).diff(this.run, id, outputs, this.check(type, inputs, news));
  }

  close(): Promise<void> {
    return this.simulator.close();
  }
}

/** The clock as the provider has it. Each sleep ends after 2 ms, which is time for the simulator to catch up. */
const movedByWaits = (clock: SettableClock): Clock => ({
  now: () => clock.now(),
  sleep: async (milliseconds) => {
    clock.pass(milliseconds);
    await new Promise((resolve) => setTimeout(resolve, 2));
  },
});

function lifecycle(type: string): StoredLifecycle {
  const found = resources[type];
  if (found === undefined) throw new Error(`The provider has no resource ${type}.`);
  return storedLifecycleOf(remembered(found));
}

/** The same lifecycle. All that it hands out, half done or whole, must come back from the memory as it was. */
function remembered(inner: ResourceLifecycle): ResourceLifecycle {
  const checked = (kept: KeptByLifecycle): KeptByLifecycle => {
    expect(unpack(inner.schema, kept.id, pack(inner.schema, kept))).toEqual(kept);
    return kept;
  };
  const checkedOf = (work: Promise<KeptByLifecycle>): Promise<KeptByLifecycle> =>
    work.then(checked, (error: unknown) => {
      if (error instanceof UnfinishedError) checked(error.kept);
      throw error;
    });
  return {
    ...inner,
    create: (run, news) => checkedOf(inner.create(run, news)),
    update: (run, kept, news) => checkedOf(inner.update(run, kept, news)),
    read: async (run, kept) => {
      const read = await inner.read(run, kept);
      if (read !== undefined) checked(read.kept);
      return read;
    },
  };
}
