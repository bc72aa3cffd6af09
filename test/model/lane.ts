import { agencyId, type Simulator, startSimulator } from "../../simulator";
import { ProviderProcess } from "../support/provider-process";
import { type Declaration, isOf } from "./declarations";
import { type ModelEngine } from "./engine";
import { type Drawn, worldOf } from "./behaviours";
import { type Circumstances, type Command, isRun } from "./commands";
import { changeOutside, deleteOutside } from "./estates";
import { Neighbour } from "./neighbour";
import { environments } from "../../provider/resources/install";
import { clientId, type Plan, programOf, unprotected } from "./plans";
import { SharedClock } from "./shared-clock";
import { Somebody } from "./somebody";
import { Watch } from "./watch";

// Pulumi's process keeps each provider that it ever got, and the model gives it new ones for each run.
const sequencesAProcess = 200;

// So long a new process of Pulumi takes at least until it asks for anything.
const betweenRuns = 5000;

/** How bad the world is during a sequence. */
export interface World {
  climate: Drawn[];
  /** Whether somebody else works in the same account. */
  inCompany: boolean;
  seed: number;
}

/** A simulated world with a provider's process. It plays one sequence after another. */
export class Lane {
  #sequences = 0;
  neighbour!: Neighbour;
  somebody!: Somebody;
  watch!: Watch;

  private constructor(
    readonly clock: SharedClock,
    readonly simulator: Simulator,
    public provider: ProviderProcess,
  ) {}

  static async open(): Promise<Lane> {
    const clock = new SharedClock();
    const simulator = await startSimulator({
      durations: { install: 0 },
      mostPerPage: 3,
      clock,
      accounts: [
        { id: agencyId, name: "agency" },
        { id: clientId, name: "client" },
      ],
    });
    return new Lane(clock, simulator, await startProvider(simulator, clock));
  }

  async close(): Promise<void> {
    await this.provider.stop();
    await this.simulator.close();
    this.clock.close();
  }

  /** Prepares the world for the next sequence: it is kind, and holds nothing but a neighbour. */
  async clear(): Promise<void> {
    this.#empty();
    this.neighbour = new Neighbour(this.simulator.estate);
    this.somebody = new Somebody(this.simulator, this.neighbour, () =>
      this.watch.wrongs.push("the neighbour was touched"),
    );
    this.watch = new Watch(this.simulator, this.neighbour, this.somebody);
    this.simulator.settle();
    if (++this.#sequences % sequencesAProcess > 0) return;
    await this.provider.stop();
    this.provider = await startProvider(this.simulator, this.clock);
  }

  #empty(): void {
    const { estate, requests } = this.simulator;
    this.beKind();
    for (const one of [estate.sites, estate.installs, estate.domains, estate.sshKeys]) one.clear();
    for (const user of [...estate.accountUsers.values()])
      if (user.roles !== "owner" || user.email !== "olga@agency.example") estate.removeAccountUser(user);
    estate.listOrder = (entries) => entries;
    requests.clear();
  }

  /** No fault strikes any more, and what exists now has been so for ever. */
  beKind(): void {
    const { faults, behaviours } = this.simulator;
    faults.clear();
    behaviours.reset();
    this.simulator.settle();
  }

  /** Performs a command. Returns the plan that holds from then on. */
  async perform(command: Command, engine: ModelEngine, plan: Plan, world: World): Promise<Plan> {
    const { estate, faults } = this.simulator;
    const lost = command.do === "adopt" ? await this.#lose(command.index, engine, plan) : [];
    const actsBefore = this.somebody.acts.length;
    if (isRun(command)) this.#worsen(command, world);
    const watched = (run: () => Promise<unknown>): Promise<void> =>
      this.watch.over(engine, programIn(command, plan), run);
    switch (command.do) {
      case "up":
        await watched(() => engine.up(programOf(command.plan), command.adopt, command.refresh));
        break;
      case "refresh":
        await watched(() => engine.refresh());
        break;
      case "destroy":
        await watched(() => engine.destroy());
        break;
      case "change":
        changeOutside(estate, command.what, this.neighbour);
        this.neighbour.note();
        break;
      case "delete":
        deleteOutside(estate, command.what, this.neighbour);
        this.neighbour.note();
        break;
      case "deed":
        if (world.inCompany) this.somebody.actAlone(command.act);
        break;
      case "adopt":
        await watched(() => engine.up(programOf(plan), true, false));
        this.beKind();
        // What somebody renamed or moved in that moment is found by its name no more: the run made another.
        if (this.somebody.acts.length > actsBefore) this.somebody.undo(engine, lost);
        await this.settle(engine, plan);
        break;
    }
    faults.clear();
    // Whoever reads that a protection stops the run lifts it.
    if (engine.failures.some((failure) => failure.endsWith("is protected"))) engine.unprotect();
    this.clock.pass(betweenRuns);
    return command.do === "up" ? command.plan : plan;
  }

