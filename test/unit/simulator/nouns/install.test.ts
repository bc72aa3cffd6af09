import { agencyId, type Shape, type Simulator, startSimulator } from "../../../../simulator";
import { ask, fieldsOf, firstOf, refusal, stopClock } from "../../../support/simulator-client";

let simulator: Simulator;
let siteId: string;
beforeEach(async () => {
  simulator = await startSimulator();
  siteId = simulator.estate.addSite({ accountId: agencyId, name: "Acme" }).id;
});
afterEach(async () => {
  jest.restoreAllMocks();
  await simulator.close();
});

const acme = () => ({ name: "acme", account_id: agencyId, site_id: siteId, environment: "production" });
const create = (change: object = {}) => ask(simulator, "POST /installs", { ...acme(), ...change });
const names = () => [...simulator.estate.installs.values()].map(({ name }) => name);
const addInstall = (name: string, environment: "production" | "staging" | null = null) =>
  simulator.estate.addInstall({ accountId: agencyId, siteId, name, environment });

test("a created install is answered as pending, with fewer fields than a GET", async () => {
  const { status, body } = await create();
  expect({ status, body }).toEqual({
    status: 201,
    body: {
      id: simulator.estate.install("acme").id,
      name: "acme",
      account: { id: agencyId },
      php_version: "8.2",
      site: { id: siteId },
      environment: "production",
      status: "pending",
    },
  });
});

test.each([
  ["abc", 201],
  ["a1234567890123", 201],
  ["ab", 400],
  ["a12345678901234", 400],
  ["1acme", 400],
  ["Acme", 400],
  ["ac-me", 400],
])("an install named %s is answered with %i", async (name, status) => {
  expect(await create({ name })).toMatchObject({ status });
});

test.each(["site_id", "environment", "account_id"])("an install needs %s", async (field) => {
  expect(await create({ [field]: undefined })).toMatchObject(refusal(field, "invalid_value", "invalid"));
});

test("an environment is one of three", async () => {
  expect(await create({ environment: "testing" })).toMatchObject(refusal("environment", "invalid_value", "invalid"));
});

test("an install's name is unique across accounts", async () => {
  const other = simulator.estate.addAccount({ name: "other" });
  simulator.estate.addInstall({ accountId: other.id, name: "acme" });
  expect(await create()).toMatchObject(refusal("name", "value_unavailable", "taken"));
});

test("an install in an account that does not exist is forbidden", async () => {
  expect(await create({ account_id: "nobody" })).toMatchObject({ status: 403 });
});

test("an install's site must be of its account", async () => {
  const other = simulator.estate.addAccount({ name: "other" });
  const theirs = simulator.estate.addSite({ accountId: other.id, name: "Theirs" });
  expect(await create({ site_id: theirs.id })).toMatchObject(refusal("site_id", "invalid_value", "invalid"));
});

test("a site holds one install of an environment", async () => {
  addInstall("first", "production");
  await create();
  expect(names()).toEqual(["first"]);
});

test("a site holds installs of different environments", async () => {
  addInstall("first", "staging");
  await create();
  expect(names()).toEqual(["first", "acme"]);
});

test.each([
  ["pending until its time has come", 299, "pending"],
  ["active from then on", 300, "active"],
])("a new install is %s", async (_, milliseconds, status) => {
  const pass = stopClock();
  await create();
  pass(milliseconds);
  const { body } = await ask(simulator, `GET /installs/${simulator.estate.install("acme").id}`);
  expect(body).toMatchObject({ status });
});

test("a new install has a domain of its own, which is primary", async () => {
  await create();
  expect(simulator.estate.domain("acme.wpengine.com")).toMatchObject({ builtIn: true, primary: true });
});

test("an install can be moved to another site and environment", async () => {
  const { id } = addInstall("acme", "production");
  const other = simulator.estate.addSite({ accountId: agencyId, name: "Other" });
  await ask(simulator, `PATCH /installs/${id}`, { site_id: other.id, environment: "staging" });
  expect(simulator.estate.install("acme")).toMatchObject({ siteId: other.id, environment: "staging" });
});

test("an install may be told to stay where it is", async () => {
  const { id } = addInstall("acme", "production");
  const { status } = await ask(simulator, `PATCH /installs/${id}`, { site_id: siteId, environment: "production" });
  expect(status).toBe(200);
});

test("an install cannot move to where another one is", async () => {
  addInstall("first", "production");
  const { id } = addInstall("second", "staging");
  await ask(simulator, `PATCH /installs/${id}`, { environment: "production" });
  expect(simulator.estate.install("second").environment).toBe("staging");
});

test("an install is never renamed", async () => {
  const { id } = addInstall("acme", "production");
  await ask(simulator, `PATCH /installs/${id}`, { name: "other" });
  expect(names()).toEqual(["acme"]);
});

test("an install's PHP version cannot be written", async () => {
  const { id } = addInstall("acme", "production");
  await ask(simulator, `PATCH /installs/${id}`, { php_version: "7.4" });
  expect(simulator.estate.install("acme").phpVersion).toBe("8.2");
});

