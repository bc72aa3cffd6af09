import { agencyId, type Shape, type Simulator, startSimulator } from "../../../../simulator";
import { ask, fieldsOf, firstOf, refusal } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const acme = { account_id: agencyId, name: "Acme" };
const names = () => [...simulator.estate.sites.values()].map(({ name }) => name);

test("a created site is answered with its id, name and account only", async () => {
  const { status, body } = await ask(simulator, "POST /sites", acme);
  const { id } = simulator.estate.site("Acme");
  expect({ status, body }).toEqual({ status: 201, body: { id, name: "Acme", account: { id: agencyId } } });
});

test("a site's name may have 40 characters", async () => {
  await ask(simulator, "POST /sites", { ...acme, name: "x".repeat(40) });
  expect(names()).toEqual(["x".repeat(40)]);
});

test("a name of 41 characters is too long, in the API's own words", async () => {
  expect(await ask(simulator, "POST /sites", { ...acme, name: "x".repeat(41) })).toMatchObject({
    status: 400,
    body: {
      errors: [
        {
          resource: "Site",
          field: "name",
          type: "invalid_value",
          code: "too_long",
          message: "Name is too long (maximum is 40 characters)",
        },
      ],
    },
  });
});

test("a site needs a name of at least one character", async () => {
  const answer = await ask(simulator, "POST /sites", { ...acme, name: "" });
  expect(answer).toMatchObject(refusal("name", "invalid_value", "invalid"));
});

test("a site needs an account", async () => {
  const answer = await ask(simulator, "POST /sites", { name: "Acme" });
  expect(answer).toMatchObject(refusal("account_id", "invalid_value", "invalid"));
});

test("a refused site does not exist", async () => {
  await ask(simulator, "POST /sites", { ...acme, name: "" });
  expect(names()).toEqual([]);
});

test("two sites of one account may have one name", async () => {
  await ask(simulator, "POST /sites", acme);
  await ask(simulator, "POST /sites", acme);
  expect(names()).toEqual(["Acme", "Acme"]);
});

test("a site in an account that does not exist is forbidden", async () => {
  const { status } = await ask(simulator, "POST /sites", { ...acme, account_id: "nobody" });
  expect(status).toBe(403);
});

test("a site can be renamed", async () => {
  const { id } = simulator.estate.addSite({ accountId: agencyId, name: "Acme" });
  await ask(simulator, `PATCH /sites/${id}`, { name: "Acme Ltd" });
  expect(names()).toEqual(["Acme Ltd"]);
});

test("the rule for names holds for a new name too, and the old one stays", async () => {
  const { id } = simulator.estate.addSite({ accountId: agencyId, name: "Acme" });
  await ask(simulator, `PATCH /sites/${id}`, { name: "x".repeat(41) });
  expect(names()).toEqual(["Acme"]);
});

test.each(["GET", "PATCH", "DELETE"])("%s of a missing site is 404", async (method) => {
  const { status } = await ask(
    simulator,
    `${method} /sites/missing`,
    method === "PATCH" ? { name: "Acme" } : undefined,
  );
  expect(status).toBe(404);
});

test("a site lists its own installs", async () => {
  const site = simulator.estate.addSite({ accountId: agencyId, name: "Acme" });
  simulator.estate.addInstall({ accountId: agencyId, siteId: site.id, name: "acme", environment: "production" });
  simulator.estate.addInstall({ accountId: agencyId, name: "other" });
  const { body } = await ask(simulator, `GET /sites/${site.id}`);
  expect(body).toMatchObject({ installs: [{ name: "acme", environment: "production" }] });
});

describe("a deleted site", () => {
  beforeEach(async () => {
    const { estate } = simulator;
    const [doomed, kept] = ["Doomed", "Kept"].map((name) => estate.addSite({ accountId: agencyId, name }));
    estate.addInstall({ accountId: agencyId, siteId: doomed!.id, name: "doomed", environment: "production" });
    estate.addInstall({ accountId: agencyId, siteId: doomed!.id, name: "doomedstg", environment: "staging" });
    estate.addInstall({ accountId: agencyId, siteId: kept!.id, name: "kept", environment: "production" });
    await ask(simulator, `DELETE /sites/${doomed!.id}`);
  });

  test("is gone", () => {
    expect(names()).toEqual(["Kept"]);
  });

  test("takes all its installs with it, and no others", () => {
    expect([...simulator.estate.installs.values()].map(({ name }) => name)).toEqual(["kept"]);
  });

  test("takes the domains of its installs with it", () => {
    expect([...simulator.estate.domains.values()].map(({ name }) => name)).toEqual(["kept.wpengine.com"]);
  });
});

test("sites can be listed for one account", async () => {
  const other = simulator.estate.addAccount({ name: "other" });
  simulator.estate.addSite({ accountId: agencyId, name: "Acme" });
  simulator.estate.addSite({ accountId: other.id, name: "Theirs" });
  const { body } = await ask(simulator, `GET /sites?account_id=${other.id}`);
  expect(body).toMatchObject({ count: 1, results: [{ name: "Theirs" }] });
});

describe("the shape of a site", () => {
  let id: string;
  beforeEach(() => {
    ({ id } = simulator.estate.addSite({ accountId: agencyId, name: "Acme" }));
    simulator.estate.addInstall({ accountId: agencyId, siteId: id, name: "acme", environment: "production" });
  });
  const fields = ["account", "id", "installs", "name"];

  test.each<[Shape, string[]]>([
    ["2021", fields],
    ["1.6.7", [...fields, "group_name", "tags"]],
    ["1.17.0", [...fields, "created_at", "group_name", "sandbox", "tags", "transferable"]],
  ])("in %s a site has its fields, and no others", async (shape, all) => {
    simulator.useShape(shape);
    expect(fieldsOf(await ask(simulator, `GET /sites/${id}`))).toEqual([...all].sort());
  });

  test.each<Shape>(["2021", "1.6.7", "1.17.0"])("in %s the list answers a site as a GET of it does", async (shape) => {
    simulator.useShape(shape);
    const listed = await firstOf(simulator, "/sites");
    expect((await ask(simulator, `GET /sites/${String(listed.id)}`)).body).toEqual(listed);
  });
});
