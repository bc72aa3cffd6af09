import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk/nodejs";
import { agencyId as accountId, type Gateway, type Simulator, startSimulator } from "../../../simulator";
import { programEnvironment } from "../../support/program-environment";

/* The functions against the simulator, as a program calls them. */

let simulator: Simulator;
const environment = programEnvironment();

beforeEach(async () => {
  simulator = await startSimulator({ durations: { backup: 600_000 } });
  environment.ask(simulator);
});
afterEach(() => simulator.close());

/** Two sites, an install in each environment of the first, two domains, a user and a key. */
function build() {
  const { estate } = simulator;
  const acme = estate.addSite({ accountId, name: "Acme" });
  const bakery = estate.addSite({ accountId, name: "Bakery" });
  const production = estate.addInstall({ accountId, siteId: acme.id, name: "acme", environment: "production" });
  const staging = estate.addInstall({ accountId, siteId: acme.id, name: "acmestg", environment: "staging" });
  const apex = estate.addDomain({ installId: production.id, name: "acme.example", primary: true });
  const user = estate.addAccountUser({
    accountId,
    email: "Jo@acme.example",
    firstName: "Jo",
    lastName: "Ray",
    roles: "full",
  });
  return { acme, bakery, production, staging, apex, user };
}

const valueOf = (output: pulumi.Output<unknown>): Promise<unknown> => new Promise((resolve) => output.apply(resolve));

test.each<[string, (made: ReturnType<typeof build>) => Promise<object>, (made: ReturnType<typeof build>) => object]>([
  [
    "getSite by its name",
    () => sdk.getSite({ name: "Acme" }),
    ({ acme }) => ({ id: acme.id, accountId, name: "Acme" }),
  ],
  ["getSite by its id", ({ bakery }) => sdk.getSite({ id: bakery.id }), () => ({ name: "Bakery" })],
  [
    "getInstall by its name",
    () => sdk.getInstall({ name: "acme" }),
    ({ acme, production }) => ({ id: production.id, siteId: acme.id, environment: "production", status: "active" }),
  ],
  ["getInstall by its id", ({ staging }) => sdk.getInstall({ id: staging.id }), () => ({ name: "acmestg" })],
  [
    "getDomain by its name, in any form",
    ({ production }) => sdk.getDomain({ installId: production.id, name: "ACME.example." }),
    ({ apex, production }) => ({ id: apex.id, installId: production.id, primary: true }),
  ],
  [
    "getDomain by its id",
    ({ production, apex }) => sdk.getDomain({ installId: production.id, id: apex.id }),
    () => ({ name: "acme.example" }),
  ],
  [
    "getAccountUser by its address, capitals or not",
    () => sdk.getAccountUser({ accountId, email: "jo@ACME.example" }),
    ({ user }) => ({ id: user.userId, firstName: "Jo", roles: "full" }),
  ],
  [
    "getAccountUser by its id",
    ({ user }) => sdk.getAccountUser({ accountId, id: user.userId }),
    () => ({ email: "Jo@acme.example" }),
  ],
  ["getCurrentUser", () => sdk.getCurrentUser(), () => ({ id: simulator.estate.credentials[0]!.user.id })],
  ["getApiStatus", () => sdk.getApiStatus(), () => ({ success: true })],
])("%s", async (_what, call, expected) => {
  const made = build();
  expect(await call(made)).toMatchObject(expected(made));
});

