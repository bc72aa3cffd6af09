import { getInstall } from "pulumi-wpengine";
import { agencyId, startSimulator } from "pulumi-wpengine/simulator";

/* Without mocks, a function asks the API: here the simulator. */

test("a function asks the simulator", async () => {
  const simulator = await startSimulator();
  Object.assign(process.env, {
    WPENGINE_BASE_URL: simulator.url,
    WPENGINE_USERNAME: simulator.username,
    WPENGINE_PASSWORD: simulator.password,
  });
  simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
  expect(await getInstall({ name: "acme" })).toMatchObject({ name: "acme", status: "active" });
  await simulator.close();
});
