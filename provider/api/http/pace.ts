import { type Clock } from "./clock";
import { Limit } from "./limit";
import { otherRequests, type RequestKind } from "./kinds";

const inFlightAtFirst = 2;

/** A request that waits for its turn. */
interface Waiting {
  deadline: number;
  limits: Limit[];
  begin: (now: number | undefined) => void;
  fail: (reason: Error) => void;
}

/**
 * Decides when each request may begin, and how many are under way together. The pace learns the API's limits from
 * refusals (429). A refusal holds back the requests of its kind, because the API limits some kinds on their own. A
 * second refusal within that pause, of another kind or of a GET, shows a general limit, and holds back all requests.
 */
export class Pace {
  readonly #all: Limit;
  readonly #kinds = new Map<string, Limit>();
  #waiting: Waiting[] = [];
  #wakes = Infinity;

  constructor(
    private readonly clock: Clock,
    most = Infinity,
    private readonly signal?: AbortSignal,
  ) {
    this.#all = new Limit(clock, inFlightAtFirst, most);
  }

  /**
   * Sends a request when its turn comes. Returns undefined as soon as it is certain that the turn comes after the
   * deadline.
   */
  async inTurn<T>(
    deadline: number,
    send: (begun: number) => Promise<T>,
    kind: RequestKind = otherRequests,
  ): Promise<{ answer: T } | undefined> {
    const limits = [this.#all, this.#limitOf(kind)];
    const begun = await new Promise<number | undefined>((begin, fail) => {
      const waiting = { deadline, limits, begin, fail };
      if (opensFor(waiting, this.clock.now()) >= deadline) begin(undefined);
      else this.#waiting.push(waiting);
      this.#advance();
    });
    if (begun === undefined) return undefined;
    try {
      return { answer: await send(begun) };
    } finally {
      for (const limit of limits) limit.leave();
      this.#advance();
    }
  }

  /** The API took a request that began then: it did not answer 429. */
  taken(begun = this.clock.now(), kind: RequestKind = otherRequests): void {
    this.#all.taken(begun);
    this.#limitOf(kind).taken(begun);
  }

  /** The API refused a request that began then, because there were too many. The API may have said how long to wait. */
  refused(begun: number, retryAfter: number | undefined, kind: RequestKind = otherRequests): void {
    const own = this.#limitOf(kind);
    const isGeneral = [...this.#kinds.values()].some((limit) => limit.isHeld && (limit !== own || kind.isRead));
    own.refused(begun, retryAfter);
    if (isGeneral) this.#all.refused(begun, retryAfter);
  }

  #limitOf({ name }: RequestKind): Limit {
    const limit = this.#kinds.get(name) ?? new Limit(this.clock);
    this.#kinds.set(name, limit);
    return limit;
  }

  /** Begins every request that may begin, in the order in which they came. A request that ends calls this again. */
  #advance(): void {
    const now = this.clock.now();
    const waiting = this.#waiting;
    const held: Waiting[] = [];
    let wake = Infinity;
    let seen = 0;
    while (seen < waiting.length && this.#all.hasPlace) {
      const one = waiting[seen++] as Waiting;
      const opens = opensFor(one, now);
      if (opens >= one.deadline) {
        one.begin(undefined);
      } else if (opens > now || !one.limits.every((limit) => limit.hasPlace)) {
        if (opens > now) wake = Math.min(wake, opens);
        held.push(one);
      } else {
        for (const limit of one.limits) limit.enter(now);
        one.begin(now);
      }
    }
    this.#waiting = [...held, ...waiting.slice(seen)];
    if (wake < this.#wakes) void this.#advanceAt(wake, now);
  }

  async #advanceAt(time: number, now: number): Promise<void> {
    this.#wakes = time;
    try {
      await this.clock.sleep(time - now, this.signal);
      this.#wakes = Infinity;
      this.#advance();
    } catch (reason) {
      this.#wakes = Infinity;
      for (const { fail } of this.#waiting.splice(0)) fail(reason as Error);
    }
  }
}

const opensFor = ({ limits }: Waiting, now: number): number => Math.max(now, ...limits.map((limit) => limit.opens));