test.each<[string, (made: ReturnType<typeof build>) => Promise<object>, unknown]>([
  ["getSites", () => sdk.getSites({ accountId }), { sites: [{ name: "Acme" }, { name: "Bakery" }] }],
  ["getSites without arguments", () => sdk.getSites(), { sites: [{ name: "Acme" }, { name: "Bakery" }] }],
  ["getInstalls", () => sdk.getInstalls(), { installs: [{ name: "acme" }, { name: "acmestg" }] }],
  [
    "getInstalls of a site and an environment",
    ({ acme }) => sdk.getInstalls({ siteId: acme.id.toUpperCase(), environment: "staging" }),
    { installs: [{ name: "acmestg" }] },
  ],
  ["getInstalls of a site without any", ({ bakery }) => sdk.getInstalls({ siteId: bakery.id }), { installs: [] }],
  [
    "getDomains",
    ({ staging }) => sdk.getDomains({ installId: staging.id }),
    { domains: [{ name: "acmestg.wpengine.com" }] },
  ],
  [
    "getAccountUsers",
    () => sdk.getAccountUsers({ accountId }),
    { accountUsers: [{ roles: "owner" }, { email: "Jo@acme.example" }] },
  ],
  [
    "getBackups",
    ({ staging }) => {
      simulator.estate.backups.add({ installId: staging.id, description: "before" });
      return sdk.getBackups({ installId: staging.id });
    },
    { backups: [{ description: "before", status: "requested" }] },
  ],
  ["getSshKeys", () => sdk.getSshKeys(), { sshKeys: [] }],
  [
    "getSslCertificates",
    ({ production }) => {
      simulator.estate.sslCertificates.add({ installId: production.id, domains: ["acme.example", "www.acme.example"] });
      return sdk.getSslCertificates({ installId: production.id });
    },
    {
      sslCertificates: [
        {
          commonName: "acme.example",
          domains: ["acme.example", "www.acme.example"],
          status: "ENABLED",
          source: "LETS_ENCRYPT",
        },
      ],
    },
  ],
  [
    "getSslCertificates of an install without any",
    ({ staging }) => sdk.getSslCertificates({ installId: staging.id }),
    { sslCertificates: [] },
  ],
])("%s", async (_what, call, expected) => {
  expect(await call(build())).toMatchObject(expected as object);
});

describe("where a list does not say where its installs are", () => {
  test("the function asks each of them", async () => {
    const { acme, staging } = build();
    simulator.behaviours.set({ short: { path: "/installs" } });
    const { installs } = await sdk.getInstalls({ siteId: acme.id, environment: "staging" });
    expect(installs).toMatchObject([{ id: staging.id, siteId: acme.id, environment: "staging" }]);
  });

  test("and shows an install that is gone, the function leaves it out", async () => {
    const { acme, staging } = build();
    simulator.settle();
    simulator.behaviours.set({ lag: { lists: 60_000 }, short: { path: "/installs" } });
    simulator.estate.installs.delete(staging.id);
    const { installs } = await sdk.getInstalls({ siteId: acme.id });
    expect(installs).toMatchObject([{ name: "acme" }]);
  });

  test("nor does an install itself, the function fails, instead of leaving it out", async () => {
    const { acme } = build();
    simulator.behaviours.set({
      odd: [
        { field: "site", as: "missing" },
        { field: "environment", as: "missing" },
      ],
    });
    await expect(sdk.getInstalls({ siteId: acme.id })).rejects.toThrow(
      "getInstalls: the API does not say the site of the install acme. Leave out siteId, and choose among all installs.",
    );
    await expect(sdk.getInstalls({ environment: "staging" })).rejects.toThrow("does not say the environment of");
  });

  test("the function asks nothing more if nobody wants to know", async () => {
    build();
    simulator.behaviours.set({ short: true });
    expect((await sdk.getInstalls()).installs).toHaveLength(2);
    expect(simulator.requests.count()).toBe(1);
  });
});

test.each<[string, () => Promise<object>, string]>([
  [
    "a name that nothing has",
    () => sdk.getSite({ name: "Acmee" }),
    'getSite: these credentials see no site "Acmee". Did you mean "Acme"? They see: Acme, Bakery.',
  ],
  [
    "neither of two arguments",
    () => sdk.getInstall({}),
    'getInstall: give either the id or the name of the install, such as name: "acme".',
  ],
  [
    "a word that does not exist",
    () => sdk.getInstalls({ environment: "prod" }),
    'getInstalls: environment must be one of "production", "staging", "development"',
  ],
  [
    "an argument that is missing",
    () => sdk.getDomains({} as never),
    "getDomains: installId is missing: write the id of an install",
  ],
  [
    "an argument that does not exist",
    () => sdk.getSites({ account: "a1" } as never),
    "getSites: there is no argument account. The arguments are accountId",
  ],
])("%s is an error before anything else is asked", async (_what, call, text) => {
  build();
  await expect(call()).rejects.toThrow(text);
  expect(simulator.requests.all().filter(({ path }) => path !== "/sites")).toEqual([]);
});

