import { agencyId, type FaultKind, type Simulator, startSimulator } from "../../../../simulator";
import { ask, askEach } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ durations: { install: 0 } });
});
afterEach(() => simulator.close());

const create = (name = "Acme") => ask(simulator, "POST /sites", { account_id: agencyId, name });
const names = () => [...simulator.estate.sites.values()].map(({ name }) => name);
const statuses = async (...operations: string[]) => (await askEach(simulator, operations)).map(({ status }) => status);
const list = "GET /sites";

describe.each<[FaultKind, number]>([
  ["429", 429],
  ["429-retry-after", 429],
  ["503", 503],
  ["500", 500],
])("the fault %s", (kind, status) => {
  beforeEach(() => simulator.faults.add({ kind }));

  test("is answered with its status", async () => {
    expect(await create()).toMatchObject({ status });
  });

  test("does nothing", async () => {
    await create();
    expect(names()).toEqual([]);
  });
});

test("the fault 500-after does the work and answers 500", async () => {
  simulator.faults.add({ kind: "500-after" });
  const { status } = await create();
  expect({ status, names: names() }).toEqual({ status: 500, names: ["Acme"] });
});

test.each([
  ["as told", { status: 404, body: { message: "No" } }, { status: 404, body: { message: "No" } }],
  ["with 400 and no body unless told otherwise", {}, { status: 400, body: undefined }],
])("the fault answer is answered %s, with nothing done", async (_, told, answered) => {
  simulator.faults.add({ kind: "answer", ...told });
  const { status, body } = await create();
  expect({ status, body, names: names() }).toEqual({ ...answered, names: [] });
});

test("the fault answer sends the Retry-After of its rule", async () => {
  simulator.faults.add({ kind: "answer", status: 503, retryAfterSeconds: 3600 });
  expect((await fetch(`${simulator.url}/status`)).headers.get("Retry-After")).toBe("3600");
});

test.each<[FaultKind, string[]]>([
  ["cut-before", []],
  ["cut-after", ["Acme"]],
])("the fault %s cuts the connection, with %j done", async (kind, done) => {
  simulator.faults.add({ kind });
  const answered = await create().then(
    () => true,
    () => false,
  );
  expect({ answered, names: names() }).toEqual({ answered: false, names: done });
});

test("the request log has a cut request as cut", async () => {
  simulator.faults.add({ kind: "cut-after" });
  await create().catch(() => undefined);
  expect(simulator.requests.all()).toMatchObject([{ method: "POST", path: "/sites", status: "cut" }]);
});

test("a slow request is overtaken by a quick one", async () => {
  simulator.faults.add({ kind: "slow", path: "/sites", milliseconds: 100 });
  await Promise.all([ask(simulator, list), ask(simulator, "GET /user")]);
  expect(simulator.requests.all().map(({ path }) => path)).toEqual(["/user", "/sites"]);
});

test("a slow request is answered as any other", async () => {
  simulator.faults.add({ kind: "slow", milliseconds: 1 });
  expect(await create()).toMatchObject({ status: 201, body: { name: "Acme" } });
});

test("an API that takes longer than its client waits has not answered", async () => {
  simulator.durations.response = 100;
  const answer = fetch(`${simulator.url}/status`, { signal: AbortSignal.timeout(20) });
  await expect(answer).rejects.toThrow("aborted due to timeout");
});

test.each([
  [undefined, "1"],
  [7, "7"],
])("with retryAfterSeconds %s Retry-After is %s", async (retryAfterSeconds, header) => {
  simulator.faults.add({ kind: "429-retry-after", retryAfterSeconds });
  const { headers } = await ask(simulator, list);
  expect(headers.get("Retry-After")).toBe(header);
});

test.each<FaultKind>(["429", "503"])("a %s does not say when to come again", async (kind) => {
  simulator.faults.add({ kind });
  const { headers } = await ask(simulator, list);
  expect(headers.has("Retry-After")).toBe(false);
});

