import { matches, type Occasion, Occasions, type RequestFilter, type SeenRequest } from "../world/occasions";
import { generator } from "../world/random";

export type FaultKind =
  | "429"
  | "429-retry-after"
  | "503"
  /** The server answers 500 and does nothing. */
  | "500"
  /** The server does the work and answers 500. */
  | "500-after"
  /** The server answers as the rule says and does nothing. */
  | "answer"
  /** The server does the work and answers as the rule says. */
  | "answer-after"
  /** The server cuts the connection and does nothing. */
  | "cut-before"
  /** The server does the work and cuts the connection before the answer. */
  | "cut-after"
  | "slow"
  /** A page of a list comes in another order than the page before it. */
  | "moving-list"
  /** An install that this request creates stays pending until `release`. */
  | "stuck-pending";

export interface FaultRule extends Omit<Occasion, "share"> {
  kind: FaultKind;
  /** How many requests the fault strikes. Default 1. */
  times?: number;
  /** For "429-retry-after", default 1; for "answer", default none. */
  retryAfterSeconds?: number;
  /** For "slow". Default 100. */
  milliseconds?: number;
  /** For "answer" and "answer-after". Default 400. */
  status?: number;
  /** For "answer" and "answer-after". Default: none. */
  body?: unknown;
}

export interface RandomFaults extends RequestFilter {
  /** Default: all but "answer", "answer-after", "moving-list", "slow" and "stuck-pending". */
  kinds?: FaultKind[];
  /** Between 0 and 1, for each request. */
  probability: number;
}

const kindsByDefault: FaultKind[] = ["429", "429-retry-after", "503", "500", "500-after", "cut-before", "cut-after"];

/** The faults that strike requests. */
export class Faults {
  readonly #rules = new Occasions<FaultRule>();
  #random: (RandomFaults & { next: () => number }) | undefined;
  #release: (() => void)[] = [];

  add(rule: FaultRule): void {
    const onlyWhere = rule.kind === "stuck-pending" ? { method: "POST", path: "/installs" } : {};
    this.#rules.add({ times: 1, ...onlyWhere, ...rule });
  }

  /** Makes random faults strike. The same seed and the same requests meet the same faults. */
  seed(seed: number, random: RandomFaults): void {
    this.#random = { ...random, next: generator(seed) };
  }

  clear(): void {
    this.#rules.clear();
    this.#random = undefined;
    this.release();
  }

  /** Lets the installs that are stuck become active. */
  release(): void {
    for (const release of this.#release) release();
    this.#release = [];
  }

  onRelease(release: () => void): void {
    this.#release.push(release);
  }

  /** The fault that strikes this request. Undefined if none does. */
  strike(request: SeenRequest): FaultRule | undefined {
    return this.#rules.strike(request) ?? this.#strikeAtRandom(request);
  }

  #strikeAtRandom(request: SeenRequest): FaultRule | undefined {
    const random = this.#random;
    if (random === undefined || !matches(random, request) || random.next() >= random.probability) return undefined;
    const kinds = random.kinds ?? kindsByDefault;
    const kind = kinds[Math.floor(random.next() * kinds.length)];
    return kind === undefined ? undefined : { kind, retryAfterSeconds: 0, milliseconds: 20 };
  }
}
