import { mayHaveBeenHandled, OutOfTimeError } from "../../../../provider/api";
import { agencyId, type Simulator } from "../../../../simulator";
import { FakeClock } from "../../../support/fake-clock";
import { answering, clientOf, failureOf, simulated } from "../../../support/api-world";

let simulator: Simulator;
let clock: FakeClock;
beforeEach(async () => {
  simulator = await simulated();
  clock = new FakeClock();
});

const busy = () => simulator.faults.add({ kind: "429", times: Infinity });
const client = (options = {}) => clientOf(simulator, { clock, ...options });
const create = (api: ReturnType<typeof client>["sites"]) => api.create({ account_id: agencyId, name: "New" });

describe("a deadline", () => {
  test("ends a call that waits, with the last that went wrong", async () => {
    busy();
    const error = (await failureOf(
      client()
        .until(clock.now() + 10_000)
        .user.get(),
    )) as OutOfTimeError;
    expect(error.last).toMatchObject({ name: "ApiAnswerError", status: 429 });
  });

  test("ends it with the words of the last answer, and that time is over", async () => {
    const server = await answering({ status: 429, body: { message: "Slow down" } });
    const error = await failureOf(
      clientOf(server, { clock })
        .until(clock.now() + 10_000)
        .user.get(),
    );
    expect(error).toMatchObject({
      name: "OutOfTimeError",
      message: "GET /user answered 429: Slow down The time allowed is over.",
    });
  });

  test("is never passed by waiting", async () => {
    busy();
    const deadline = clock.now() + 10_000;
    await failureOf(client().until(deadline).user.get());
    expect(clock.now()).toBeLessThan(deadline);
  });

  test("that Retry-After lies behind ends the call without a wait", async () => {
    simulator.faults.add({ kind: "429-retry-after", retryAfterSeconds: 3600 });
    await failureOf(
      client()
        .until(clock.now() + 10_000)
        .user.get(),
    );
    expect(clock.waits).toEqual([]);
  });

  test("ends the repeating of a cut connection too", async () => {
    simulator.faults.add({ kind: "cut-before", times: Infinity });
    const error = await failureOf(
      client({ retries: Infinity })
        .until(clock.now() + 10_000)
        .user.get(),
    );
    expect(error).toMatchObject({ name: "OutOfTimeError", last: { name: "NoAnswerError", code: "ECONNRESET" } });
  });

  test("that is over lets nothing be sent", async () => {
    const error = await failureOf(create(client().until(clock.now()).sites));
    expect({ error, requests: simulator.requests.count() }).toMatchObject({
      error: { name: "OutOfTimeError", message: expect.stringContaining("not sent in time") as unknown },
      requests: 0,
    });
  });

  test("that is over leaves no doubt that nothing was done", async () => {
    expect(mayHaveBeenHandled(await failureOf(create(client().until(clock.now()).sites)))).toBe(false);
  });

  test("that comes before a request's turn ends the call without a wait", async () => {
    const api = client({ requestsPerSecond: 0.1 });
    await api.user.get();
    const error = await failureOf(api.until(clock.now() + 9000).user.get());
    expect({ error, waits: clock.waits }).toMatchObject({ error: { name: "OutOfTimeError" }, waits: [] });
  });

  test("of one call leaves those of others alone", async () => {
    const api = client();
    await failureOf(api.until(clock.now()).user.get());
    expect(await api.user.get()).toMatchObject({ first_name: "Olga" });
  });
});

test("a call without a deadline ends after its own time", async () => {
  busy();
  const began = clock.now();
  const error = await failureOf(client({ timeout: 30_000 }).user.get());
  expect({ ended: error instanceof OutOfTimeError, inTime: clock.now() < began + 30_000 }).toEqual({
    ended: true,
    inTime: true,
  });
});

describe("the time that one request may take ends", () => {
  const ended = { name: "NoAnswerError", code: "ETIMEDOUT", sent: true };

  test("a request that nobody answers", async () => {
    const server = await answering(() => undefined);
    expect(await failureOf(clientOf(server, { requestTimeout: 400, retries: 0 }).user.get())).toMatchObject(ended);
  });

  test("a request that nobody answers and nobody aborts", async () => {
    const server = await answering(() => undefined);
    const { signal } = new AbortController();
    expect(await failureOf(clientOf(server, { requestTimeout: 400, retries: 0, signal }).user.get())).toMatchObject(
      ended,
    );
  });

  test("an answer that never comes to its end", async () => {
    const server = await answering((_, response) => {
      const drip = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(drip));
      return undefined;
    });
    expect(await failureOf(clientOf(server, { requestTimeout: 400, retries: 0 }).user.get())).toMatchObject(ended);
  });

  test("a POST once, since it may have worked", async () => {
    const server = await answering(() => undefined);
    await failureOf(create(clientOf(server, { requestTimeout: 400 }).sites));
    expect(server.requests).toHaveLength(1);
  });

  test("with the deadline, where that is earlier", async () => {
    const server = await answering(() => undefined);
    const error = await failureOf(
      clientOf(server, { clock })
        .until(clock.now() + 400)
        .user.get(),
    );
    expect(error).toMatchObject({ name: "OutOfTimeError", last: ended });
  });
});

describe("an aborted signal", () => {
  const reason = new Error("The engine is gone.");

  test("lets nothing be sent", async () => {
    const error = await failureOf(client({ signal: AbortSignal.abort(reason) }).user.get());
    expect({ error, requests: simulator.requests.count() }).toEqual({ error: reason, requests: 0 });
  });

  test("ends a wait between two requests", async () => {
    busy();
    const controller = new AbortController();
    clock = new FakeClock(() => controller.abort(reason));
    const error = await failureOf(client({ signal: controller.signal }).user.get());
    expect({ error, requests: simulator.requests.count() }).toEqual({ error: reason, requests: 1 });
  });

  test("ends a wait for a request's turn", async () => {
    const controller = new AbortController();
    clock = new FakeClock(() => controller.abort(reason));
    const api = client({ signal: controller.signal, requestsPerSecond: 1 });
    await api.user.get();
    const error = await failureOf(api.user.get());
    expect({ error, requests: simulator.requests.count() }).toEqual({ error: reason, requests: 1 });
  });

  test("ends a request under way, which is not repeated", async () => {
    const controller = new AbortController();
    const server = await answering(() => {
      controller.abort(reason);
      return undefined;
    });
    const error = await failureOf(clientOf(server, { signal: controller.signal }).user.get());
    expect({ error, requests: server.requests.length }).toEqual({ error: reason, requests: 1 });
  });
});
