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

// The waits are as long as the API says, so that the last request has time for its answer.
const busy = () => simulator.faults.add({ kind: "429-retry-after", times: Infinity });
const client = (options = {}) => clientOf(simulator, { clock, ...options });
const create = (api: ReturnType<typeof client>["sites"]) => api.create({ account_id: agencyId, name: "New" });

describe("a deadline", () => {
  test("ends a request that waits, with the last failure", async () => {
    busy();
    const error = (await failureOf(
      client()
        .until(clock.now() + 10_000)
        .user.get(),
    )) as OutOfTimeError;
    expect(error.last).toMatchObject({ name: "ApiAnswerError", status: 429 });
  });

  test("ends a request with the words of the last answer, and says that the time is over", async () => {
    const server = await answering({ status: 429, headers: { "Retry-After": "1" }, body: { message: "Slow down" } });
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

  test("has not passed when a request gives up", async () => {
    busy();
    const deadline = clock.now() + 10_000;
    await failureOf(client().until(deadline).user.get());
    expect(clock.now()).toBeLessThan(deadline);
  });

  test("before the end of Retry-After ends a request without a wait", async () => {
    simulator.faults.add({ kind: "429-retry-after", retryAfterSeconds: 3600 });
    await failureOf(
      client()
        .until(clock.now() + 10_000)
        .user.get(),
    );
    expect(clock.waits).toEqual([]);
  });

  test("ends the repetitions after cut connections too", async () => {
    simulator.faults.add({ kind: "cut-before", times: Infinity });
    const error = await failureOf(
      client({ retries: Infinity })
        .until(clock.now() + 10_000)
        .user.get(),
    );
    expect(error).toMatchObject({ name: "OutOfTimeError", last: { name: "NoAnswerError", code: "ECONNRESET" } });
  });

  test("that is over keeps a request from being sent", async () => {
    const error = await failureOf(create(client().until(clock.now()).sites));
    expect({ error, requests: simulator.requests.count() }).toMatchObject({
      error: { name: "OutOfTimeError", message: expect.stringContaining("not sent in time") as unknown },
      requests: 0,
    });
  });

  test("that is over ends a request with an error that says the API has not handled it", async () => {
    expect(mayHaveBeenHandled(await failureOf(create(client().until(clock.now()).sites)))).toBe(false);
  });

  test("before a request's turn ends the request without a wait", async () => {
    const api = client({ requestsPerSecond: 0.1 });
    await api.user.get();
    const error = await failureOf(api.until(clock.now() + 9000).user.get());
    expect({ error, waits: clock.waits }).toMatchObject({ error: { name: "OutOfTimeError" }, waits: [] });
  });

  test("of one request leaves other requests alone", async () => {
    const api = client();
    await failureOf(api.until(clock.now()).user.get());
    expect(await api.user.get()).toMatchObject({ first_name: "Olga" });
  });
});

test("a request without a deadline ends after the client's time-out", async () => {
  busy();
  const began = clock.now();
  const error = await failureOf(client({ timeout: 30_000 }).user.get());
  expect({ ended: error instanceof OutOfTimeError, inTime: clock.now() < began + 30_000 }).toEqual({
    ended: true,
    inTime: true,
  });
});

describe("the time-out of one request ends", () => {
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

  test("a request at the deadline, if that is earlier", async () => {
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

  test("keeps a request from being sent", async () => {
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

  test("ends a request under way, and the client does not repeat it", async () => {
    const controller = new AbortController();
    const server = await answering(() => {
      controller.abort(reason);
      return undefined;
    });
    const error = await failureOf(clientOf(server, { signal: controller.signal }).user.get());
    expect({ error, requests: server.requests.length }).toEqual({ error: reason, requests: 1 });
  });
});
