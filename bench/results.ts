import { type Operation } from "./bound";
import { type Pace, type Program, type Sample, type StateSize } from "./stack";

/** All that was measured, as docs/bench.json keeps it. */
export interface Results {
  /** What it was measured on. */
  machine: string;
  pace: Pace;
  sizes: SizeResult[];
  limited?: LimitedResult;
}

/** An estate of one size, through all operations. */
export interface SizeResult {
  size: number;
  /** The mix in words. */
  estate: string;
  bounds: Record<Operation, number>;
  /** A sample a round. */
  samples: Record<Program, Record<Operation, Sample[]>>;
  state: Record<Program, StateSize>;
}

/** A refresh under a limit of requests a second. */
export interface LimitedResult {
  size: number;
  estate: string;
  requestsPerSecond: number;
  bound: number;
  samples: Record<Program, Sample[]>;
}

export interface Summary {
  /** Calls without the polls that the bound allows besides. */
  calls: number;
  sharedPolls: number;
  seconds: number;
  megabytes: number | undefined;
}

/** The medians of the rounds. */
export function summaryOf(samples: Sample[]): Summary {
  const bytes = samples.flatMap(({ peakBytes }) => peakBytes ?? []);
  return {
    calls: median(samples.map(({ calls }) => calls.all - calls.sharedPolls)),
    sharedPolls: median(samples.map(({ calls }) => calls.sharedPolls)),
    seconds: median(samples.map(({ milliseconds }) => milliseconds)) / 1000,
    megabytes: bytes.length === 0 ? undefined : median(bytes) / 1e6,
  };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const below = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  const above = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  return (below + above) / 2;
}