  /** Returns the key of what the state lost. */
  async #lose(index: number, engine: ModelEngine, plan: Plan): Promise<string[]> {
    this.beKind();
    await this.settle(engine, plan);
    const lost = engine.state.splice(index % engine.state.length, 1);
    return lost.map(({ type, id, inputs }) => (type === "AccountUser" ? `${String(inputs.accountId)} ${id}` : id));
  }

  /**
   * Acts as a user who repairs what somebody did beside the program and then runs `up` until it succeeds: adopts what
   * exists, and deletes what keeps the user from adopting.
   */
  async settle(engine: ModelEngine, plan: Plan): Promise<void> {
    this.somebody.undo(engine);
    this.neighbour.restore();
    this.#moveBack();
    this.#handBackRole();
    this.#removeUndeclaredRedirects(engine, plan);
    let isLifted = false;
    for (let attempt = 0; attempt < 8; attempt++) {
      const program = isLifted ? unprotected(programOf(plan)) : programOf(plan);
      const outcome = await engine.up(program, true, true);
      // What this `up` did not adopt is what nobody can tell from things of others.
      if (outcome === "done" && !isLifted) {
        this.somebody.undo(engine, this.watch.doubtful);
        return;
      }
      isLifted = false;
      const failures = engine.failures.join("\n");
      for (const [, id] of failures.matchAll(/exists \(id (\S+)\) but differs from what you declared/g))
        this.#deleteById(String(id));
      // What a run made without knowing it, the program may no longer want.
      for (const [, id] of failures.matchAll(/\(id (\S+)\) stands in the way/g))
        if (this.watch.doubtful.has(String(id))) this.#deleteById(String(id));
      const [, swapped] = /\bInstall (\S+) are to swap places/.exec(failures) ?? [];
      if (swapped !== undefined) this.#moveAway(swapped);
      if (/has a \w+ install already|protected|a duplicate|exists? already|did not delete it/.test(failures))
        this.#deleteLeftBehind(engine, plan);
      if (!/is protected|protects such installs/.test(failures)) continue;
      await engine.liftProtection();
      isLifted = true;
    }
    throw new Error(`The estate does not settle: ${engine.failures.join("\n")}`);
  }

  #worsen({ fault, weather, deed }: Circumstances, { climate, seed, inCompany }: World): void {
    const { faults, behaviours } = this.simulator;
    behaviours.set(worldOf([...climate, ...weather], seed));
    if (deed !== undefined && inCompany) this.somebody.expect(deed);
    if (fault === "none") return;
    if (fault === "stuck-pending") faults.add({ kind: fault, times: 2 });
    else faults.seed(seed, { kinds: [fault], probability: 0.2 });
  }

  /** Removes redirects that somebody made, and those of domains that the program calls by another name now. */
  #removeUndeclaredRedirects({ state }: ModelEngine, plan: Plan): void {
    const program = programOf(plan);
    for (const domain of this.simulator.estate.domains.all()) {
      const live = state.find((one) => one.id === domain.id && program.some((declared) => isOf(declared, one)));
      if (live === undefined || (this.somebody.deeds.length > 0 && live.inputs.redirectTo === undefined))
        domain.redirectTo = null;
    }
    this.neighbour.note();
  }

  /** Takes the primary role from the domain that no program makes primary: it may be declared to redirect. */
  #handBackRole(): void {
    const { estate } = this.simulator;
    const domains = estate.domains.all();
    for (const { installId } of domains.filter(({ name, primary }) => name === "www.acme.example" && primary)) {
      const own = domains.find((one) => one.builtIn && one.installId === installId);
      if (own !== undefined) estate.makePrimary(own);
    }
    this.neighbour.note();
  }

  /** Moves back what somebody moved to another account. */
  #moveBack(): void {
    const { estate } = this.simulator;
    for (const one of [...estate.sites.all(), ...estate.installs.all()]) one.accountId = agencyId;
    this.neighbour.note();
  }

  /** Moves an install into a free place of its site: somebody made it and another take each other's place. */
  #moveAway(name: string): void {
    const installs = this.simulator.estate.installs.all();
    const swapped = installs.find((one) => one.name === name);
    const taken = installs.filter(({ siteId }) => siteId === swapped?.siteId).map(({ environment }) => environment);
    const free = environments.find((environment) => !taken.includes(environment));
    if (swapped !== undefined && free !== undefined) swapped.environment = free;
    this.neighbour.note();
  }

  /**
   * Deletes old halves of replacements, and what the program calls by another name now. The engine deletes them at the
   * end of an `up`, which they may keep from its end.
   */
  #deleteLeftBehind({ state, leftBehind }: ModelEngine, plan: Plan): void {
    const program = programOf(plan);
    const live = state.filter((one) => program.some((declared) => isOf(declared, one)));
    for (const { id } of [...leftBehind, ...state]) if (!live.some((one) => one.id === id)) this.#deleteById(id);
  }

  #deleteById(id: string): void {
    const { estate } = this.simulator;
    estate.removeSite(id);
    estate.removeInstall(id);
    estate.removeDomain(id);
    for (const accountId of [agencyId, clientId]) estate.removeAccountUser({ accountId, userId: id });
  }
}

/** The program that a run brings about. */
function programIn(command: Command, plan: Plan): Declaration[] {
  if (command.do === "adopt") return programOf(plan);
  return command.do === "up" ? programOf(command.plan) : [];
}

const startProvider = ({ url, username, password }: Simulator, clock: SharedClock): Promise<ProviderProcess> =>
  ProviderProcess.start(
    {
      "wpengine:baseUrl": url,
      "wpengine:username": username,
      "wpengine:password": password,
      "wpengine:timeout": "20m",
      "wpengine:pollInterval": "2m",
    },
    { MODEL_CLOCK: clock.path },
  );
