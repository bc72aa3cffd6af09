import { startSimulator } from "../../../simulator";
import { ask, fieldsOf } from "../../support/simulator-client";

test("the shape may be chosen at the start", async () => {
  const simulator = await startSimulator({ shape: "2021" });
  const answer = await ask(simulator, "GET /user");
  await simulator.close();
  expect(fieldsOf(answer)).toEqual(["email", "first_name", "id", "last_name"]);
});