test.each([
  ["GET", 404],
  ["DELETE", 404],
  // The operation lists no 404, so the gateway turns it into 500.
  ["PATCH", 500],
])("%s of a missing install is %i", async (method, status) => {
  const body = method === "PATCH" ? { environment: "staging" } : undefined;
  expect(await ask(simulator, `${method} /installs/missing`, body)).toMatchObject({ status });
});

test("a deleted install goes with its domains", async () => {
  const { id } = addInstall("acme", "production");
  simulator.estate.addDomain({ installId: id, name: "acme.com" });
  await ask(simulator, `DELETE /installs/${id}`);
  expect(simulator.estate.snapshot()).toMatchObject({ installs: [], domains: [] });
});

test("a deleted install takes its time to go, if told to", async () => {
  const pass = stopClock();
  simulator.durations.installRemoval = 1000;
  const { id } = addInstall("acme", "production");
  await ask(simulator, `DELETE /installs/${id}`);
  const before = await ask(simulator, `GET /installs/${id}`);
  pass(1000);
  const after = await ask(simulator, `GET /installs/${id}`);
  expect([before.status, after.status]).toEqual([200, 404]);
});

test("installs cannot be listed for one site", async () => {
  addInstall("acme", "production");
  const { body } = await ask(simulator, "GET /installs?site_id=missing");
  expect(body).toMatchObject({ count: 1 });
});

test("installs can be listed for one account", async () => {
  addInstall("acme", "production");
  const { body } = await ask(simulator, "GET /installs?account_id=missing");
  expect(body).toMatchObject({ count: 0 });
});

describe("the shape of an install", () => {
  let id: string;
  beforeEach(() => {
    ({ id } = addInstall("acme", "production"));
  });
  const fields =
    "account cname environment id is_multisite name php_version primary_domain site stable_ips status".split(" ");

  test.each<[Shape, string[]]>([
    ["2021", fields],
    ["1.6.7", fields],
    ["1.17.0", [...fields, "created_at", "defer_wordpress_upgrades_until", "wp_version"]],
  ])("in %s an install has its fields, and no others", async (shape, all) => {
    simulator.useShape(shape);
    expect(fieldsOf(await ask(simulator, `GET /installs/${id}`))).toEqual([...all].sort());
  });

  test.each<Shape>(["2021", "1.6.7"])("in %s the list answers an install as a GET of it does", async (shape) => {
    simulator.useShape(shape);
    const listed = await firstOf(simulator, "/installs");
    expect((await ask(simulator, `GET /installs/${String(listed.id)}`)).body).toEqual(listed);
  });

  test("in 1.17.0 an install in a list has no WordPress version and no deferral of its upgrades", async () => {
    const { body } = await ask(simulator, `GET /installs/${id}`);
    const { wp_version, defer_wordpress_upgrades_until, ...rest } = body as Record<string, unknown>;
    expect(await firstOf(simulator, "/installs")).toEqual(rest);
  });

  test("an install that nobody placed has neither a site nor an environment, but says so", async () => {
    const { id } = simulator.estate.addInstall({ accountId: agencyId, name: "stray" });
    const { body } = await ask(simulator, `GET /installs/${id}`);
    expect(body).toMatchObject({ site: null, environment: null, stable_ips: null });
  });
});

describe("an install on its way out", () => {
  let id: string;
  let domainId: string;
  beforeEach(async () => {
    simulator.durations.installRemoval = 60_000;
    ({ id } = addInstall("acme", "production"));
    domainId = simulator.estate.addDomain({ installId: id, name: "acme.com" }).id;
    await ask(simulator, `DELETE /installs/${id}`);
  });

  test("is answered as deleting", async () => {
    expect(await ask(simulator, `GET /installs/${id}`)).toMatchObject({ status: 200, body: { status: "deleting" } });
  });

  test.each([
    ["a change", "PATCH", "", { environment: "staging" }],
    ["a domain", "POST", "/domains", { name: "new.acme.com" }],
    ["several domains", "POST", "/domains/bulk", { domains: [{ name: "new.acme.com" }] }],
    ["a backup", "POST", "/backups", { description: "Late", notification_emails: ["pia@acme.com"] }],
  ])("refuses %s", async (_, method, path, body) => {
    expect(await ask(simulator, `${method} /installs/${id}${path}`, body)).toMatchObject({ status: 400 });
  });

  test("refuses a change of its domains", async () => {
    const changed = await ask(simulator, `PATCH /installs/${id}/domains/${domainId}`, { primary: true });
    expect(changed).toMatchObject({ status: 400 });
  });

  test("may be deleted once more, and goes no later for that", async () => {
    const { goneAt } = simulator.estate.install("acme");
    const { status } = await ask(simulator, `DELETE /installs/${id}`);
    expect([status, simulator.estate.install("acme").goneAt]).toEqual([204, goneAt]);
  });
});
