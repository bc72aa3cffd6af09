import { type Simulator, startSimulator } from "../../../../simulator";
import { ask } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

test("what the API says of itself is what the test says it does", async () => {
  simulator.estate.swagger = { swagger: "2.0", info: { version: "9.9.9" } };
  const { body } = await ask(simulator, "GET /swagger");
  expect(body).toEqual({ swagger: "2.0", info: { version: "9.9.9" } });
});
