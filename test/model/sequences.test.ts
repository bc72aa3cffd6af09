import * as fc from "fast-check";
import { agencyId, type FaultKind, type Simulator, startSimulator } from "../../simulator";
import { ProviderProcess } from "../protocol/provider-process";
import { ModelEngine } from "./engine";
import {
  changeOutside,
  type Command,
  deleteOutside,
  expectedOf,
  faultKinds,
  found,
  type Plan,
  programOf,
  sequences,
} from "./estates";

/*
 * Random estates through random operations, over the real protocol, with faults: whatever happens, the world can be brought to
 * what is declared, with nothing twice, nothing left over and nothing more to do.
 *
 * MODEL_SEQUENCES says how many; MODEL_SEED repeats a run.
 */

const numRuns = Number(process.env.MODEL_SEQUENCES ?? 300);
const seed = process.env.MODEL_SEED === undefined ? undefined : Number(process.env.MODEL_SEED);
const rows = [
  "up",
  "up after a change outside",
  "up after a deletion outside",
  "up that adopts",
  "up that resumes",
  "up --refresh",
  "refresh",
  "destroy",
];

const cells = new Map<string, number>();
let simulator: Simulator;
let provider: ProviderProcess;
let sequence = 0;

beforeAll(async () => {
  simulator = await startSimulator({ durations: { install: 0 }, mostPerPage: 3 });
  provider = await ProviderProcess.start({
    "wpengine:baseUrl": simulator.url,
    "wpengine:username": simulator.username,
    "wpengine:password": simulator.password,
    "wpengine:timeout": "20m",
    "wpengine:pollInterval": "2m",
  });
});

afterAll(async () => {
  await provider.stop();
  await simulator.close();
});

function emptyWorld(): void {
  const { estate, faults, requests } = simulator;
  for (const one of [estate.sites, estate.installs, estate.domains, estate.sshKeys]) one.clear();
  for (const user of [...estate.accountUsers.values()])
    if (user.roles !== "owner" || user.email !== "olga@agency.example") estate.removeAccountUser(user);
  estate.listOrder = (entries) => entries;
  faults.clear();
  requests.clear();
}

/** What kind of operation it is, for the table. */
function rowOf(command: Command, before: Command | undefined, engine: ModelEngine): string | undefined {
  if (command.do === "refresh" || command.do === "destroy") return command.do;
  if (command.do === "adopt") return "up that adopts";
  if (command.do !== "up") return undefined;
  if (engine.state.some(({ unfinished }) => unfinished)) return "up that resumes";
  if (before?.do === "change") return "up after a change outside";
  if (before?.do === "delete") return "up after a deletion outside";
  return command.refresh ? "up --refresh" : "up";
}

/** Does one thing, with its fault, and gives the plan that holds from then on. */
async function perform(command: Command, engine: ModelEngine, plan: Plan, faultSeed: number): Promise<Plan> {
  const { estate } = simulator;
  switch (command.do) {
    case "up":
      breakThings(command.fault, faultSeed);
      await engine.up(programOf(command.plan), command.adopt, command.refresh);
      return command.plan;
    case "refresh":
      breakThings(command.fault, faultSeed);
      await engine.refresh();
      return plan;
    case "destroy":
      breakThings(command.fault, faultSeed);
      await engine.destroy();
      return plan;
    case "change":
      changeOutside(estate, command.what);
      return plan;
    case "delete":
      deleteOutside(estate, command.what);
      return plan;
    case "adopt":
      await settle(engine, plan);
      engine.state.splice(command.index % engine.state.length, 1);
      breakThings(command.fault, faultSeed);
      await engine.up(programOf(plan), true, false);
      simulator.faults.clear();
      await settle(engine, plan);
      return plan;
  }
}

function breakThings(fault: FaultKind | "none", faultSeed: number): void {
  if (fault === "none") return;
  if (fault === "stuck-pending") simulator.faults.add({ kind: fault, times: 2 });
  else simulator.faults.seed(faultSeed, { kinds: [fault], probability: 0.2 });
}

/** A user who goes on until all is well: adopts what exists, and removes what is in the way of that. */
async function settle(engine: ModelEngine, plan: Plan): Promise<void> {
  for (let attempt = 0; attempt < 6; attempt++) {
    if ((await engine.up(programOf(plan), true, true)) === "done") return;
    for (const [, id] of engine.failures.join("\n").matchAll(/exists \(id (\S+)\) otherwise than declared/g))
      removeById(String(id));
  }
  throw new Error(`It does not settle: ${engine.failures.join("\n")}`);
}

function removeById(id: string): void {
  const { estate } = simulator;
  estate.removeSite(id);
  estate.removeInstall(id);
  estate.removeDomain(id);
  estate.removeAccountUser({ accountId: agencyId, userId: id });
}

test(
  `${numRuns} random sequences end in what is declared, with nothing twice, left over or left to do`,
  async () => {
    await fc.assert(
      fc.asyncProperty(sequences, async ({ commands, last, faultSeed }) => {
        emptyWorld();
        const engine = new ModelEngine(provider, sequence++);
        let plan = last;
        for (const [index, command] of commands.entries()) {
          const row = rowOf(command, commands[index - 1], engine);
          if ("fault" in command) {
            cells.set(`${row ?? ""}|${command.fault}`, (cells.get(`${row ?? ""}|${command.fault}`) ?? 0) + 1);
          }
          plan = await perform(command, engine, plan, faultSeed + index);
          simulator.faults.clear();
        }
        await settle(engine, last);
        expect(found(simulator.estate, last)).toEqual(expectedOf(last));
        simulator.requests.clear();
        expect(await engine.preview(programOf(last))).toEqual([]);
        expect(simulator.requests.count()).toBe(0);
        await engine.refresh();
        expect(await engine.preview(programOf(last))).toEqual([]);
      }),
      { numRuns, seed, endOnFailure: false },
    );
  },
  24 * 3600_000,
);

test("every kind of operation met every kind of fault", () => {
  const table = rows.map((row) => ({
    row,
    ...Object.fromEntries(faultKinds.map((fault) => [fault, cells.get(`${row}|${fault}`) ?? 0])),
  }));
  console.table(table);
  if (numRuns < 300) return;
  expect(
    rows.flatMap((row) =>
      faultKinds.filter((fault) => !cells.has(`${row}|${fault}`)).map((fault) => `${row} × ${fault}`),
    ),
  ).toEqual([]);
});
