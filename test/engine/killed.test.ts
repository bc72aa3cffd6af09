import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Simulator, startSimulator } from "../../simulator";
import { resultOf, Workspace } from "../../tools/workspace";
import { restore, type Snapshot } from "../support/estate-snapshot";
import { killTree } from "../support/kill-tree";

/*
 * The test kills the engine and all its processes in the middle of a command on examples/agency, before or after the
 * simulator handles the nth request. It spreads n over all requests. KILLS says how often.
 */

const kills = Number(process.env.KILLS ?? 3);
const project = join(__dirname, "..", "..");
const phases = ["up", "update", "destroy"] as const;
type Phase = (typeof phases)[number];

let simulator: Simulator;
let workspace: Workspace;
let state: string;
let estate: Snapshot;
/** How many requests each phase makes when nobody interferes. */
const requestsOf = new Map<Phase, number>();

const stack = "killed";
const settings = ["--config", "wpengine-agency:deletionProtection=false", "--config", "wpengine:adopt=true"];
const argumentsOf: Record<Phase, string[]> = {
  up: ["up", "--yes", "--skip-preview", ...settings],
  update: ["up", "--refresh", "--yes", "--skip-preview", ...settings],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

beforeAll(async () => {
  simulator = await startSimulator({ durations: { install: 50 } });
  workspace = await Workspace.create(project, {
    WPENGINE_BASE_URL: simulator.url,
    WPENGINE_USERNAME: simulator.username,
    WPENGINE_PASSWORD: simulator.password,
    WPENGINE_POLL_INTERVAL: "100ms",
  });
  await succeeds("stack", "init", stack);
  const empty = simulator.estate.snapshot() as Snapshot;
  requestsOf.set("up", await requestsIn("up"));
  state = await succeeds("stack", "export");
  estate = simulator.estate.snapshot() as Snapshot;
  changeMuch();
  requestsOf.set("update", await requestsIn("update"));
  requestsOf.set("destroy", await requestsIn("destroy"));
  restore(simulator.estate, empty);
});

afterAll(async () => {
  await workspace.run("stack", "rm", stack, "--yes", "--force");
  await workspace.remove();
  await simulator.close();
});

async function succeeds(...args: string[]): Promise<string> {
  const { code, output } = await workspace.run(...args);
  if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${String(code)}:\n${output}`);
  return output;
}

async function requestsIn(phase: Phase): Promise<number> {
  simulator.requests.clear();
  await succeeds(...argumentsOf[phase]);
  return simulator.requests.count();
}

/** Somebody changed much in the portal, so that an update has much to do. */
function changeMuch(): void {
  for (const site of simulator.estate.sites.values()) site.name = `${site.name} Ltd`;
  for (const domain of simulator.estate.domains.values()) domain.redirectTo = null;
}

async function begin(phase: Phase): Promise<void> {
  await workspace.run("stack", "rm", stack, "--yes", "--force");
  await succeeds("stack", "init", stack);
  if (phase === "up") {
    restore(simulator.estate, { ...estate, sites: [], installs: [], domains: [], sshKeys: [], accountUsers: owners() });
    return;
  }
  restore(simulator.estate, estate);
  const file = join(workspace.home, "state.json");
  await writeFile(file, state);
  await succeeds("stack", "import", "--file", file);
  // A destroy asks the program nothing: the protection was lifted when the state was made.
  if (phase === "update") changeMuch();
}

const owners = (): Snapshot["accountUsers"] =>
  estate.accountUsers.filter(({ email }) => email === "olga@agency.example");

/** Runs a phase and kills every process of it at the nth request; false if it made fewer. */
async function kill(phase: Phase, at: number, moment: "arrived" | "handled"): Promise<boolean> {
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
  return killed !== undefined;
}

/**
 * Pulumi keeps a state in a folder in two files, and writes the second, the attributes, in place. A kill during that write
 * leaves the second file empty: Pulumi then says "failed to load checkpoint: EOF". It keeps a copy of both from before.
 */
async function mendState(): Promise<void> {
  const file = join(workspace.home, ".pulumi", "stacks", "wpengine-agency", `${stack}.json`);
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
  const moment = index % 2 === 0 ? ("handled" as const) : ("arrived" as const);
  return { phase, moment, part: (index + 0.5) / kills };
});

test.each(cases)(
  "killed in $phase when a request has $moment, $part of the way: the next up converges",
  async ({ phase, moment, part }) => {
    await begin(phase);
    // What is waited for is looked at once more or once less each time.
    for (let at = Math.max(1, Math.round(requestsOf.get(phase)! * part)); !(await kill(phase, at, moment)); at--)
      await begin(phase);
    await mendState();
    await succeeds("cancel", "--yes");
    await succeeds(...argumentsOf.update);
    expect(said(simulator.estate.snapshot() as Snapshot)).toEqual(said(estate));
    await succeeds("preview", "--refresh", "--expect-no-changes", ...settings);
  },
);
