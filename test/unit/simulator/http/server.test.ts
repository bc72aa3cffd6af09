import { agencyId, type Simulator, startSimulator } from "../../../../simulator";
import { ask, askEach } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

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

test("an operation that does not exist is 404", async () => {
  expect(await ask(simulator, "POST /reports")).toMatchObject({ status: 404 });
});

test("every answer has a request id of its own", async () => {
  const answers = await askEach(simulator, ["GET /user", "GET /sites/missing"]);
  expect(new Set(answers.map(({ headers }) => headers.get("X-Request-Id") ?? "none")).size).toBe(2);
});
