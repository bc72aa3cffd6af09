import { systemClock } from "../../../../provider/api";
import { Pace } from "../../../../provider/api/http/pace";
import { type Simulator } from "../../../../simulator";
import { FakeClock } from "../../../support/fake-clock";
import { clientOf, failureOf, simulated } from "../../../support/api-world";

let simulator: Simulator;
let clock: FakeClock;
beforeEach(async () => {
  simulator = await simulated();
  clock = new FakeClock();
});

const client = (requestsPerSecond?: number) => clientOf(simulator, { clock, requestsPerSecond });

describe("with a number of requests a second", () => {
  test("requests one after another begin that far apart", async () => {
    const api = client(4);
    for (let count = 0; count < 4; count++) await api.user.get();
    expect(clock.waits).toEqual([250, 250, 250]);
  });

  test("requests at the same time begin that far apart", async () => {
    const api = client(4);
    await Promise.all([api.user.get(), api.status.get(), api.sites.list(), api.installs.list()]);
    expect(clock.waits).toEqual([250, 250, 250]);
  });

  test("requests begin seconds apart with fewer than one a second", async () => {
    const api = client(0.2);
    await api.user.get();
    await api.user.get();
    expect(clock.waits).toEqual([5000]);
  });

  test("a request that comes later than its turn does not wait", async () => {
    const api = client(4);
    await api.user.get();
    await clock.sleep(250);
    await api.user.get();
    expect(clock.waits).toEqual([250]);
  });

  test("a pause saves up no requests", async () => {
    const api = client(4);
    await api.user.get();
    await clock.sleep(60_000);
    await api.user.get();
    await api.user.get();
    expect(clock.waits).toEqual([60_000, 250]);
  });

  test("repeated requests wait for their turn too", async () => {
    simulator.faults.add({ kind: "429-retry-after", retryAfterSeconds: 1, times: 2 });
    await client(0.5).user.get();
    expect(clock.waits).toEqual([2000, 2000]);
  });

  test("the pages of a list wait for their turn too", async () => {
    const { id: accountId } = simulator.estate.addAccount({ name: "acme" });
    for (let index = 0; index < 150; index++) simulator.estate.addSite({ accountId, name: `Site ${index}` });
    await client(4).sites.list();
    expect(clock.waits).toEqual([250]);
  });

  test("requests with a deadline share the pace of those without", async () => {
    const api = client(4);
    await api.user.get();
    await api.until(clock.now() + 10_000).user.get();
    expect(clock.waits).toEqual([250]);
  });

  test("a request that gives up its turn leaves the turn to others", async () => {
    const api = client(4);
    await api.user.get();
    await failureOf(api.until(clock.now() + 100).user.get());
    await api.user.get();
    expect(clock.waits).toEqual([250]);
  });
});

test("without a number no request waits", async () => {
  const api = client();
  await Promise.all(Array.from({ length: 20 }, () => api.user.get()));
  expect(clock.waits).toEqual([]);
});

test("the system's clock says what time it is", () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
});

describe("the system's clock", () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate"] }));
  afterEach(() => jest.useRealTimers());

  test("does not go back when somebody sets the time back", () => {
    const began = systemClock.now();
    jest.setSystemTime(1234);
    jest.advanceTimersByTime(5000);
    expect(systemClock.now() - began).toBe(5000);
  });

  test("sleeps as long as it is told", async () => {
    const began = systemClock.now();
    const sleeping = systemClock.sleep(5000, new AbortController().signal);
    jest.advanceTimersToNextTimer();
    await sleeping;
    expect(systemClock.now() - began).toBe(5000);
  });

  test.each<[string, (controller: AbortController) => unknown]>([
    ["before", (controller) => controller.abort(new Error("The engine is gone."))],
    ["meanwhile", (controller) => setImmediate(() => controller.abort(new Error("The engine is gone.")))],
  ])("wakes with the reason when it is aborted %s", async (_, abort) => {
    const controller = new AbortController();
    abort(controller);
    await expect(systemClock.sleep(5000, controller.signal)).rejects.toThrow("The engine is gone.");
  });

  test("leaves no timer behind when it is aborted", async () => {
    await failureOf(systemClock.sleep(5000, AbortSignal.abort(new Error("The engine is gone."))));
    expect(jest.getTimerCount()).toBe(0);
  });
});

test("a request that has no time until the API accepts requests again does not queue behind others that have", async () => {
  const stopped = { now: () => clock.now(), sleep: () => new Promise<void>(() => undefined) };
  const pace = new Pace(stopped);
  pace.refused(clock.now(), 1_200_000);
  const places = Array.from({ length: 16 }, () => pace.inTurn(Infinity, async () => undefined));
  expect(await pace.inTurn(clock.now() + 120_000, async () => "sent")).toBeUndefined();
  expect(places).toHaveLength(16);
});
