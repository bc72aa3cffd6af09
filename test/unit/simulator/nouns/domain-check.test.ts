import { agencyId, type DomainRecord, type InstallRecord, type Simulator, startSimulator } from "../../../../simulator";
import { ask, askEach, stopClock } from "../../../support/simulator-client";

let simulator: Simulator;
let pass: (milliseconds: number) => void;
let acme: InstallRecord;
let domain: DomainRecord;
beforeEach(async () => {
  simulator = await startSimulator({ durations: { domainCheck: 8000 } });
  pass = stopClock();
  acme = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
  domain = simulator.estate.addDomain({ installId: acme.id, name: "acme.com" });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await simulator.close();
});

const check = (of = domain) => ask(simulator, `POST /installs/${of.installId}/domains/${of.id}/check_status`);
const report = (id: string) => ask(simulator, `GET /installs/${acme.id}/domains/check_status/${id}`);
const startedReport = async () => ((await check()).body as { report_id: string }).report_id;

describe("in 1.17.0", () => {
  test("a check is answered with the id of its report", async () => {
    const { status, body } = await check();
    const [started] = simulator.estate.domainChecks.keys();
    expect({ status, body }).toEqual({ status: 202, body: { report_id: started } });
  });

  test.each([
    ["not complete at first", 7999, false],
    ["complete in the end", 8000, true],
  ])("a report is %s", async (_, milliseconds, complete) => {
    const id = await startedReport();
    pass(milliseconds);
    const { body } = await report(id);
    const expected = { id, complete, install_name: "acme", domains: [{ name: "acme.com", complete }] };
    expect(body).toEqual({ report: expected });
  });

  test("two checks have two reports", async () => {
    const first = await startedReport();
    pass(5000);
    expect(await startedReport()).not.toBe(first);
  });

  test("a missing report is 404", async () => {
    expect(await report("missing")).toMatchObject({ status: 404 });
  });

  test("a report of another install is 404", async () => {
    const other = simulator.estate.addInstall({ accountId: agencyId, name: "other" });
    const id = await startedReport();
    const answer = await ask(simulator, `GET /installs/${other.id}/domains/check_status/${id}`);
    expect(answer.status).toBe(404);
  });
});

describe.each(["2021", "1.6.7"] as const)("in %s", (shape) => {
  beforeEach(() => simulator.useShape(shape));

  test("a check is put off with nothing to say", async () => {
    expect(await check()).toMatchObject({ status: 202, body: undefined });
  });

  test("the same question is answered with the domain in the end", async () => {
    await check();
    pass(8000);
    expect(await check()).toMatchObject({ status: 200, body: { id: domain.id, name: "acme.com" } });
  });

  test("the question after the answer begins a new check", async () => {
    await check();
    pass(8000);
    await check();
    pass(5000);
    expect(await check()).toMatchObject({ status: 202 });
  });
});

describe("the limit of one check in 5 seconds", () => {
  test.each([
    ["refuses a check before", 4999, 429],
    ["lets one through after", 5000, 202],
  ])("%s that", async (_, milliseconds, status) => {
    await check();
    pass(milliseconds);
    expect(await check()).toMatchObject({ status });
  });

  test("counts from the last check that was let through", async () => {
    await check();
    pass(4000);
    await check();
    pass(1000);
    expect(await check()).toMatchObject({ status: 202 });
  });

  test("holds for all domains of an install together", async () => {
    const sibling = simulator.estate.addDomain({ installId: acme.id, name: "acme.org" });
    await check();
    expect(await check(sibling)).toMatchObject({ status: 429 });
  });

  test("holds for each install apart", async () => {
    const other = simulator.estate.addInstall({ accountId: agencyId, name: "other" });
    await check();
    const elsewhere = simulator.estate.addDomain({ installId: other.id, name: "other.com" });
    expect(await check(elsewhere)).toMatchObject({ status: 202 });
  });

  test("does not hold for reading a report", async () => {
    const path = `GET /installs/${acme.id}/domains/check_status/${await startedReport()}`;
    const answers = await askEach(simulator, [path, path]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  test("holds in older versions too", async () => {
    simulator.useShape("1.6.7");
    await check();
    expect(await check()).toMatchObject({ status: 429 });
  });
});

test("a check of a missing domain is 404", async () => {
  expect(await check({ ...domain, id: "missing" })).toMatchObject({ status: 404 });
});

test.each([
  ["domain", () => simulator.estate.removeDomain(domain.id)],
  ["install", () => simulator.estate.removeInstall(acme.id)],
])("checks go with their %s", async (_, remove) => {
  await check();
  remove();
  expect(simulator.estate.domainChecks.size).toBe(0);
});