test.each<[string, () => Promise<object>, string]>([
  [
    "a connection of an impossible name",
    () => sdk.getSites({}, { connection: "Agency B" }),
    "getSites: connection must be the name of a connection",
  ],
  [
    "an output",
    () => sdk.getSite({ name: pulumi.output("Acme") as never }),
    "getSite: name is an output. Write getSiteOutput, which takes outputs.",
  ],
  ["a private key", () => sdk.getSite({ name: "-----BEGIN OPENSSH PRIVATE KEY-----" }), "getSite: name"],
])("%s is refused, and nothing is asked", async (_what, call, text) => {
  await expect(call()).rejects.toThrow(text);
  expect(simulator.requests.count()).toBe(0);
});

test("getSite finds a site by its name, in whatever form the API writes it", async () => {
  const { id } = simulator.estate.addSite({ accountId, name: "Birch &amp; Sons  Caf\u0065\u0301" });
  expect(await sdk.getSite({ name: "Birch & Sons Caf\u00e9" })).toMatchObject({ id });
});

test("two sites of one name are an error with both ids", async () => {
  const { estate } = simulator;
  const ids = [1, 2].map(() => estate.addSite({ accountId, name: "Twin" }).id);
  await expect(sdk.getSite({ name: "Twin" })).rejects.toThrow(
    `2 sites have the name "Twin" (ids ${ids.join(", ")}). Give the id.`,
  );
});

const newerLists = [
  ["getBackups", "backups", sdk.getBackups],
  ["getSslCertificates", "SSL certificates", sdk.getSslCertificates],
] as const;

test.each(newerLists)("%s: an API that lists no %s is an error that says so", async (_name, plural, list) => {
  const { staging } = build();
  simulator.useShape("1.6.7");
  await expect(list({ installId: staging.id })).rejects.toThrow(`this version of the API lists no ${plural}`);
});

describe.each(newerLists)(
  "%s: a 404 of the list is an error that says both what it may mean",
  (_name, plural, list) => {
    test.each<[string, Gateway, string]>([
      [
        "the API",
        { status: 404, body: { json: { message: "Not Found" } } },
        "these credentials cannot see the install",
      ],
      ["a gateway", { status: 404 }, "another server answered in the API's place"],
    ])("from %s", async (_who, gateway, meaning) => {
      const { staging } = build();
      simulator.behaviours.set({ gateways: [gateway] });
      await expect(list({ installId: staging.id })).rejects.toThrow(
        `Either ${meaning}, or this version of the API lists no ${plural}`,
      );
    });
  },
);

test.each(newerLists)("%s: other refusals are not blamed on the version of the API", async (_name, _plural, list) => {
  const { staging } = build();
  simulator.faults.add({ kind: "answer", status: 403, body: { message: "Not authorized" } });
  await expect(list({ installId: staging.id })).rejects.toThrow("check that user's roles in the account");
  environment.ask({ ...simulator, password: "wrong" });
  await expect(list({ installId: staging.id })).rejects.toThrow("Check wpengine:username and wpengine:password");
});

test.each([401, 403, 404])("the error after a %i speaks of no state and no resource", async (status) => {
  build();
  simulator.faults.add({ kind: "answer", status, body: { message: "No" } });
  const { message } = (await sdk.getSite({ id: accountId }).catch((error: unknown) => error as Error)) as Error;
  expect(message).toContain("getSite: could not read from the API");
  expect(message).not.toMatch(/state|customTimeouts|resource|pulumi refresh/);
});

test("what the API leaves out is absent, and no null", async () => {
  build();
  expect(Object.values(await sdk.getInstall({ name: "acmestg" }))).not.toContain(null);
});

describe("with mocks in the engine's place", () => {
  const calls: string[] = [];
  beforeEach(async () => {
    calls.length = 0;
    await pulumi.runtime.setMocks({
      call: ({ token, inputs }: pulumi.runtime.MockCallArgs) => {
        calls.push(`${token} ${JSON.stringify(inputs)}`);
        return { id: "from-the-mocks" };
      },
      newResource: ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({
        id: `${name}-id`,
        state: inputs as object,
      }),
    });
  });
  afterEach(() => pulumi.runtime.disconnect());

  test("the mocks answer, and no request is sent", async () => {
    expect(await sdk.getInstall({ name: "acme" })).toMatchObject({ id: "from-the-mocks" });
    expect(await valueOf(sdk.getSiteOutput({ name: pulumi.output("Acme") }).id)).toBe("from-the-mocks");
    expect(calls).toEqual(['wpengine:index:getInstall {"name":"acme"}', 'wpengine:index:getSite {"name":"Acme"}']);
    expect(simulator.requests.count()).toBe(0);
  });
});
