import { agencyId, type Simulator, startSimulator } from "../../../../simulator";
import { ask, askEach } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

/** Credentials that see one account of two. */
function narrow(): Simulator {
  const user = { id: "c1", firstName: "Cora", lastName: "Colleague", email: "cora@agency.example" };
  const credentials = { username: "cora", password: "cora-password" };
  simulator.estate.addCredentials({ ...credentials, user, accountIds: [agencyId] });
  simulator.estate.addAccount({ id: "other", name: "other" });
  return { ...simulator, ...credentials };
}

test("other credentials list only what they see", async () => {
  const door = narrow();
  const { id: siteId } = simulator.estate.addSite({ accountId: "other", name: "Theirs" });
  simulator.estate.addInstall({ accountId: "other", siteId, name: "theirs" });
  const answers = await askEach(door, ["GET /accounts", "GET /sites", "GET /installs"]);
  expect(answers).toMatchObject([1, 0, 0].map((count) => ({ body: { count } })));
});

test.each(["/sites", "/installs"])(
  "other credentials cannot create %s in an account that they do not see",
  async (path) => {
    const door = narrow();
    const { id } = simulator.estate.addSite({ accountId: "other", name: "Theirs" });
    const wanted = { account_id: "other", name: "acme", site_id: id, environment: "production" };
    expect(await ask(door, `POST ${path}`, wanted)).toMatchObject({ status: 403 });
  },
);

describe("a hidden account", () => {
  let operations: string[];
  beforeEach(() => {
    const { id: siteId } = simulator.estate.addSite({ accountId: agencyId, name: "Acme" });
    const { id } = simulator.estate.addInstall({ accountId: agencyId, siteId, name: "acme" });
    operations = [
      `GET /accounts/${agencyId}`,
      `GET /sites/${siteId}`,
      `GET /installs/${id}`,
      `GET /installs/${id}/domains`,
    ];
    simulator.estate.hiddenAccounts.add(agencyId);
  });
  const statuses = async () => (await askEach(simulator, operations)).map(({ status }) => status);

  test("is as if all of it were missing", async () => {
    expect(await statuses()).toEqual([404, 404, 404, 404]);
  });

  test("is in no list", async () => {
    const answers = await askEach(simulator, ["GET /accounts", "GET /sites", "GET /installs"]);
    expect(answers).toMatchObject([0, 0, 0].map((count) => ({ body: { count } })));
  });

  test("is there again once it is shown", async () => {
    simulator.estate.hiddenAccounts.clear();
    expect(await statuses()).toEqual([200, 200, 200, 200]);
  });
});
