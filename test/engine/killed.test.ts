import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { agencyId, type Simulator, startSimulator } from "../../simulator";
import { resultOf, Workspace } from "../../tools/workspace";
import { restore, type Snapshot } from "../support/estate-snapshot";
import { killTree } from "../support/kill-tree";

/*
 * The test kills the engine and all its processes in the middle of a command on examples/agency, before or after the
 * simulator handles the nth request. It spreads n over all requests. KILLS says how often. KILLS_LAG says by how many
 * milliseconds lists lag behind, in the command and in the `up` after it.
 */

const kills = Number(process.env.KILLS ?? 4);
const lag = Number(process.env.KILLS_LAG ?? 0);
const example = join(__dirname, "..", "..", "examples", "agency");
const projects = join(__dirname, "projects");
const phases = ["up", "update", "replacement", "destroy"] as const;
type Phase = (typeof phases)[number];

let simulator: Simulator;
let workspace: Workspace;
/** The estate with nothing but what others have in it. */
let before: Snapshot;
/** A copy of all that Pulumi keeps: of a stack without resources, and of one with the whole estate. */
const emptyStack = "empty";
const fullStack = "full";
/** The estate that the program declares, and the one that it declares in a replacement. */
let estate: Snapshot;
let replaced: Snapshot;
/** How many requests each phase makes when nobody interferes. */
const requestsOf = new Map<Phase, number>();

