import { agencyId, type InstallRecord, type Simulator, startSimulator } from "../../../simulator";
import { ask, askEach, refusal, stopClock } from "../../support/simulator-client";

let simulator: Simulator;
let pass: (milliseconds: number) => void;
let acme: InstallRecord;
beforeEach(async () => {
  simulator = await startSimulator({ durations: { backup: 1000 } });
  pass = stopClock();
  acme = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await simulator.close();
});

const wanted = { description: "Before the launch", notification_emails: ["pia@acme.com"] };
const backUp = (change: object = {}) => ask(simulator, `POST /installs/${acme.id}/backups`, { ...wanted, ...change });
const backupId = () => [...simulator.estate.backups.keys()].join();
const look = () => ask(simulator, `GET /installs/${acme.id}/backups/${backupId()}`);
const purge = (type: unknown = "page", { id } = acme) => ask(simulator, `POST /installs/${id}/purge_cache`, { type });

test("a backup is accepted with its id and status only", async () => {
  const { status, body } = await backUp();
  expect({ status, body }).toEqual({ status: 202, body: { id: backupId(), status: "requested" } });
});

test.each([
  ["description", { description: "" }],
  ["description", { description: undefined }],
  ["notification_emails", { notification_emails: [] }],
  ["notification_emails", { notification_emails: undefined }],
  ["notification_emails.0", { notification_emails: ["nobody"] }],
])("a backup needs %s, and %j is none", async (field, change) => {
  expect(await backUp(change)).toMatchObject(refusal(field, "invalid_value", "invalid"));
});

test.each([
  ["2021", ["requested", "initiated", "initiated", "completed"]],
  ["1.6.7", ["requested", "initiated", "initiated", "completed"]],
  ["1.17.0", ["requested", "in_progress", "in_progress", "completed"]],
] as const)("in %s a backup is on its way as %j", async (shape, statuses) => {
  simulator.useShape(shape);
  await backUp();
  const seen: unknown[] = [];
  for (const milliseconds of [499, 1, 499, 1]) {
    pass(milliseconds);
    seen.push(((await look()).body as { status: string }).status);
  }
  expect(seen).toEqual(statuses);
});

test("in 1.17.0 a completed backup has its times and what was asked", async () => {
  await backUp();
  const begun = Date.now();
  pass(1000);
  expect((await look()).body).toEqual({
    id: backupId(),
    status: "completed",
    description: "Before the launch",
    create_time: new Date(begun).toISOString(),
    complete_time: new Date(begun + 1000).toISOString(),
    wordpress_version: "6.8.1",
  });
});

test("before 1.17.0 a backup has its id and status only", async () => {
  simulator.useShape("1.6.7");
  await backUp();
  expect((await look()).body).toEqual({ id: backupId(), status: "requested" });
});

test("a backup is of one install, and missing elsewhere", async () => {
  await backUp();
  const other = simulator.estate.addInstall({ accountId: agencyId, name: "other" });
  expect(await ask(simulator, `GET /installs/${other.id}/backups/${backupId()}`)).toMatchObject({ status: 404 });
});

test.each(["backups", "purge_cache"])("POST %s of a missing install is 404", async (path) => {
  const { status } = await ask(simulator, `POST /installs/missing/${path}`, { ...wanted, type: "page" });
  expect(status).toBe(404);
});

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
    const answers = await askEach(simulator, [path, path], wanted);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  });
});
