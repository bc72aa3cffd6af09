import { boundsOf, operations, refreshing } from "./bound";
import { type EstateData, estateOf, inWords, type Mix } from "./estate";
import { type LimitedResult, type SizeResult } from "./results";
import { type Sample } from "./sample";
import { BenchStack, type Pace, type Program, programs, type StateSize } from "./stack";

export interface Plan {
  size: number;
  mix: Mix;
  rounds: number;
  /** The number of rounds in which the plain provider takes part. It takes by far the longest. */
  plainRounds: number;
  pace: Pace;
  say: (text: string) => void;
}

/**
 * Takes an estate of one size through all operations, with a fresh stack of each program in each round. The programs
 * take turns within an operation, and another program begins each round, so that the machine's noise hits all programs
 * alike. Rounds of an earlier benchmark count.
 */
export async function measureSize(
  plan: Plan,
  before: SizeResult | undefined,
  save: (result: SizeResult) => Promise<void>,
): Promise<void> {
  const estate = estateOf(plan.size, plan.mix);
  const bounds = boundsOf(estate);
  plan.say(`${plan.size} resources: ${inWords(estate)}.`);
  const samples = before?.samples ?? forEachProgram(noSamples);
  const state: Partial<Record<Program, StateSize>> = { ...before?.state };
  const isWanting = (program: Program): boolean =>
    samples[program].up.length < (program === "plain" ? plan.plainRounds : plan.rounds);
  while (programs.some(isWanting)) {
    const taking = programs.filter(isWanting);
    const round = Math.min(...taking.map((program) => samples[program].up.length)) + 1;
    await withStacks(inTurn(taking, round), estate, plan.pace, async (stacks) => {
      for (const operation of operations) {
        for (const stack of stacks) {
          const sample = await stack.measure(operation);
          samples[stack.program][operation].push(sample);
          plan.say(`${plan.size}, round ${round} of ${plan.rounds}: ${operation}, ${inShort(stack.program, sample)}`);
          if (operation === "up") state[stack.program] = await stack.stateSize();
        }
      }
      const whole = forEachProgram((program) => state[program] ?? { inputs: 0, average: 0, most: 0, record: 0 });
      assertSameStack(whole);
      await save({ size: plan.size, estate: inWords(estate), bounds, samples, state: whole });
    });
  }
}

/** Refreshes an unchanged estate under a limit, once in each round. */
export async function measureLimited(
  plan: Omit<Plan, "plainRounds"> & { requestsPerSecond: number },
  before: LimitedResult | undefined,
  save: (result: LimitedResult) => Promise<void>,
): Promise<void> {
  const { size, rounds, requestsPerSecond, say } = plan;
  const estate = estateOf(size, plan.mix);
  const samples = before?.samples ?? forEachProgram((): Sample[] => []);
  if (samples.ours.length >= rounds) return;
  say(`${size} resources under ${requestsPerSecond} requests a second: ${inWords(estate)}.`);
  // The `up` only creates the estate. Its figures are not kept.
  await withStacks(programs, estate, { ...plan.pace, checkpoints: "at the end" }, async (stacks) => {
    for (const stack of stacks) {
      say(`${size}, limited: up, ${inShort(stack.program, await stack.measure("up"))}`);
      await stack.limit(requestsPerSecond);
    }
    for (let round = samples.ours.length + 1; round <= rounds; round++) {
      for (const stack of inTurn(stacks, round)) {
        const sample = await stack.measureRefresh();
        samples[stack.program].push(sample);
        say(`${size}, limited, round ${round} of ${rounds}: refresh, ${inShort(stack.program, sample)}`);
      }
      await save({ size, estate: inWords(estate), requestsPerSecond, bound: refreshing(estate), samples });
    }
  });
}

/** The first commands fill the machine's caches. Without a warm-up the first program would pay for the others. */
export async function warmUp({ mix, pace, say }: Pick<Plan, "mix" | "pace" | "say">): Promise<void> {
  say("Warming up.");
  const estate = estateOf(20, mix);
  await withStacks(programs, estate, pace, async (stacks) => {
    for (const stack of stacks) await stack.measure("up");
  });
}

async function withStacks(
  taking: readonly Program[],
  estate: EstateData,
  pace: Pace,
  work: (stacks: BenchStack[]) => Promise<void>,
): Promise<void> {
  const stacks: BenchStack[] = [];
  try {
    for (const program of taking) stacks.push(await BenchStack.create(program, estate, pace));
    await work(stacks);
  } finally {
    for (const stack of stacks) await stack.remove();
  }
}

/** The entries in their order. Each round begins with another entry. */
function inTurn<Entry>(entries: readonly Entry[], round: number): Entry[] {
  const first = (round - 1) % entries.length;
  return [...entries.slice(first), ...entries.slice(0, first)];
}

/**
 * Fails unless the stack of the floor has the same inputs as ours. Otherwise the floor would say nothing about ours.
 */
function assertSameStack({ ours, floor }: Record<Program, StateSize>): void {
  if (ours.inputs === floor.inputs) return;
  throw new Error(`The inputs of our stack are ${ours.inputs} bytes long, those of the floor ${floor.inputs}.`);
}

const noSamples = (): SizeResult["samples"][Program] =>
  Object.fromEntries(operations.map((operation) => [operation, []])) as unknown as SizeResult["samples"][Program];

const forEachProgram = <Value>(make: (program: Program) => Value): Record<Program, Value> => ({
  ours: make("ours"),
  plain: make("plain"),
  floor: make("floor"),
});

const inShort = (program: Program, { requests, milliseconds, peakBytes }: Sample): string =>
  `${program}: ${requests.all} requests, ${(milliseconds / 1000).toFixed(1)} s, ${((peakBytes ?? 0) / 1e6).toFixed(0)} MB`;
