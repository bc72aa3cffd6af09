import { type Operation } from "./bound";
import { type Sample } from "./sample";
import { type Pace, type Program, type StateSize } from "./stack";

/** All results, as docs/bench.json keeps them. */
export interface Results {
  /** The machine on which they were measured. */
  machine: string;
  pace: Pace;
  sizes: SizeResult[];
  limited?: LimitedResult;
}

/** The results of all operations on an estate of one size. */
export interface SizeResult {
  size: number;
  /** How many resources of each kind the estate has, in words. */
  estate: string;
  bounds: Record<Operation, number>;
  /** One sample of each round. */
  samples: Record<Program, Record<Operation, Sample[]>>;
  state: Record<Program, StateSize>;
}

/** The results of a refresh under a limit of requests a second. */
export interface LimitedResult {
  size: number;
  estate: string;
  requestsPerSecond: number;
  bound: number;
  samples: Record<Program, Sample[]>;
}

export interface Summary {
  /** The requests without the shared polls, which the bound allows besides. */
  requests: number;
  sharedPolls: number;
  seconds: number;
  megabytes: number | undefined;
}

/** The medians of the rounds. */
export function summaryOf(samples: Sample[]): Summary {
  const bytes = samples.flatMap(({ peakBytes }) => peakBytes ?? []);
  return {
    requests: median(samples.map(({ requests }) => requests.all - requests.sharedPolls)),
    sharedPolls: median(samples.map(({ requests }) => requests.sharedPolls)),
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
