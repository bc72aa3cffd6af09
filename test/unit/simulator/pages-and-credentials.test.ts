import { agencyId, type Simulator, startSimulator } from "../../../simulator";
import { ask, askEach, refusal, stopClock } from "../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await simulator.close();
});

const addSites = (...names: string[]) =>
  names.map((name) => simulator.estate.addSite({ accountId: agencyId, name }).id);
const many = (count: number) => addSites(...Array.from({ length: count }, (_, index) => `Site ${index}`));

describe("a list", () => {
  test("is whole if it fits on a page", async () => {
    addSites("A");
    const { body } = await ask(simulator, "GET /sites?limit=1");
    expect(body).toMatchObject({ previous: null, next: null, count: 1, results: [{ name: "A" }] });
  });

  test("names the pages before and after on the public host, whoever asks", async () => {
    addSites("A", "B", "C");
    const { body } = await ask(simulator, "GET /sites?limit=1&offset=1");
    expect(body).toMatchObject({
      previous: "https://api.wpengineapi.com/v1/sites?limit=1&offset=0",
      next: "https://api.wpengineapi.com/v1/sites?limit=1&offset=2",
      count: 3,
      results: [{ name: "B" }],
    });
  });

  test("has 100 entries on a page unless told otherwise", async () => {
    many(101);
    const { body } = await ask(simulator, "GET /sites");
    expect(body).toHaveProperty("results.length", 100);
  });

  test("has nothing beyond its end", async () => {
    addSites("A");
    const { body } = await ask(simulator, "GET /sites?offset=5");
    expect(body).toMatchObject({ next: null, count: 1, results: [] });
  });

  test.each(["limit=0", "limit=101", "limit=many", "limit=1.5", "offset=-1"])("refuses %s", async (query) => {
    const [field = ""] = query.split("=");
    expect(await ask(simulator, `GET /sites?${query}`)).toMatchObject(refusal(field, "invalid_value", "invalid"));
  });

  test("of domains has no 400, so that a wrong limit is 500", async () => {
    const { id } = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
    expect(await ask(simulator, `GET /installs/${id}/domains?limit=0`)).toMatchObject({ status: 500 });
  });

  test("of users comes all at once", async () => {
    const { body } = await ask(simulator, `GET /accounts/${agencyId}/account_users?limit=0`);
    expect(Object.keys(body as object)).toEqual(["results"]);
  });

  test("may come in another order, before it is cut into pages", async () => {
    addSites("A", "B", "C");
    simulator.estate.listOrder = (entries) => entries.toReversed();
    const { body } = await ask(simulator, "GET /sites?limit=2");
    expect(body).toMatchObject({ results: [{ name: "C" }, { name: "B" }] });
  });
});

describe("credentials", () => {
  test.each([
    ["another password", { password: "wrong" }],
    ["another name", { username: "wrong" }],
  ])("with %s are bad", async (_, wrong) => {
    expect(await ask({ ...simulator, ...wrong }, "GET /sites")).toMatchObject({
      status: 401,
      body: { message: "Bad Credentials" },
    });
  });

  test("are needed", async () => {
    expect(await fetch(`${simulator.url}/sites`)).toMatchObject({ status: 401 });
  });

  test.each(["/status", "/swagger"])("are not needed for %s", async (path) => {
    expect(await fetch(simulator.url + path)).toMatchObject({ status: 200 });
  });

  test("that are bad change nothing", async () => {
    await ask({ ...simulator, password: "wrong" }, "POST /sites", { account_id: agencyId, name: "Acme" });
    expect(simulator.estate.sites.size).toBe(0);
  });
});

/** Credentials that see one account of two. */
function narrow(): Simulator {
  const user = { id: "c1", firstName: "Cora", lastName: "Colleague", email: "cora@agency.example" };
  const credentials = { username: "cora", password: "cora-password" };
  simulator.estate.addCredentials({ ...credentials, user, accountIds: [agencyId] });
  simulator.estate.addAccount({ id: "other", name: "other" });
  return { ...simulator, ...credentials };
}

test("other credentials are of another user", async () => {
  expect(await ask(narrow(), "GET /user")).toMatchObject({ body: { email: "cora@agency.example" } });
});