const stack = "killed";
const settings = ["--config", "wpengine-agency:deletionProtection=false"];
const argumentsOf: Record<Phase, string[]> = {
  up: ["up", "--yes", "--skip-preview", ...settings],
  update: ["up", "--refresh", "--yes", "--skip-preview", ...settings],
  replacement: ["up", "--yes", "--skip-preview", ...settings],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

jest.setTimeout(600_000);

beforeAll(async () => {
  simulator = await startSimulator({ durations: { install: 50 } });
  await mkdir(projects, { recursive: true });
  const project = await mkdtemp(join(projects, "killed-"));
  for (const file of ["Pulumi.yaml", "tsconfig.json", "estate.ts"]) {
    await copyFile(join(example, file), join(project, file));
  }
  workspace = await Workspace.create(project, {
    WPENGINE_BASE_URL: simulator.url,
    WPENGINE_USERNAME: simulator.username,
    WPENGINE_PASSWORD: simulator.password,
    WPENGINE_POLL_INTERVAL: "100ms",
    // The examples' own test checks the types of this program.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  });
  addOthers();
  before = simulator.estate.snapshot() as Snapshot;
  await succeeds("stack", "init", stack);
  await keepStack(emptyStack);
  await begin("up");
  requestsOf.set("up", await requestsIn("up"));
  await keepStack(fullStack);
  estate = simulator.estate.snapshot() as Snapshot;
  for (const phase of ["update", "replacement", "destroy"] as const) {
    await begin(phase);
    requestsOf.set(phase, await requestsIn(phase));
    if (phase === "replacement") replaced = simulator.estate.snapshot() as Snapshot;
  }
});

afterAll(async () => {
  await workspace.remove();
  await rm(workspace.project, { recursive: true, force: true });
  await simulator.close();
});

async function succeeds(...args: string[]): Promise<string> {
  return succeedsIn(workspace, ...args);
}

async function succeedsIn(place: Workspace, ...args: string[]): Promise<string> {
  const { code, output } = await place.run(...args);
  if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${String(code)}:\n${output}`);
  return output;
}

async function requestsIn(phase: Phase): Promise<number> {
  simulator.requests.clear();
  await succeeds(...argumentsOf[phase]);
  return simulator.requests.count();
}

/** What others have, in the program's account and in another: some of it with names that the program gives, too. */
function addOthers(): void {
  const { estate } = simulator;
  const other = estate.addAccount({ name: "other" });
  estate.addSite({ accountId: other.id, name: "Alder Bakery" });
  const finn = { firstName: "Finn", lastName: "Moss", email: "finn@freelance.example", roles: "full" };
  estate.addAccountUser({ accountId: other.id, ...finn });
  const site = estate.addSite({ accountId: agencyId, name: "Yew Yoga" });
  const install = estate.addInstall({
    accountId: agencyId,
    siteId: site.id,
    name: "yewyoga",
    environment: "production",
  });
  const apex = estate.addDomain({ installId: install.id, name: "yewyoga.example", primary: true });
  estate.addDomain({ installId: install.id, name: "www.yewyoga.example", redirectTo: apex.id });
  const installIds = [install.id];
  const yara = { firstName: "Yara", lastName: "Yew", email: "yara@yewyoga.example", roles: "partial", installIds };
  estate.addAccountUser({ accountId: agencyId, ...yara });
}

/** Somebody changed much in the portal, so that an update has much to do. */
function changeMuch(): void {
  const { sites, domains } = simulator.estate;
  const isOthers = ({ id }: { id: string }): boolean =>
    [...before.sites, ...before.domains].some((one) => one.id === id);
  for (const site of sites.values()) if (!isOthers(site)) site.name = `${site.name} Ltd`;
  for (const domain of domains.values()) if (!isOthers(domain)) domain.redirectTo = null;
}

/** A replacement is of the production installs of clients with a development install: their names change. */
async function writeProgram(phase: Phase): Promise<void> {
  const declared = "name: install,";
  const renamed = "name: development ? `${install}new` : install,";
  const program = await readFile(join(example, "index.ts"), "utf8");
  if (!program.includes(declared)) throw new Error("examples/agency declares production installs otherwise.");
  const written = phase === "replacement" ? program.replace(declared, renamed) : program;
  await writeFile(join(workspace.project, "index.ts"), written);
}

/** The folder in which Pulumi keeps stacks, their histories and locks. */
const backend = (): string => join(workspace.home, ".pulumi");

const keepStack = (name: string): Promise<void> => cp(backend(), join(workspace.home, name), { recursive: true });

async function begin(phase: Phase): Promise<void> {
  simulator.behaviours.reset();
  await writeProgram(phase);
  await rm(backend(), { recursive: true });
  await cp(join(workspace.home, phase === "up" ? emptyStack : fullStack), backend(), { recursive: true });
  restore(simulator.estate, phase === "up" ? before : estate);
  simulator.settle();
  // A destroy asks the program nothing: the protection was lifted when the state was made.
  if (phase === "update") changeMuch();
}

/** Runs a phase and kills every process of it at the nth request. Returns how many it made. */
async function kill(phase: Phase, at: number, moment: "arrived" | "handled"): Promise<number> {
  let count = 0;
  let killed: Promise<void> | undefined;
  const pulumi = workspace.start(...argumentsOf[phase]);
  const ended = resultOf(pulumi);
  simulator.requests.listener = (when) => {
    if (when === moment && ++count === at) killed = killTree(pulumi.pid!);
    return killed;
  };
  await ended;
  await killed;
  simulator.requests.listener = undefined;
  return count;
}

/**
 * Pulumi keeps a state in a folder in two files, and writes the second, the attributes, in place. A kill during that
 * write leaves the second file empty: Pulumi then says "failed to load checkpoint: EOF". It keeps a copy of both from
 * before.
 */
async function mendState(): Promise<void> {
  const file = join(backend(), "stacks", "wpengine-agency", `${stack}.json`);
  for (const suffix of ["", ".attrs"]) {
    try {
      JSON.parse(await readFile(`${file}${suffix}`, "utf8"));
    } catch {
      await copyFile(`${file}.bak${suffix}`, `${file}${suffix}`);
    }
  }
}

/** What exists, but for ids and times, which a creation makes anew. */
function said({ sites, installs, domains, sshKeys, accountUsers }: Snapshot): string[] {
  const name = (records: Record<string, string>[], id: string | undefined): string =>
    records.find((one) => one.id === id)?.name ?? "none";
  return [
    ...sites.map((one) => `site ${one.name!}`),
    ...installs.map((one) => `install ${one.name!} ${one.environment!} ${one.status!} on ${name(sites, one.siteId)}`),
    ...domains.map(
      (one) =>
        `domain ${one.name!} on ${name(installs, one.installId)} → ${name(domains, one.redirectTo)} ${String(one.primary)}`,
    ),
    ...sshKeys.map((one) => `key ${one.fingerprint!}`),
    ...accountUsers.map(
      (one) =>
        `user ${one.email!} ${one.roles!} on ${(one.installIds as unknown as string[])
          .map((id) => name(installs, id))
          .sort()
          .join()}`,
    ),
  ].sort();
}

const cases = Array.from({ length: kills }, (_, index) => {
  const phase = phases[index % phases.length]!;
  const moment = Math.floor(index / phases.length) % 2 === 0 ? ("handled" as const) : ("arrived" as const);
  return { phase, moment, part: (index + 0.5) / kills };
});

test.each(cases)(
  "killed in $phase when a request has $moment, $part of the way: the next up converges",
  async ({ phase, moment, part }) => {
    let at = Math.max(1, Math.round(requestsOf.get(phase)! * part));
    for (;;) {
      await begin(phase);
      simulator.behaviours.set({ lag: { lists: lag } });
      const made = await kill(phase, at, moment);
      if (made >= at) break;
      // What is waited for is looked at more or less often each time.
      at = Math.max(1, Math.min(at - 1, Math.round(made * part)));
    }
    await mendState();
    await succeeds("cancel", "--yes");
    const rescue = workspace.with({ WPENGINE_ADOPT: "true" });
    if (lag > 0 && phase === "destroy") {
      // A deletion that the engine did not note is still in the state, and a refresh believes the late list. So this
      // `up` may fail, or may not create the object again; the next one must.
      await rescue.run(...argumentsOf.update);
      simulator.settle();
    }
    await succeedsIn(rescue, ...argumentsOf.update);
    const found = simulator.estate.snapshot() as Snapshot;
    expect(said(found)).toEqual(said(phase === "replacement" ? replaced : estate));
    for (const noun of ["accounts", "sites", "installs", "domains", "sshKeys", "accountUsers"] as const)
      expect(found[noun]).toEqual(expect.arrayContaining(before[noun]));
    simulator.behaviours.reset();
    await succeeds("preview", "--refresh", "--expect-no-changes", ...settings);
  },
);
