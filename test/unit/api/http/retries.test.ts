import { type Endpoints, waitBefore } from "../../../../provider/api";
import { agencyId, type FaultKind, type Simulator } from "../../../../simulator";
import { FakeClock } from "../../../support/fake-clock";
import { answering, clientOf, failureOf, inTurn, simulated } from "../../../support/api-world";

const methods: Record<string, (api: Endpoints) => Promise<unknown>> = {
  GET: (api) => api.sites.get("acme"),
  POST: (api) => api.sites.create({ account_id: agencyId, name: "New" }),
  PATCH: (api) => api.sites.update("acme", { name: "Renamed" }),
  DELETE: (api) => api.sites.delete("acme"),
};
/** POSTs that do no more work when a client sends them twice. */
const repeatable: Record<string, (api: Endpoints) => Promise<unknown>> = {
  "purge_cache POST": (api) => api.cache.purge("acme", "page"),
  "check_status POST": (api) => api.domains.checkStatus("acme", "apex"),
};
const calls = { ...methods, ...repeatable };
const every = Object.keys(calls);
const allBut = (unwanted: string) => every.filter((method) => method !== unwanted);

let simulator: Simulator;
let clock: FakeClock;
beforeEach(async () => {
  simulator = await simulated();
  simulator.estate.addSite({ id: "acme", accountId: agencyId, name: "Acme" });
  simulator.estate.addInstall({ id: "acme", accountId: agencyId, name: "acme" });
  simulator.estate.addDomain({ id: "apex", installId: "acme", name: "acme.com" });
  clock = new FakeClock();
});
afterEach(() => jest.restoreAllMocks());

const call = (method: string, retries = 4) => calls[method]!(clientOf(simulator, { clock, retries }));
const strike = (kind: FaultKind, times: number) => simulator.faults.add({ kind, times });
const statuses = () => simulator.requests.all().map(({ status }) => (Number(status) < 300 ? "done" : status));

describe.each(every)("a %s", (method) => {
  test("waits out 429, even without retries", async () => {
    strike("429", 3);
    await call(method, 0);
    expect(statuses()).toEqual([429, 429, 429, "done"]);
  });

  test("leaves the API alone for as long as Retry-After says", async () => {
    simulator.faults.add({ kind: "429-retry-after", retryAfterSeconds: 7, times: 2 });
    await call(method);
    expect(clock.waits).toEqual([7000, 7000]);
  });
});

test.each(allBut("POST"))("a %s waits out 503, even without retries", async (method) => {
  strike("503", 3);
  await call(method, 0);
  expect(statuses()).toEqual([503, 503, 503, "done"]);
});

test("the client does not send a POST again after 503, since the API may have done the work", async () => {
  strike("503", 1);
  const error = await failureOf(call("POST"));
  expect({ error, statuses: statuses() }).toMatchObject({ error: { status: 503 }, statuses: [503] });
});

test.each(allBut("POST"))("a %s is repeated after the connection was cut", async (method) => {
  strike("cut-before", 2);
  await call(method);
  expect(statuses()).toEqual(["cut", "cut", "done"]);
});

test.each(allBut("POST"))("a %s is repeated no more often than the retries allow", async (method) => {
  strike("cut-before", 9);
  const error = await failureOf(call(method, 2));
  expect({ error, statuses: statuses() }).toMatchObject({
    error: { name: "NoAnswerError", code: "ECONNRESET" },
    statuses: ["cut", "cut", "cut"],
  });
});

test("the client does not repeat a POST after a cut connection, since the API may have done the work", async () => {
  strike("cut-after", 1);
  const error = await failureOf(call("POST"));
  expect({ error, statuses: statuses() }).toMatchObject({ error: { sent: true }, statuses: ["cut"] });
});

test.each(every)("a %s that never left this machine is repeated", async (method) => {
  await simulator.close();
  simulator.close = async () => undefined;
  const error = await failureOf(call(method, 3));
  expect({ error, waits: clock.waits.length }).toMatchObject({
    error: { code: "ECONNREFUSED", sent: false },
    waits: 3,
  });
});

test.each([500, 502, 504])("a GET that is answered %i is repeated as often as the retries allow", async (status) => {
  const server = await answering({ status });
  const error = await failureOf(clientOf(server, { retries: 3 }).user.get());
  expect({ error, requests: server.requests.length }).toMatchObject({ error: { status }, requests: 1 + 3 });
});

const passing = [408, 425, 502, 504, 520, 521, 524, 526, 530];
const rows = passing.flatMap((status) => allBut("POST").map((method) => [method, status] as const));