test("other credentials list only what they see", async () => {
  const door = narrow();
  const { id: siteId } = simulator.estate.addSite({ accountId: "other", name: "Theirs" });
  simulator.estate.addInstall({ accountId: "other", siteId, name: "theirs" });
  const answers = await askEach(door, ["GET /accounts", "GET /sites", "GET /installs"]);
  expect(answers).toMatchObject([1, 0, 0].map((count) => ({ body: { count } })));
});

test.each(["/sites", "/installs"])("other credentials cannot create %s where they do not see", async (path) => {
  const door = narrow();
  const { id } = simulator.estate.addSite({ accountId: "other", name: "Theirs" });
  const wanted = { account_id: "other", name: "acme", site_id: id, environment: "production" };
  expect(await ask(door, `POST ${path}`, wanted)).toMatchObject({ status: 403 });
});

describe("a hidden account", () => {
  let operations: string[];
  beforeEach(() => {
    const { id: siteId } = simulator.estate.addSite({ accountId: agencyId, name: "Acme" });
    const { id } = simulator.estate.addInstall({ accountId: agencyId, siteId, name: "acme" });
    operations = [
      `GET /accounts/${agencyId}`,
      `GET /sites/${siteId}`,
      `GET /installs/${id}`,
      `GET /installs/${id}/domains`,
    ];
    simulator.estate.hiddenAccounts.add(agencyId);
  });
  const statuses = async () => (await askEach(simulator, operations)).map(({ status }) => status);

  test("is as if all of it were missing", async () => {
    expect(await statuses()).toEqual([404, 404, 404, 404]);
  });

  test("is in no list", async () => {
    const answers = await askEach(simulator, ["GET /accounts", "GET /sites", "GET /installs"]);
    expect(answers).toMatchObject([0, 0, 0].map((count) => ({ body: { count } })));
  });

  test("is there again once it is shown", async () => {
    simulator.estate.hiddenAccounts.clear();
    expect(await statuses()).toEqual([200, 200, 200, 200]);
  });
});

describe("the request log", () => {
  test("never holds credentials, good or bad", async () => {
    await ask(simulator, "GET /sites?limit=5");
    await ask({ ...simulator, password: "bad-password" }, "POST /sites", { name: "Acme" });
    const encoded = Buffer.from(`${simulator.username}:${simulator.password}`).toString("base64");
    const secrets = new RegExp(`authorization|basic|${encoded}|${simulator.password}|bad-password`, "i");
    expect(JSON.stringify(simulator.requests.all())).not.toMatch(secrets);
  });

  test("holds what was asked and how it was answered", async () => {
    await ask(simulator, "POST /sites?x=1", { name: "" });
    const at = expect.any(Date) as unknown;
    const asked = { method: "POST", path: "/sites", query: { x: "1" }, body: { name: "" } };
    expect(simulator.requests.all()).toEqual([{ ...asked, status: 400, at }]);
  });

  test("tells writes from reads", async () => {
    await askEach(simulator, ["GET /sites", "DELETE /sites/missing", "GET /user"]);
    expect(simulator.requests.writes()).toMatchObject([{ method: "DELETE" }]);
  });

  test("counts what matches", async () => {
    await askEach(simulator, ["GET /sites", "GET /sites/missing", "GET /user"]);
    expect(simulator.requests.count({ method: "GET", path: /^\/sites/ })).toBe(2);
  });
});

test("a general limit answers 429, without a body, to more requests in a second, and then lets some through", async () => {
  await simulator.close();
  simulator = await startSimulator({ requestsPerSecond: 2 });
  const pass = stopClock();
  const answers = await askEach(simulator, ["GET /user", "GET /user", "GET /user"]);
  pass(1000);
  answers.push(await ask(simulator, "GET /user"));
  expect(answers).toMatchObject([{ status: 200 }, { status: 200 }, { status: 429, body: undefined }, { status: 200 }]);
});

test("an operation that does not exist is 404", async () => {
  expect(await ask(simulator, "POST /reports")).toMatchObject({ status: 404 });
});

test("every answer has a request id of its own", async () => {
  const answers = await askEach(simulator, ["GET /user", "GET /sites/missing"]);
  expect(new Set(answers.map(({ headers }) => headers.get("X-Request-Id") ?? "none")).size).toBe(2);
});
