import { Pace } from "../../../../provider/api/http/pace";
import { type Clock, WpEngineApi } from "../../../../provider/api";
import { simulated } from "../../../support/api-world";

/** A clock whose time goes on when everybody sleeps, so that many can wait at once and nobody really does. */
class SharedClock implements Clock {
  #now = 0;
  readonly #sleepers: { until: number; wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ until: this.#now + milliseconds, wake }));
  }

  async runUntil(done: Promise<unknown>): Promise<void> {
    const state = { isDone: false };
    void done.then(() => (state.isDone = true));
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.isDone) return;
      this.#sleepers.sort((one, other) => one.until - other.until);
      const next = this.#sleepers.shift();
      if (next === undefined) continue;
      this.#now = next.until;
      next.wake();
    }
  }
}

/** When the first requests have begun, those that begin before the first refusal comes back. */
const firstBurst = 200;

/**
 * Lets so many clients with one pace send so many requests to an API with a limit. Returns counts and the time it took.
 */
async function outcome(
  limit: { requests: number; within: number; retryAfter: boolean },
  requests: number,
  clients: number,
) {
  const clock = new SharedClock();
  const pace = new Pace(clock);
  const taken: number[] = [];
  let refused = 0;
  let refusedLater = 0;
  let most = 0;
  let inFlight = 0;

  const send = async (begun: number): Promise<boolean> => {
    most = Math.max(most, ++inFlight);
    const inWindow = taken.filter((time) => time > clock.now() - limit.within);
    const isTaken = inWindow.length < limit.requests;
    const free = (inWindow[0] ?? 0) + limit.within - clock.now();
    if (isTaken) taken.push(clock.now());
    await clock.sleep(40);
    inFlight--;
    if (isTaken) pace.taken(begun);
    else pace.refused(begun, limit.retryAfter ? free : undefined);
    if (!isTaken) refused++;
    if (!isTaken && begun > firstBurst) refusedLater++;
    return isTaken;
  };
  let left = requests;
  const client = async (): Promise<void> => {
    while (left-- > 0) while ((await pace.inTurn(Infinity, send))?.answer !== true);
  };
  await clock.runUntil(Promise.all(Array.from({ length: clients }, client)));
  return {
    taken: taken.length,
    refused,
    refusedLater,
    most,
    ideal: (requests / limit.requests) * limit.within,
    took: clock.now(),
  };
}

/**
 * The jitter of a backoff, which takes every size in turn: by chance it is short so often in a row that a bound is
 * passed.
 */
function evenJitter(): void {
  const goldenRatio = (Math.sqrt(5) - 1) / 2;
  let drawn = 0;
  jest.spyOn(Math, "random").mockImplementation(() => (drawn = (drawn + goldenRatio) % 1));
}

beforeEach(evenJitter);
afterEach(() => jest.restoreAllMocks());

describe.each([
  ["Retry-After", true],
  ["nothing but the refusal", false],
])("with %s", (_, retryAfter) => {
  test("the clients keep to a limit of ten a second, and need little more than the least time", async () => {
    const { taken, refused, took, ideal } = await outcome({ requests: 10, within: 1000, retryAfter }, 600, 8);
    expect(taken).toBe(600);
    expect(took / ideal).toBeLessThan(1.15);
    // As few as when a rate was learned from the very first refusal.
    expect(refused).toBeLessThanOrEqual(retryAfter ? 13 : 11);
  });

  test("the clients keep to a limit of a hundred a minute", async () => {
    const { taken, refused, took, ideal } = await outcome({ requests: 100, within: 60_000, retryAfter }, 500, 8);
    expect(taken).toBe(500);
    expect(took / ideal).toBeLessThan(1.4);
    expect(refused).toBeLessThanOrEqual(retryAfter ? 23 : 28);
  });

  test.each([1, 8, 30])("a limit of one in five seconds is found by %i clients with few refusals", async (clients) => {
    const limit = { requests: 1, within: 5000, retryAfter };
    const { taken, refused, refusedLater, took, ideal } = await outcome(limit, 30, clients);
    expect(taken).toBe(30);
    expect(refusedLater).toBeLessThanOrEqual(3);
    expect(refused).toBeLessThanOrEqual(8);
    expect(took / ideal).toBeLessThan(1.15);
  });
});

test("without a limit the pace holds down only the number of requests at the same time", async () => {
  const { refused, most } = await outcome({ requests: Infinity, within: 1000, retryAfter: false }, 500, 64);
  expect({ refused, most }).toEqual({ refused: 0, most: 16 });
});

/** Sends 300 requests to an API that refuses those of these numbers, and returns the time that they took. */
async function timeWithStray(...refused: number[]): Promise<number> {
  const clock = new SharedClock();
  const pace = new Pace(clock);
  let sent = 0;
  const send = async (begun: number): Promise<boolean> => {
    const isTaken = !refused.includes(++sent);
    await clock.sleep(600);
    if (isTaken) pace.taken(begun);
    else pace.refused(begun, undefined);
    return isTaken;
  };
  const one = async (): Promise<void> => {
    while ((await pace.inTurn(Infinity, send))?.answer !== true);
  };
  await clock.runUntil(Promise.all(Array.from({ length: 300 }, one)));
  return clock.now();
}

test.each([1, 2, 20, 150])("one stray refusal, the %i. answer, costs 300 requests little time", async (stray) => {
  expect((await timeWithStray(stray)) / (await timeWithStray())).toBeLessThan(1.5);
});

test("against the simulator's limit every one of many requests succeeds in the end, and the API refuses few", async () => {
  const simulator = await simulated({ requestsPerSecond: 20 });
  const { url: baseUrl, username, password } = simulator;
  const api = new WpEngineApi({ baseUrl, username, password });
  const answers = await Promise.all(Array.from({ length: 80 }, () => api.user.get()));
  expect(answers).toHaveLength(80);
  const refused = simulator.requests.all().filter(({ status }) => status === 429);
  expect(refused.length).toBeLessThan(40);
});
