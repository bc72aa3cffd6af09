import * as fc from "fast-check";
import { ModelEngine } from "./engine";
import { type Command, expectedOf, faultKinds, found, neighbourIn, programOf, sequences } from "./estates";
import { Lane } from "./lane";

/*
 * Plays random commands on random estates, over the real protocol, with faults. After each sequence a user must be able
 * to bring the world to what the program declares, with nothing twice, nothing left over and nothing more to do.
 *
 * MODEL_SEQUENCES is the number of sequences. MODEL_SEED repeats the same ones.
 */

const numRuns = Number(process.env.MODEL_SEQUENCES ?? 150);
const seed = Number(process.env.MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));
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

const cells = new Map<string, number>();
let lanes: Lane[];
let sequence = 0;

beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: laneCount }, () => Lane.open()));
});
afterAll(() => Promise.all(lanes.map((lane) => lane.close())));

/** The row of a command in the table. */
function rowOf(command: Command, before: Command | undefined, engine: ModelEngine): string | undefined {
  if (command.do === "refresh" || command.do === "destroy") return command.do;
  if (command.do === "adopt") return "up that adopts";
  if (command.do !== "up") return undefined;
  if (engine.state.some(({ unfinished }) => unfinished)) return "up that resumes";
  if (before?.do === "change") return "up after a change outside";
  if (before?.do === "delete") return "up after a deletion outside";
  return command.refresh ? "up --refresh" : "up";
}

/**
 * Plays a share of the sequences. A failure prints the seed of its share, which is the seed of the test plus the index
 * of the lane.
 */
async function play(lane: Lane, share: number, shareSeed: number): Promise<void> {
  const { simulator } = lane;
  await fc.assert(
    fc.asyncProperty(sequences, async ({ commands, last, faultSeed }) => {
      await lane.clear();
      const neighbour = neighbourIn(simulator.estate);
      const engine = new ModelEngine(lane.provider, sequence++);
      let plan = last;
      for (const [index, command] of commands.entries()) {
        const row = rowOf(command, commands[index - 1], engine);
        if ("fault" in command) {
          cells.set(`${row ?? ""}|${command.fault}`, (cells.get(`${row ?? ""}|${command.fault}`) ?? 0) + 1);
        }
        plan = await lane.perform(command, engine, plan, faultSeed + index);
        simulator.faults.clear();
      }
      await lane.settle(engine, last);
      expect(found(simulator.estate, last)).toEqual(expectedOf(last));
      expect(neighbourIn(simulator.estate)).toEqual(neighbour);
      simulator.requests.clear();
      expect(await engine.preview(programOf(last))).toEqual([]);
      expect(simulator.requests.count()).toBe(0);
      await engine.refresh();
      expect(await engine.preview(programOf(last))).toEqual([]);
    }),
    { numRuns: share, seed: shareSeed, endOnFailure: false },
  );
}

test(
  `${numRuns} random sequences end in what the program declares: nothing twice, left over or left to do (MODEL_SEED=${seed})`,
  async () => {
    await Promise.all(lanes.map((lane, index) => play(lane, Math.ceil(numRuns / laneCount), seed + index)));
  },
  24 * 3600_000,
);

test("every kind of run met every kind of fault", () => {
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