test.each(rows)("a %s that is answered %i is repeated", async (method, status) => {
  simulator.faults.add({ kind: "answer", status, times: 2 });
  await call(method);
  expect(statuses()).toEqual([status, status, "done"]);
});

test.each(passing)("a POST that is answered %i is not repeated, since it may have worked", async (status) => {
  simulator.faults.add({ kind: "answer", status });
  const error = await failureOf(call("POST"));
  expect({ error, statuses: statuses() }).toMatchObject({ error: { status }, statuses: [status] });
});

test.each(["POST", "PATCH", "DELETE", ...Object.keys(repeatable)])("a %s is not repeated after 500", async (method) => {
  strike("500", 1);
  const error = await failureOf(call(method));
  expect({ error, statuses: statuses() }).toMatchObject({ error: { status: 500 }, statuses: [500] });
});

test("429 and 503 do not use up the retries", async () => {
  const [busy, away, broken] = [{ status: 429 }, { status: 503 }, { status: 500 }];
  const server = await answering(inTurn(busy, broken, away, busy, broken, away, { body: { id: "pia" } }));
  await clientOf(server, { retries: 2 }).user.get();
  expect(server.requests).toHaveLength(7);
});

test.each([400, 401, 403, 404, 407, 409, 410, 501, 519, 531])("%i is final", async (status) => {
  const server = await answering({ status });
  await failureOf(clientOf(server).user.get());
  expect(server.requests).toHaveLength(1);
});

test("each page of a list has retries of its own", async () => {
  for (let index = 0; index < 100; index++) simulator.estate.addSite({ accountId: agencyId, name: `Site ${index}` });
  simulator.faults.add({ kind: "500", times: 2 });
  simulator.faults.add({ kind: "500", times: 2, after: 1 });
  await clientOf(simulator, { clock, retries: 2 }).sites.list();
  expect(statuses()).toEqual([500, 500, "done", 500, 500, "done"]);
});

describe("without Retry-After", () => {
  test.each([
    ["half of it at the least", 0, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]],
    ["all of it at the most", 1, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]],
  ])("the wait doubles up to a minute: %s", async (_, random, waits) => {
    jest.spyOn(Math, "random").mockReturnValue(random);
    strike("429", 8);
    await call("GET");
    expect(clock.waits).toEqual(waits);
  });

  test("a wait stays within a minute, however many waits there were before", () => {
    jest.spyOn(Math, "random").mockReturnValue(1);
    expect(waitBefore(5000, undefined)).toBe(60_000);
  });
});

describe("Retry-After", () => {
  const waitsFor = async (header: string) => {
    jest.spyOn(Math, "random").mockReturnValue(1);
    const busy = { status: 503, headers: { "Retry-After": header } };
    const server = await answering(inTurn(busy, { body: { id: "pia" } }));
    await clientOf(server, { clock, timeout: 90_000_000 }).user.get();
    return clock.waits;
  };

  test.each([
    ["a number of seconds", "12", 12_000],
    ["a fraction of seconds", "0.5", 500],
    ["a date", "Thu, 01 Jan 2026 00:01:30 GMT", 90_000],
    ["a date in seconds since 1970", "1767225690", 90_000],
    ["a date in milliseconds since 1970", "1767225690000", 90_000],
    ["a day", "86400", 86_400_000],
  ])("may be %s", async (_, header, milliseconds) => {
    expect(await waitsFor(header)).toEqual([milliseconds]);
  });

  test.each([
    ["of no seconds", "0"],
    ["of fewer", "-5"],
    ["of a date that is over", "Wed, 31 Dec 2025 23:59:00 GMT"],
    ["that is neither", "soon"],
    ["that is empty", ""],
    ["of more than a day", "86401"],
    ["of an age", "999999999"],
    ["of more than there is", "1e400"],
    ["of a date in seconds that is over", "1767225500"],
    ["of a date in seconds years ahead", "1900000000"],
    ["of a date years ahead", "Fri, 01 Jan 2044 00:00:00 GMT"],
  ])("%s counts as none", async (_, header) => {
    expect(await waitsFor(header)).toEqual([1000]);
  });

  test.each(["999999999", "1900000000", "1767225690"])("of %s to a refusal ends no run", async (header) => {
    const busy = { status: 429, headers: { "Retry-After": header } };
    const server = await answering(inTurn(busy, { body: { id: "pia" } }));
    await clientOf(server, { clock }).user.get();
    expect(server.requests).toHaveLength(2);
  });
});
