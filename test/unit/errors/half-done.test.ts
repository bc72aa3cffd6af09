import { type UnfinishedOutputs } from "../../../provider/adapters/dynamic/stored";
import { TestWorld } from "../../support/world";
import { failureOf, seen } from "../../support/error-table";
import { subjects, type Verb } from "../../support/nouns";

const { domain, install, site } = subjects;

const mayNot =
  "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.";
const unknownOutcome =
  "The provider did not send the request again, because that could create a second one. Run `pulumi up` again in a minute. If that says that the resource exists already, and nobody else created it, run `WPENGINE_ADOPT=true pulumi up`.";

const halfDone: [what: string, failing: (world: TestWorld) => Promise<unknown>, text: string[]][] = [
  [
    "the API creates a domain and refuses its settings",
    (world) => {
      world.simulator.faults.add({ kind: "answer", status: 403, method: "PATCH", body: { message: "Not authorized" } });
      return world.create("Domain", { ...domain.declare(world), secureAllUrls: true });
    },
    [
      "Domain #: could not finish creating it. PATCH /installs/{installId}/domains/# answered 403 (request #): Not authorized",
      mayNot,
      "The state keeps it (id #), and the next `pulumi up` goes on from here.",
    ],
  ],
  [
    "the API changes an install and fails to answer the GET after it",
    async (world) => {
      const kept = await world.create("Install", install.declare(world));
      world.simulator.faults.add({ kind: "500", method: "GET" });
      return world.update("Install", kept, { ...kept.inputs, ...install.change });
    },
    [
      "Install #: could not finish updating it. GET /installs/# answered 500 (request #): Internal Server Error",
      "The API failed, or it refused the request: the API answers some refusals with 500 too.",
      "The state keeps what the provider updated so far, and the next `pulumi up` goes on from here.",
    ],
  ],
  [
    "the API refuses the GET of a pending install when an update resumes its creation",
    async (world) => {
      const inputs = install.declare(world);
      world.simulator.faults.add({ kind: "stuck-pending" });
      const { id, outputs } = await world
        .create("Install", inputs)
        .catch((error: unknown) => error as UnfinishedOutputs);
      world.simulator.faults.add({ kind: "answer", status: 403, body: { message: "Not authorized" } });
      return world.update("Install", { id, inputs, outputs }, inputs);
    },
    [
      "Install #: could not finish creating or updating it. GET /installs/# answered 403 (request #): Not authorized",
      mayNot,
    ],
  ],
  [
    "the API answers the creation of a site with 500, and the list too",
    (world) => {
      world.simulator.faults.add({ kind: "500", method: "POST" });
      world.simulator.faults.add({ kind: "500", method: "GET", after: 1, times: Infinity });
      return world.create("Site", site.declare(world));
    },
    [
      'Site "Acme": the provider does not know whether the API created it. POST /sites answered 500 (request #): Internal Server Error',
      unknownOutcome,
    ],
  ],
  [
    "the answer to the creation of an install is lost, and the API answers the list with 500",
    (world) => {
      world.simulator.faults.add({ kind: "cut-after", method: "POST" });
      world.simulator.faults.add({ kind: "500", method: "GET", after: 1, times: Infinity });
      return world.create("Install", install.declare(world));
    },
    [
      "Install acme: the provider does not know whether the API created it. POST /installs got no answer (ECONNRESET).",
      unknownOutcome,
    ],
  ],
];

test.each(halfDone)("%s: the error says what is done and what is not", async (_what, failing, text) => {
  expect(await seen({ retries: "0", timeout: "1m", pollInterval: "10s" }, failing)).toBe(text.join("\n"));
});

test.each<[Verb, string, string]>([
  ["create", 'Site "Acme": the provider does not know whether the API created it. POST /sites', unknownOutcome],
  [
    "read",
    'Site "Acme": could not read it. GET /sites',
    "Check the network and wpengine:baseUrl. Run the same command again.",
  ],
  [
    "update",
    'Site "Acme 2": could not update name. PATCH /sites/#',
    "Check the network and wpengine:baseUrl. Run `pulumi up` again.",
  ],
  [
    "delete",
    'Site "Acme": could not delete it. DELETE /sites/#',
    "Check the network and wpengine:baseUrl. Run the same command again.",
  ],
])("the connection always breaks: the error of a %s says what to check", async (verb, tried, advice) => {
  expect(await failureOf(site, verb, { kind: "cut-before" })).toBe(`${tried} got no answer (ECONNRESET).\n${advice}`);
});

test.each([
  [
    "another server",
    { status: 200, body: {} },
    ' answered in an unexpected form: "results": Invalid input: expected array, received undefined.\nCheck that wpengine:baseUrl is the address of the API. Run the same command again.',
  ],
  [
    "a redirect",
    { status: 302 },
    " answered 302 (request #): the client follows no redirects\nCheck wpengine:baseUrl.",
  ],
  [
    "a gateway",
    { status: 502, body: "<html>" },
    "/# answered 502 (request #): the answer is not the API's (text/html)\nA server in front of the API failed, or could not reach it. Run the same command again.",
  ],
])("the error of a read tells that %s answered in the place of the API", async (_what, answer, text) => {
  expect(await failureOf(site, "read", answer)).toBe(`Site "Acme": could not read it. GET /sites${text}`);
});

// The engine keeps this text in the state as it is, though an input may be secret.
test("the text of a half-made resource quotes no natural key, even if the API's answer does", async () => {
  const world = await TestWorld.create();
  try {
    const inputs: Record<string, unknown> = { ...subjects.domain.declare(world), secureAllUrls: true };
    const keys = [String(inputs.name), String(inputs.installId)];
    const message = `${keys.join(" + ").toUpperCase()} is locked`;
    const errors = [{ field: "secure_all_urls", message: `not on ${keys[0]!}` }];
    world.simulator.faults.add({
      kind: "answer",
      status: 400,
      times: Infinity,
      method: "PATCH",
      body: { message, errors },
    });
    const text = await world.create("Domain", inputs).then(
      () => "It succeeded.",
      (error: unknown) => (error as Error).message,
    );
    expect(text).toContain("{name} + {installId} is locked");
    expect(keys.filter((key) => text.toLowerCase().includes(key))).toEqual([]);
  } finally {
    await world.close();
  }
});
