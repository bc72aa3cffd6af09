import { agencyId as accountId, type BehaviourSettings, type Simulator } from "../../../../simulator";
import { behaving } from "../../../support/behaving";
import { ask } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  ({ simulator } = await behaving());
});

const tooLong = "Name is too long (maximum is 40 characters)";

test.each<[BehaviourSettings["errors"], object]>([
  ["by-field", { errors: { name: [tooLong] } }],
  ["texts", { errors: [tooLong] }],
  ["one-error", { error: tooLong }],
  ["messages", { message: [tooLong] }],
])("the errors of fields come %s", async (errors, body) => {
  simulator.behaviours.set({ errors });
  const answer = await ask(simulator, "POST /sites", { account_id: accountId, name: "x".repeat(41) });
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body });
});

test("a refusal without errors of fields stays as it is", async () => {
  simulator.behaviours.set({ errors: "one-error" });
  expect(await ask(simulator, "GET /sites/missing")).toMatchObject({ body: { message: "Site not found" } });
});
