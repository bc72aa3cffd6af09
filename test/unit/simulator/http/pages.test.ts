import { agencyId, type Simulator, startSimulator } from "../../../../simulator";
import { ask, refusal } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const addSites = (...names: string[]) =>
  names.map((name) => simulator.estate.addSite({ accountId: agencyId, name }).id);
const many = (count: number) => addSites(...Array.from({ length: count }, (_, index) => `Site ${index}`));

describe("a list", () => {
  test("is whole if it fits on a page", async () => {
    addSites("A");
    const { body } = await ask(simulator, "GET /sites?limit=1");
    expect(body).toMatchObject({ previous: null, next: null, count: 1, results: [{ name: "A" }] });
  });

  test("names the pages before and after on the public host, whoever asks", async () => {
    addSites("A", "B", "C");
    const { body } = await ask(simulator, "GET /sites?limit=1&offset=1");
    expect(body).toMatchObject({
      previous: "https://api.wpengineapi.com/v1/sites?limit=1&offset=0",
      next: "https://api.wpengineapi.com/v1/sites?limit=1&offset=2",
      count: 3,
      results: [{ name: "B" }],
    });
  });

  test("has 100 entries on a page unless told otherwise", async () => {
    many(101);
    const { body } = await ask(simulator, "GET /sites");
    expect(body).toHaveProperty("results.length", 100);
  });

  test("has nothing beyond its end", async () => {
    addSites("A");
    const { body } = await ask(simulator, "GET /sites?offset=5");
    expect(body).toMatchObject({ next: null, count: 1, results: [] });
  });

  test.each(["limit=0", "limit=101", "limit=many", "limit=1.5", "offset=-1"])("refuses %s", async (query) => {
    const [field = ""] = query.split("=");
    expect(await ask(simulator, `GET /sites?${query}`)).toMatchObject(refusal(field, "invalid_value", "invalid"));
  });

  test("of domains has no 400, so that a wrong limit is 500", async () => {
    const { id } = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
    expect(await ask(simulator, `GET /installs/${id}/domains?limit=0`)).toMatchObject({ status: 500 });
  });

  test("of users comes all at once", async () => {
    const { body } = await ask(simulator, `GET /accounts/${agencyId}/account_users?limit=0`);
    expect(Object.keys(body as object)).toEqual(["results"]);
  });

  test("may come in another order, before it is cut into pages", async () => {
    addSites("A", "B", "C");
    simulator.estate.listOrder = (entries) => entries.toReversed();
    const { body } = await ask(simulator, "GET /sites?limit=2");
    expect(body).toMatchObject({ results: [{ name: "C" }, { name: "B" }] });
  });
});
