import { type Command } from "./commands";
import { type ModelEngine } from "./engine";
import { type Lane } from "./lane";

/** What happened in a sequence, for whoever looks into its failure. */
export class Story {
  readonly #lines: string[] = [];
  #engine: ModelEngine | undefined;
  #deeds = 0;

  constructor(private readonly lane: Lane) {}

  /** Notes what the last command led to, and what comes next. */
  begin(command: Command | string, engine: ModelEngine): void {
    this.#note();
    this.#engine = engine;
    this.#lines.push(`> ${JSON.stringify(command)}`);
    this.lane.simulator.requests.clear();
  }

  #note(): void {
    if (this.#engine === undefined) return;
    for (const { method, path, query, body, status } of this.lane.simulator.requests.all()) {
      const details = [Object.keys(query).length > 0 && query, body].filter(Boolean).map((one) => JSON.stringify(one));
      this.#lines.push(`    ${[method, path, ...details, status].join(" ")}`);
    }
    this.#lines.push(...this.#engine.failures.map((failure) => `  failed: ${failure}`));
    this.#lines.push(...this.lane.somebody.deeds.slice(this.#deeds).map((deed) => `  somebody, at ${deed}`));
    this.#deeds = this.lane.somebody.deeds.length;
    const { state, leftBehind } = this.#engine;
    this.#lines.push(`  state: ${state.map(({ name, id }) => `${name} ${id}`).join(", ")}`);
    if (leftBehind.length > 0) this.#lines.push(`  left behind: ${leftBehind.map(({ id }) => id).join(", ")}`);
  }

  /** Adds the story to whatever this work fails with. */
  async of(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#note();
      const failure = error instanceof Error ? error.message : String(error);
      throw new Error(`${failure}\n${this.#lines.join("\n")}`);
    }
  }
}
