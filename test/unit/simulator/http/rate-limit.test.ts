import { type Simulator, startSimulator } from "../../../../simulator";
import { ask, askEach, stopClock } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ requestsPerSecond: 2 });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await simulator.close();
});

test("a general limit answers 429 without a body, and lets requests through a second later", async () => {
  const pass = stopClock();
  const answers = await askEach(simulator, ["GET /user", "GET /user", "GET /user"]);
  pass(1000);
  answers.push(await ask(simulator, "GET /user"));
  expect(answers).toMatchObject([{ status: 200 }, { status: 200 }, { status: 429, body: undefined }, { status: 200 }]);
});
