import * as fc from "fast-check";
import { actionTypes, isAction } from "./actions";
import { ModelEngine } from "./engine";
import { actNames } from "../../simulator";
import { disagreements } from "./agreement";
import { behaviourKinds, type Drawn } from "./behaviours";
import { type Command, faultKinds, isRun, type Run, type Sequence, sequences } from "./commands";
import { found } from "./estates";
import { Lane } from "./lane";
import { expectedOf, type Plan, programOf } from "./plans";
import { Story } from "./story";

/*
 * Plays random commands on random estates, over the real protocol, with faults. After each sequence a user must be able
 * to bring the world to what the program declares, with nothing twice, nothing left over and nothing more to do.
 *
 * MODEL_SEQUENCES is the number of sequences. MODEL_SEED says which ones. A failure does not stop the others. With
 * MODEL_SHRINK=1 the first failure is made as short as it can be.
 */

const numRuns = Number(process.env.MODEL_SEQUENCES ?? 100);
const random = Math.floor(Math.random() * 2 ** 31);
// A change passes by what it changes, and not by what is drawn. `MODEL_SEED=random` draws anew.
const { MODEL_SEED = "20261126" } = process.env;
const seed = MODEL_SEED === "random" ? random : Number(MODEL_SEED);
// A sequence spends much of its time waiting for another process, so three share two cores.
const laneCount = 3;
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

const move = "component";

/** The cells that cannot be, or hardly ever, and why. */
const never: { row: string; column: string; why: string }[] = [
  { row: "refresh", column: "create-same", why: "a refresh sends no POST" },
  { row: "destroy", column: "create-same", why: "a destroy sends no POST" },
  { row: "up that adopts", column: "create-same", why: "an adoption sends no POST, unless a list is late" },
  ...["refresh", "destroy", "up that adopts"].flatMap((row) =>
    [...actionTypes, move].map((column) => ({ row, column, why: "the run before it has done that" })),
  ),
];

const whyNever = (row: string, column: string): string | undefined =>
  never.find((one) => one.row === row && one.column === column)?.why;

const cells = new Map<string, number>();
let failed = 0;
const shrinks = process.env.MODEL_SHRINK !== undefined;
let lanes: Lane[];
let sequence = 0;

beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: laneCount }, () => Lane.open()));
});
afterAll(() => Promise.all(lanes.map((lane) => lane.close())));

/** The row of a run in the tables. */
function rowOf(run: Run, before: Command | undefined, engine: ModelEngine): string {
  if (run.do === "refresh" || run.do === "destroy") return run.do;
  if (run.do === "adopt") return "up that adopts";
  if (engine.state.some(({ unfinished }) => unfinished)) return "up that resumes";
  if (before?.do === "change") return "up after a change outside";
  if (before?.do === "delete") return "up after a deletion outside";
  return run.refresh ? "up --refresh" : "up";
}

/** What an `up` has to do beside its resources: which actions its program declares, and whether resources move. */
function jobsOf(command: Command, engine: ModelEngine): string[] {
  if (command.do !== "up") return [];
  const program = programOf(command.plan);
  const moves = program.some(({ alias }) => engine.state.some(({ name }) => name === alias));
  return [...program.map(({ type }) => type).filter(isAction), ...(moves ? [move] : [])];
}

/** Notes in the tables what a run met. */
function count(row: string, { fault, weather }: Run, climate: Drawn[], others: string[]): void {
  const met = new Set([fault, ...[...weather, ...climate].map(({ kind }) => kind), ...others]);
  for (const one of met) cells.set(`${row}|${one}`, (cells.get(`${row}|${one}`) ?? 0) + 1);
}

async function playOne(lane: Lane, engine: ModelEngine, drawn: Sequence, story: Story): Promise<void> {
  const { commands, last, climate, inCompany, faultSeed } = drawn;
  let plan = last;
  for (const [index, command] of commands.entries()) {
    story.begin(command, engine);
    const row = isRun(command) ? rowOf(command, commands[index - 1], engine) : undefined;
    const jobs = jobsOf(command, engine);
    const before = lane.somebody.acts.length;
    plan = await lane.perform(command, engine, plan, { climate, inCompany, seed: faultSeed + index });
    if (row !== undefined && isRun(command))
      count(row, command, climate, [...lane.somebody.acts.slice(before), ...jobs]);
    expect(lane.watch.wrongs).toEqual([]);
  }
}

