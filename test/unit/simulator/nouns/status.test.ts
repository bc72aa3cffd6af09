import { type Simulator, startSimulator } from "../../../../simulator";
import { ask } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

test("GET /swagger answers the Swagger that the test has set", async () => {
  simulator.estate.swagger = { swagger: "2.0", info: { version: "9.9.9" } };
  const { body } = await ask(simulator, "GET /swagger");
  expect(body).toEqual({ swagger: "2.0", info: { version: "9.9.9" } });
});
