import { type Simulator, startSimulator } from "../../../../simulator";
import { ask, askEach } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

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
