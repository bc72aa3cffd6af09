import { agencyId, type InstallRecord, type Simulator, startSimulator } from "../../../../simulator";
import { ask, firstOf } from "../../../support/simulator-client";

let simulator: Simulator;
let acme: InstallRecord;
beforeEach(async () => {
  simulator = await startSimulator();
  const { id: siteId } = simulator.estate.addSite({ accountId: agencyId, name: "Acme" });
  acme = simulator.estate.addInstall({ accountId: agencyId, siteId, name: "acme", environment: "production" });
});
afterEach(() => simulator.close());

describe("unknown fields", () => {
  const novelty = { novelty: { since: 2027 }, novelties: ["one"] };
  beforeEach(() => {
    simulator.estate.unknownFields = true;
  });

  test("are in every object of an answer", async () => {
    expect((await ask(simulator, "GET /sites")).body).toMatchObject({
      ...novelty,
      results: [{ ...novelty, account: novelty, installs: [novelty] }],
    });
  });

  test("leave what is known as it is", async () => {
    const { name, id } = await firstOf(simulator, "/installs");
    expect({ name, id }).toEqual({ name: "acme", id: acme.id });
  });

  test("are in a refusal too", async () => {
    expect((await ask(simulator, "GET /sites/missing")).body).toMatchObject({ message: "Site not found", ...novelty });
  });
});
