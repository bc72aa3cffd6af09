import { agencyId, type InstallRecord, type Simulator, startSimulator } from "../../../../simulator";
import { ask, refusal, stopClock } from "../../../support/simulator-client";

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

test("POST of a backup of a missing install is 404", async () => {
  expect(await ask(simulator, "POST /installs/missing/backups", wanted)).toMatchObject({ status: 404 });
});

test("backups go with their install", async () => {
  await backUp();
  simulator.estate.removeInstall(acme.id);
  expect(simulator.estate.backups.size).toBe(0);
});
