import { agencyId, type Shape, type Simulator, startSimulator } from "../../../../simulator";
import { ask, fieldsOf, firstOf } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

test.each<[Shape, string[]]>([
  ["2021", ["id", "name"]],
  ["1.6.7", ["id", "name"]],
  ["1.17.0", ["id", "name", "nickname"]],
])("in %s an account has its fields, and no others", async (shape, fields) => {
  simulator.useShape(shape);
  expect(fieldsOf(await ask(simulator, `GET /accounts/${agencyId}`))).toEqual([...fields].sort());
});

test.each<Shape>(["2021", "1.6.7", "1.17.0"])(
  "in %s the list answers an account as a GET of it does",
  async (shape) => {
    simulator.useShape(shape);
    const listed = await firstOf(simulator, "/accounts");
    expect((await ask(simulator, `GET /accounts/${String(listed.id)}`)).body).toEqual(listed);
  },
);
