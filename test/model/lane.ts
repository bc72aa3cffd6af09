import { agencyId, type FaultKind, type Simulator, startSimulator } from "../../simulator";
import { ProviderProcess } from "../support/provider-process";
import { type ModelEngine } from "./engine";
import { addNeighbour, changeOutside, type Command, deleteOutside, type Plan, programOf } from "./estates";

// Pulumi's process keeps each provider that it ever got, and the model gives it new ones for each run.
const sequencesAProcess = 200;

/** A simulated world with a provider's process. It plays one sequence after another. */
export class Lane {
  #sequences = 0;

  private constructor(
    readonly simulator: Simulator,
    public provider: ProviderProcess,
  ) {}

  static async open(): Promise<Lane> {
    const simulator = await startSimulator({ durations: { install: 0 }, mostPerPage: 3 });
    return new Lane(simulator, await startProvider(simulator));
  }

  async close(): Promise<void> {
    await this.provider.stop();
    await this.simulator.close();
  }

  /** Prepares the world for the next sequence: it holds nothing but a neighbour. */
  async clear(): Promise<void> {
    this.#empty();
    addNeighbour(this.simulator.estate);
    if (++this.#sequences % sequencesAProcess > 0) return;
    await this.provider.stop();
    this.provider = await startProvider(this.simulator);
  }

  #empty(): void {
    const { estate, faults, requests } = this.simulator;
    for (const one of [estate.sites, estate.installs, estate.domains, estate.sshKeys]) one.clear();
    for (const user of [...estate.accountUsers.values()])
      if (user.roles !== "owner" || user.email !== "olga@agency.example") estate.removeAccountUser(user);
    estate.listOrder = (entries) => entries;
    faults.clear();
    requests.clear();
  }

  /** Performs a command with its fault. Returns the plan that holds from then on. */
  async perform(command: Command, engine: ModelEngine, plan: Plan, faultSeed: number): Promise<Plan> {
    const { estate, faults } = this.simulator;
    switch (command.do) {
      case "up":
        this.#break(command.fault, faultSeed);
        await engine.up(programOf(command.plan), command.adopt, command.refresh);
        return command.plan;
      case "refresh":
        this.#break(command.fault, faultSeed);
        await engine.refresh();
        return plan;
      case "destroy":
        this.#break(command.fault, faultSeed);
        await engine.destroy();
        return plan;
      case "change":
        changeOutside(estate, command.what);
        return plan;
      case "delete":
        deleteOutside(estate, command.what);
        return plan;
      case "adopt":
        await this.settle(engine, plan);
        engine.state.splice(command.index % engine.state.length, 1);
        this.#break(command.fault, faultSeed);
        await engine.up(programOf(plan), true, false);
        faults.clear();
        await this.settle(engine, plan);
        return plan;
    }
  }

  /**
   * Acts as a user who runs `up` until it succeeds: adopts what exists, and deletes what keeps the user from adopting.
   */
  async settle(engine: ModelEngine, plan: Plan): Promise<void> {
    for (let attempt = 0; attempt < 6; attempt++) {
      if ((await engine.up(programOf(plan), true, true)) === "done") return;
      const failures = engine.failures.join("\n");
      for (const [, id] of failures.matchAll(/exists \(id (\S+)\) but differs from what you declared/g))
        this.#deleteById(String(id));
      if (/has a \w+ install already/.test(failures)) this.#deleteLeftBehind(engine);
    }
    throw new Error(`The estate does not settle: ${engine.failures.join("\n")}`);
  }

  #break(fault: FaultKind | "none", faultSeed: number): void {
    const { faults } = this.simulator;
    if (fault === "none") return;
    if (fault === "stuck-pending") faults.add({ kind: fault, times: 2 });
    else faults.seed(faultSeed, { kinds: [fault], probability: 0.2 });
  }

  /**
   * Deletes old halves of replacements. The engine deletes them at the end of an `up`, which they may keep from its
   * end.
   */
  #deleteLeftBehind({ state, leftBehind }: ModelEngine): void {
    for (const { id } of leftBehind) if (!state.some((one) => one.id === id)) this.#deleteById(id);
  }

  #deleteById(id: string): void {
    const { estate } = this.simulator;
    estate.removeSite(id);
    estate.removeInstall(id);
    estate.removeDomain(id);
    estate.removeAccountUser({ accountId: agencyId, userId: id });
  }
}

const startProvider = ({ url, username, password }: Simulator): Promise<ProviderProcess> =>
  ProviderProcess.start({
    "wpengine:baseUrl": url,
    "wpengine:username": username,
    "wpengine:password": password,
    "wpengine:timeout": "20m",
    "wpengine:pollInterval": "2m",
  });
