import { type Shape, type Simulator, startSimulator } from "../../../../simulator";
import { ask, fieldsOf } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const fields = ["email", "first_name", "id", "last_name"];

test.each<[Shape, string[]]>([
  ["2021", fields],
  ["1.6.7", [...fields, "phone_number"]],
  ["1.17.0", [...fields, "phone_number"]],
])("in %s a user has its fields, and no others", async (shape, all) => {
  simulator.useShape(shape);
  expect(fieldsOf(await ask(simulator, `GET /user`))).toEqual([...all].sort());
});

test("other credentials are of another user", async () => {
  const user = { id: "c1", firstName: "Cora", lastName: "Colleague", email: "cora@agency.example" };
  const credentials = { username: "cora", password: "cora-password" };
  simulator.estate.addCredentials({ ...credentials, user });
  const { body } = await ask({ ...simulator, ...credentials }, "GET /user");
  expect(body).toMatchObject({ email: "cora@agency.example" });
});