/** The world is kind again: a refresh shows what is so, and the program is brought about, with nothing more to do. */
async function end(lane: Lane, engine: ModelEngine, last: Plan, story: Story): Promise<void> {
  const { estate, requests } = lane.simulator;
  lane.beKind();
  story.begin("the refresh at the end", engine);
  expect(await engine.refresh()).toBe("done");
  expect(disagreements(engine.state, estate)).toEqual([]);
  story.begin("the end", engine);
  await lane.settle(engine, last);
  expect(found(estate, last, lane.neighbour)).toEqual(expectedOf(last));
  expect(lane.neighbour.isUntouched()).toBe(true);
  story.begin("the preview at the end", engine);
  expect(await engine.preview(programOf(last))).toEqual([]);
  expect(requests.count()).toBe(0);
  await engine.refresh();
  expect(await engine.preview(programOf(last))).toEqual([]);
}

/** Tells how far the test is, now and then. */
function tellProgress(): void {
  if (sequence % 1000 > 0 || sequence === numRuns) return;
  process.stderr.write(`\n${sequence} of ${numRuns} sequences played, ${failed} failed\n`);
}

/** Tells a failure at once: the other sequences may take hours. */
function tell(failure: unknown, shareSeed: number): void {
  const story = failure instanceof Error ? failure.message : String(failure);
  failed++;
  process.stderr.write(`\nFAILED, of the share with the seed ${shareSeed}: ${story}\n`);
}

/**
 * Plays a share of the sequences. A failure prints the seed of its share, which is the seed of the test plus the index
 * of the lane.
 */
async function play(lane: Lane, share: number, shareSeed: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(sequences, async (drawn) => {
      await lane.clear();
      const engine = new ModelEngine(lane.provider, sequence++, lane.clock);
      const story = new Story(lane);
      try {
        await story.of(async () => {
          await playOne(lane, engine, drawn, story);
          await end(lane, engine, drawn.last, story);
        });
      } catch (failure) {
        if (shrinks) throw failure;
        tell(failure, shareSeed);
      }
      tellProgress();
    }),
    { numRuns: share, seed: shareSeed },
  );
}

test(
  `${numRuns} random sequences end in what the program declares: nothing twice, left over or left to do (MODEL_SEED=${seed})`,
  async () => {
    await Promise.all(lanes.map((lane, index) => play(lane, Math.ceil(numRuns / laneCount), seed + index)));
    expect(failed).toBe(0);
  },
  24 * 3600_000,
);

test("every kind of run met every kind of behaviour, and whatever somebody does", () => {
  const columns = [...behaviourKinds, ...actNames];
  show(columns);
  const missed = missedOf(columns);
  if (numRuns >= 300) {
    expect(rows.filter((row) => columns.every((column) => !cells.has(`${row}|${column}`)))).toEqual([]);
    expect(columns.filter((column) => rows.every((row) => !cells.has(`${row}|${column}`)))).toEqual([]);
  }
  if (numRuns >= 10_000) expect(missed).toEqual([]);
});

test("every kind of run met every kind of fault", () => {
  show(faultKinds);
  if (numRuns >= 300) expect(missedOf(faultKinds)).toEqual([]);
});

test("every kind of `up` did every action, and moved resources into a component or out of it", () => {
  const columns = [...actionTypes, move];
  show(columns);
  if (numRuns >= 300) expect(missedOf(columns)).toEqual([]);
});

/** Prints how often each kind of run met each of these. */
function show(columns: string[]): void {
  console.table(
    columns.map((column) => ({
      column,
      ...Object.fromEntries(
        rows.map((row) => [row, whyNever(row, column) === undefined ? (cells.get(`${row}|${column}`) ?? 0) : "-"]),
      ),
    })),
  );
}

/** The cells that can be, and were not. */
const missedOf = (columns: string[]): string[] =>
  rows.flatMap((row) =>
    columns
      .filter((column) => whyNever(row, column) === undefined && !cells.has(`${row}|${column}`))
      .map((column) => `${row} × ${column}`),
  );
