import * as pulumi from "@pulumi/pulumi";
import { getAccount, getAccountOutput, getAccounts } from "../../../sdk/nodejs";
import { type Simulator, startSimulator } from "../../../simulator";
import { programEnvironment } from "../../support/program-environment";

let simulator: Simulator;
const environment = programEnvironment();
const acmeId = "a0000000-0000-4000-8000-000000000002";

beforeEach(async () => {
  simulator = await startSimulator({
    accounts: [{ name: "agency" }, { id: acmeId, name: "acme" }, { name: "twin" }, { name: "twin" }],
  });
  environment.ask(simulator);
});
afterEach(() => simulator.close());

test("getAccounts lists the accounts that the credentials see", async () => {
  const { accounts } = await getAccounts();
  expect(accounts.map(({ name }) => name)).toEqual(["agency", "acme", "twin", "twin"]);
});

test("getAccount finds an account by its name, and by its id", async () => {
  expect(await getAccount({ name: "acme" })).toMatchObject({ id: acmeId });
  expect(await getAccount({ id: acmeId })).toMatchObject({ name: "acme" });
});

test("among many accounts, the error offers the one that is meant, and lists some", async () => {
  const accounts = Array.from({ length: 30 }, (_, index) => ({ name: `client${index}` }));
  const large = await startSimulator({ accounts });
  try {
    environment.ask(large);
    await expect(getAccount({ name: "Client29" })).rejects.toThrow(
      'see no account "Client29". Did you mean "client29"? They see: client0, client1,',
    );
    await expect(getAccount({ name: "other" })).rejects.toThrow('"other". They see: client0, client1,');
    await expect(getAccount({ name: "other" })).rejects.toThrow("client19, and 10 more.");
  } finally {
    await large.close();
  }
});

test("getAccountOutput takes what is an output itself", async () => {
  const account = getAccountOutput({ name: pulumi.output("acme") });
  expect(await new Promise((resolve) => account.id.apply(resolve))).toBe(acmeId);
});

test.each([
  [
    "a name that no account has",
    { name: "agncy" },
    'these credentials see no account "agncy". Did you mean "agency"? They see: agency, acme',
  ],
  ["a name that two accounts have", { name: "twin" }, '2 accounts have the name "twin"'],
  ["no argument", {}, "give either the id or the name"],
  ["both arguments", { id: acmeId, name: "acme" }, "give either the id or the name"],
])("%s is an error that says so", async (_case, args, reason) => {
  await expect(getAccount(args)).rejects.toThrow(reason);
});

test("a function with a connection asks with the credentials of that connection", async () => {
  simulator.estate.addCredentials({
    username: "ben",
    password: "bens-password",
    user: { id: "c0000000-0000-4000-8000-000000000001", firstName: "B", lastName: "B", email: "ben@b.example" },
    accountIds: [acmeId],
  });
  process.env.WPENGINE_AGENCY_B_USERNAME = "ben";
  process.env.WPENGINE_AGENCY_B_PASSWORD = "bens-password";
  const connection = "agency-b";
  const { accounts } = await getAccounts({ connection });
  expect(accounts.map(({ name }) => name)).toEqual(["acme"]);
  const output = getAccountOutput({ name: "acme" }, { connection });
  expect(await new Promise((resolve) => output.id.apply(resolve))).toBe(acmeId);
  await expect(getAccount({ name: "agency" }, { connection })).rejects.toThrow("They see: acme.");
});

test("a wrong password of a connection is told with the connection's settings", async () => {
  process.env.WPENGINE_AGENCY_B_USERNAME = "ben";
  process.env.WPENGINE_AGENCY_B_PASSWORD = "wrong-password";
  const failure: unknown = await getAccounts({ connection: "agency-b" }).catch((error: unknown) => error);
  expect(String(failure)).toContain('getAccounts: could not read from the API through the connection "agency-b". GET');
  expect(String(failure)).toContain("Check wpengine-agency-b:username and wpengine-agency-b:password.");
});

test("without credentials the error says what to run", async () => {
  delete process.env.WPENGINE_PASSWORD;
  await expect(getAccounts()).rejects.toThrow("pulumi config set --secret wpengine:password");
});

test.each<[number, string[]]>([
  [401, ["Check wpengine:username and wpengine:password"]],
  [403, ["check that user's roles"]],
  [404, ["these credentials cannot see it"]],
  [400, ["Check the ids in the request"]],
  [503, ["The API is not available at the moment.", "Run the same command again"]],
])("an answer of %d names the function, the answer and what to do", async (status, steps) => {
  process.env.WPENGINE_TIMEOUT = "1s";
  simulator.faults.add({ kind: "answer", status, times: Infinity, body: { message: "No" } });
  const failure: unknown = await getAccount({ id: acmeId }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(pulumi.RunError);
  for (const text of [
    "getAccount: could not read from the API",
    `GET /accounts/${acmeId} answered ${status}`,
    ...steps,
  ])
    expect(String(failure)).toContain(text);
});

test("calls of a program share one pace", async () => {
  process.env.WPENGINE_REQUESTS_PER_SECOND = "2";
  await getAccounts();
  await getAccounts();
  const [first, second] = simulator.requests.all().map(({ at }) => at.getTime());
  expect(second! - first!).toBeGreaterThan(400);
});
