import { agencyId, type InstallRecord, type Simulator, startSimulator } from "../../../../simulator";
import { ask, askEach, refusal, stopClock } from "../../../support/simulator-client";

let simulator: Simulator;
let pass: (milliseconds: number) => void;
let acme: InstallRecord;
beforeEach(async () => {
  simulator = await startSimulator();
  pass = stopClock();
  acme = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await simulator.close();
});

const purge = (type: unknown = "page", { id } = acme) => ask(simulator, `POST /installs/${id}/purge_cache`, { type });

test.each(["object", "page", "cdn"])("the %s cache can be purged", async (type) => {
  expect(await purge(type)).toMatchObject({ status: 202, body: undefined });
});

test.each([
  ["2021", 400],
  ["1.6.7", 400],
  ["1.17.0", 202],
] as const)("in %s a purge of all caches is answered with %i", async (shape, status) => {
  simulator.useShape(shape);
  expect(await purge("all")).toMatchObject({ status });
});

test("a cache of another kind cannot be purged", async () => {
  expect(await purge("memory")).toMatchObject(refusal("type", "invalid_value", "invalid"));
});

test("a purge of a missing install is 404", async () => {
  expect(await purge("page", { ...acme, id: "missing" })).toMatchObject({ status: 404 });
});

describe("the limit of one purge in 60 seconds", () => {
  test.each([
    ["refuses a purge before", 59_999, 429],
    ["lets one through after", 60_000, 202],
  ])("%s that", async (_, milliseconds, status) => {
    await purge();
    pass(milliseconds);
    expect(await purge()).toMatchObject({ status });
  });

  test("is all that its refusal speaks of", async () => {
    await purge();
    expect((await purge()).body).toEqual({ message: "Limited to one request in 60 seconds for an install" });
  });

  test("holds for all kinds of cache together", async () => {
    await purge("page");
    expect(await purge("cdn")).toMatchObject({ status: 429 });
  });

  test("holds for each install apart", async () => {
    await purge();
    const other = simulator.estate.addInstall({ accountId: agencyId, name: "other" });
    expect(await purge("page", other)).toMatchObject({ status: 202 });
  });

  test("does not count a purge that was refused", async () => {
    await purge("memory");
    expect(await purge()).toMatchObject({ status: 202 });
  });

  test("is apart from the limit on domain checks", async () => {
    const { id } = simulator.estate.domain("acme.wpengine.com");
    await purge();
    expect(await ask(simulator, `POST /installs/${acme.id}/domains/${id}/check_status`)).toMatchObject({ status: 202 });
  });

  test("does not hold for backups", async () => {
    const path = `POST /installs/${acme.id}/backups`;
    const wanted = { description: "Before the launch", notification_emails: ["pia@acme.com"] };
    const answers = await askEach(simulator, [path, path], wanted);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  });
});