test("a refusal of the gateway has no body, or a page, or JSON", async () => {
  simulator.faults.add({ kind: "503", times: 3 });
  const answers = await askEach(simulator, [list, list, list]);
  const page = "<html>Try again later</html>";
  expect(answers.map(({ body }) => body)).toEqual([undefined, page, { message: "Try again later" }]);
});

describe("an install that is stuck pending", () => {
  const stuck = async () => {
    const { id } = simulator.estate.addSite({ accountId: agencyId, name: "Acme" });
    simulator.faults.add({ kind: "stuck-pending", method: "POST", path: "/installs" });
    const wanted = { name: "acme", account_id: agencyId, site_id: id, environment: "production" };
    await ask(simulator, "POST /installs", wanted);
    return `GET /installs/${simulator.estate.install("acme").id}`;
  };

  test("stays so", async () => {
    expect(await ask(simulator, await stuck())).toMatchObject({ body: { status: "pending" } });
  });

  test.each(["release", "clear"] as const)("is active after %s", async (way) => {
    const operation = await stuck();
    simulator.faults[way]();
    expect(await ask(simulator, operation)).toMatchObject({ body: { status: "active" } });
  });
});

describe("a fault strikes", () => {
  test("one request unless told otherwise", async () => {
    simulator.faults.add({ kind: "500" });
    expect(await statuses(list, list)).toEqual([500, 200]);
  });

  test("as many requests as it is told to, after those it lets pass", async () => {
    simulator.faults.add({ kind: "500", after: 1, times: 2 });
    expect(await statuses(list, list, list, list)).toEqual([200, 500, 500, 200]);
  });

  test("the requests of its method", async () => {
    simulator.faults.add({ kind: "500", method: "DELETE" });
    expect(await statuses(list, "DELETE /sites/missing")).toEqual([200, 500]);
  });

  test("the requests of its path, whole", async () => {
    simulator.faults.add({ kind: "500", path: "/sites" });
    expect(await statuses("GET /sites/missing", list)).toEqual([404, 500]);
  });

  test("the requests whose path its expression matches", async () => {
    simulator.faults.add({ kind: "500", path: /^\/sites\/.+$/ });
    expect(await statuses(list, "GET /sites/missing")).toEqual([200, 500]);
  });

  test("no more once all are cleared", async () => {
    simulator.faults.add({ kind: "500" });
    simulator.faults.clear();
    expect(await statuses(list)).toEqual([200]);
  });
});

test("two faults strike one after the other", async () => {
  simulator.faults.add({ kind: "500" });
  simulator.faults.add({ kind: "503" });
  expect(await statuses(list, list, list)).toEqual([500, 503, 200]);
});

describe("random faults", () => {
  /** The statuses that forty requests meet with a new log. */
  async function fortyWith(seed: number, random: Parameters<Simulator["faults"]["seed"]>[1]) {
    simulator.faults.seed(seed, random);
    simulator.requests.clear();
    for (let count = 0; count < 40; count++) await ask(simulator, list).catch(() => "cut");
    return simulator.requests.all().map(({ status }) => status);
  }

  test("are the same for the same seed", async () => {
    const first = await fortyWith(7, { probability: 0.5 });
    expect(await fortyWith(7, { probability: 0.5 })).toEqual(first);
  });

  test("are others for another seed", async () => {
    const first = await fortyWith(7, { probability: 0.5 });
    expect(await fortyWith(8, { probability: 0.5 })).not.toEqual(first);
  });

  test("are of all kinds unless told otherwise, and leave some requests alone", async () => {
    const met = await fortyWith(7, { probability: 0.5 });
    expect(new Set(met)).toEqual(new Set([200, 429, 500, 503, "cut"]));
  });

  test.each([
    ["never at probability 0", { probability: 0 }, 200],
    ["always at probability 1, and of the kinds told", { probability: 1, kinds: ["503" as const] }, 503],
    ["at other paths only, if told so", { probability: 1, path: "/installs" }, 200],
  ])("strike %s", async (_, random, status) => {
    expect(new Set(await fortyWith(7, random))).toEqual(new Set([status]));
  });
});
