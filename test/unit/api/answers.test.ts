import { type Endpoints, redirectTargetOf } from "../../../provider/api";
import { agencyId } from "../../../simulator";
import { type Answer, answering, clientOf, failureOf, simulated } from "../../support/api-world";

const asked = async (body: unknown, call: (api: Endpoints) => Promise<unknown>, status = 200) =>
  call(clientOf(await answering({ status, body }), { retries: 0 }));

const domain = (api: Endpoints) => api.domains.get("acme", "apex");
const site = (api: Endpoints) => api.sites.get("acme");
const install = (api: Endpoints) => api.installs.get("acme");
const user = (api: Endpoints) => api.accountUsers.get("agency", "pia");
const check = (api: Endpoints) => api.domains.checkStatus("acme", "apex");
const report = (api: Endpoints) => api.domains.checkReport("acme", "7c1f");

test("the client accepts unknown fields at every depth", async () => {
  const simulator = await simulated();
  simulator.estate.addSite({ id: "acme", accountId: agencyId, name: "Acme" });
  simulator.estate.unknownFields = true;
  const unknown = { novelty: { since: 2027 }, novelties: ["one"] };
  expect(await site(clientOf(simulator))).toMatchObject({ ...unknown, account: { id: agencyId, ...unknown } });
});

test.each<[string, (api: Endpoints) => Promise<unknown>, Record<string, unknown>, string[]]>([
  [
    "a site",
    site,
    { id: "acme", name: "Acme" },
    ["account", "group_name", "tags", "created_at", "sandbox", "installs"],
  ],
  [
    "an install",
    install,
    { id: "acme", name: "acme" },
    [
      "php_version",
      "site",
      "account",
      "environment",
      "stable_ips",
      "primary_domain",
      "is_multisite",
      "status",
      "cname",
    ],
  ],
  [
    "a domain",
    domain,
    { id: "apex", name: "acme.com" },
    ["primary", "duplicate", "redirect_to", "redirects_to", "secure_all_urls", "network_details", "ownership_status"],
  ],
  ["an account user", user, { user_id: "pia" }, ["roles", "phone", "email", "last_owner", "mfa_enabled", "installs"]],
  ["an account", (api) => api.accounts.get("agency"), { id: "agency", name: "agency" }, ["nickname"]],
  ["a user", (api) => api.user.get(), { id: "pia" }, ["first_name", "last_name", "email", "phone_number"]],
  ["a backup", (api) => api.backups.get("acme", "7c1f"), { id: "7c1f" }, ["status", "description", "complete_time"]],
  ["the status", (api) => api.status.get(), {}, ["success", "created_on"]],
])("%s may leave out fields, or have null in them", async (_, call, least, fields) => {
  const nulls = { ...least, ...Object.fromEntries(fields.map((field) => [field, null])) };
  expect([await asked(least, call), await asked(nulls, call)]).toEqual([least, nulls]);
});

test.each(["qada3227-9a39-46ae-9e14-20958bb4e645y", "7", "ACME"])("an id may look like %j", async (id) => {
  expect(await asked({ id, name: "Acme" }, site)).toEqual({ id, name: "Acme" });
});

test("the client accepts unknown values", async () => {
  const odd = { id: "acme", name: "acme", status: "frozen", environment: "preproduction" };
  expect(await asked(odd, install)).toEqual(odd);
});

test.each([
  ["site", (api: Endpoints) => api.sites.get("acme"), { created_at: expect.any(String) as unknown, sandbox: false }],
  ["install", (api: Endpoints) => api.installs.get("acme"), { wp_version: "6.8.1" }],
  [
    "domain",
    (api: Endpoints) => api.domains.get("acme", "apex"),
    { ownership_status: "TXT_VERIFIED", network_details: { dns_config_info: { a_records: ["192.0.2.1"] } } },
  ],
])("the client returns the fields that 1.17.0 adds to a %s", async (_, call, added) => {
  const { estate, ...simulator } = await simulated({ shape: "1.17.0" });
  estate.addSite({ id: "acme", accountId: agencyId, name: "Acme" });
  estate.addInstall({ id: "acme", accountId: agencyId, name: "acme" });
  estate.addDomain({ id: "apex", installId: "acme", name: "acme.com" });
  expect(await call(clientOf(simulator))).toMatchObject(added);
});

describe("the target of a redirect", () => {
  const target = { id: "apex", name: "acme.com" };
  const redirected = async (said: object) =>
    redirectTargetOf((await asked({ id: "www", name: "www.acme.com", ...said }, domain)) as never);

  test.each<[string, object, string | null | undefined]>([
    ["an object, as in 2021", { redirect_to: target }, "apex"],
    ["an empty object, as in 2021", { redirect_to: {} }, null],
    ["a list of one, as in the Swaggers", { redirects_to: [target] }, "apex"],
    ["an empty list", { redirects_to: [] }, null],
    ["an object in the plural, as after a bulk request", { redirects_to: target }, "apex"],
    ["an empty object in the plural", { redirects_to: {} }, null],
    ["an object without a name", { redirects_to: { id: "apex" } }, "apex"],
    ["an id of null", { redirect_to: { id: null, name: null } }, null],
    ["null", { redirect_to: null }, null],
    ["both, where one is null", { redirects_to: null, redirect_to: target }, "apex"],
    ["its id alone", { redirect_to: "apex" }, "apex"],
    ["its id alone in a list", { redirects_to: ["apex"] }, "apex"],
    ["an empty text", { redirect_to: "" }, null],
    ["a wrong type", { redirect_to: 7 }, undefined],
    ["nothing", {}, undefined],
  ])("is understood as %s", async (_, said, id) => {
    expect(await redirected(said)).toBe(id);
  });

  test.each(["2021", "1.6.7", "1.17.0"] as const)("is read in %s", async (shape) => {
    const { estate, ...simulator } = await simulated({ shape });
    estate.addInstall({ id: "acme", accountId: agencyId, name: "acme" });
    const apex = estate.addDomain({ installId: "acme", name: "acme.com" });
    estate.addDomain({ id: "apex", installId: "acme", name: "www.acme.com", redirectTo: apex.id });
    expect(redirectTargetOf(await clientOf(simulator).domains.get("acme", "apex"))).toBe(apex.id);
  });
});

describe("a domain's check", () => {
  const apex = { id: "apex", name: "acme.com" };

  test.each<[string, unknown, object]>([
    ["under way with a report", { report_id: "7c1f" }, { complete: false, reportId: "7c1f" }],
    ["put off without a body", "", { complete: false }],
    ["put off with words", { message: "Check back later" }, { complete: false }],
    ["complete with the domain", apex, { complete: true, domain: apex }],
  ])("is %s", async (_, body, expected) => {
    expect(await asked(body, check, 202)).toEqual(expected);
  });

  test.each<[string, object, boolean]>([
    ["complete", { report: { id: "7c1f", complete: true } }, true],
    ["complete, and comes bare", { id: "7c1f", complete: true }, true],
    ["under way", { report: { complete: false } }, false],
    ["not complete", { complete: false }, false],
    ["not complete where it says null", { complete: null }, false],
    ["not complete where it says nothing", {}, false],
  ])("has a report that is %s", async (_, body, complete) => {
    expect(await asked(body, report)).toEqual({ complete, reportId: "7c1f" });
  });
});

test.each<[string, unknown, string]>([
  ["nothing", "", "the answer is not the API's (no body)."],
  ["a list", [], "the answer: "],
  ["no id", { name: "Acme" }, '"id": '],
  ["an id that is no text", { id: 7, name: "Acme" }, '"id": '],
])("a success with %s is an error that names the place", async (_, body, place) => {
  expect(await failureOf(asked(body, site))).toMatchObject({
    name: "UnexpectedAnswerError",
    message: expect.stringContaining(`GET /sites/acme answered in an unexpected form: ${place}`) as unknown,
  });
});

test.each([
  ["a slash", "a/b", "a%2Fb"],
  ["a way up", "../user", "..%2Fuser"],
  ["a question", "a?limit=1", "a%3Flimit%3D1"],
  ["a fragment", "a#b", "a%23b"],
  ["a percent sign", "a%2Fb", "a%252Fb"],
  ["a space and an umlaut", "ä b", "%C3%A4%20b"],
])("an id with %s is encoded into the path", async (_, id, encoded) => {
  const server = await answering({ body: { id, name: "acme.com" } });
  await clientOf(server).domains.get(id, id);
  expect(server.requests).toEqual([`GET /v1/installs/${encoded}/domains/${encoded}`]);
});

test.each(["", ".", ".."])("the client does not send an id %j, which would lead to another path", async (id) => {
  const server = await answering({ body: {} });
  const error = await failureOf(clientOf(server).domains.delete("acme", id));
  expect({ error, requests: server.requests }).toEqual({
    error: new TypeError(`"${id}" cannot be an id.`),
    requests: [],
  });
});

test("the client encodes an account's id into the query", async () => {
  const server = await answering({ body: { count: 0, results: [] } });
  await clientOf(server).sites.list({ accountId: "a&b=c" });
  expect(server.requests).toEqual(["GET /v1/sites?account_id=a%26b%3Dc&limit=100&offset=0"]);
});

/** Every list of the API: the path it is read from, the name of its ids, and what of an entry may be of any type. */
const lists: [string, (api: Endpoints) => Promise<unknown[]>, string, string[]][] = [
  ["accounts", (api) => api.accounts.list(), "id", ["name", "nickname"]],
  [
    "sites",
    (api) => api.sites.list(),
    "id",
    ["name", "account", "group_name", "tags", "created_at", "sandbox", "transferable", "installs"],
  ],
  [
    "installs",
    (api) => api.installs.list(),
    "id",
    ["name", "account", "php_version", "status", "site", "cname", "stable_ips", "environment", "primary_domain"],
  ],
  [
    "domains",
    (api) => api.domains.list("acme"),
    "id",
    ["name", "primary", "duplicate", "redirect_to", "redirects_to", "network_details", "ownership_status"],
  ],
  [
    "account users",
    (api) => api.accountUsers.list("agency"),
    "user_id",
    ["account_id", "first_name", "email", "roles", "installs", "last_owner", "mfa_enabled"],
  ],
  ["SSH keys", (api) => api.sshKeys.list(), "uuid", ["comment", "created_at", "fingerprint"]],
];

const certificates = (api: Endpoints) => api.sslCertificates.list("acme");

describe("a list of SSL certificates", () => {
  const key = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----";

  test("is read without a private key, wherever the API puts one", async () => {
    const entry = { id: 7, common_name: "acme.com", key, cert_info: { key, cert: "…" } };
    const body = { certificates: [entry], cert_info: { key } };
    expect(await asked(body, certificates)).toEqual([{ id: "7", common_name: "acme.com" }]);
  });

  test("is read whatever the types of an entry's fields are, and without the entries that have no id", async () => {
    const odd = { id: 8, common_name: 7, domains: "acme.com", wildcard: "yes", status: {}, expires_time: 7 };
    expect(await asked({ certificates: [null, {}, { id: "" }, odd, "entry"] }, certificates)).toMatchObject([
      { id: "8" },
    ]);
  });

  test("goes on for as long as a page has a token of the next one", async () => {
    const simulator = await simulated({ mostPerPage: 2 });
    const { id: installId } = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
    const names = ["a", "b", "c", "d", "e"].map((name) => `${name}.example`);
    for (const name of names) simulator.estate.sslCertificates.add({ installId, domains: [name] });
    const found = await clientOf(simulator).sslCertificates.list(installId);
    expect(found.map(({ common_name }) => common_name)).toEqual(names);
  });

  test.each(["1", 1])("goes on after a token %j, and ends with a page that brings nothing new", async (token) => {
    const page = { certificates: [{ id: 1 }], next_page_token: token };
    expect(await asked(page, certificates)).toEqual([{ id: "1" }]);
  });

  const none = { message: "No SSL certs found for environment 'acme'" };
  test("is empty where the API says that there is none", async () => {
    const server = await answering({ status: 404, body: none });
    expect(await certificates(clientOf(server))).toEqual([]);
  });

  test.each<[string, Answer]>([
    ["another 404 of the API", { status: 404, body: { message: "Install not found" } }],
    [
      "the page of a gateway",
      { status: 404, body: `<p>${none.message}</p>`, headers: { "Content-Type": "text/html" } },
    ],
    ["a refusal", { status: 403, body: none }],
  ])("is not taken for empty after %s", async (_, answer) => {
    const server = await answering(answer);
    expect(await failureOf(certificates(clientOf(server)))).toMatchObject({ status: answer.status });
  });
});

test.each(lists)("a list of %s is read whatever the types of an entry's fields are", async (_, list, id, fields) => {
  const odd = [7.5, true, [7], { odd: [] }].map((value, index) => ({
    [id]: String(index),
    ...Object.fromEntries(fields.map((field) => [field, value])),
  }));
  expect(await asked({ results: odd }, list)).toHaveLength(odd.length);
});

test.each(lists)("a list of %s is read without the entries that have no id", async (_, list, id) => {
  const results = [null, {}, { [id]: 7 }, { [id]: "" }, { [id]: "one" }, "entry"];
  expect(await asked({ count: 6, next: null, results }, list)).toEqual([{ [id]: "one" }]);
});

test.each<[string, unknown, unknown]>([
  ["a wrong type", 7, undefined],
  ["an empty object", {}, null],
  ["an empty list", [], null],
  ["an empty text", "", null],
  ["an id of null", { id: null }, null],
  ["the id alone", "home", { id: "home" }],
])("a reference that is %s is read as what it means", async (_, said, site) => {
  expect(await asked({ id: "acme", site: said }, install)).toMatchObject({ id: "acme", site });
});

test("roles may come as a list", async () => {
  expect(await asked({ user_id: "pia", roles: ["billing", "partial"] }, user)).toMatchObject({
    roles: "billing,partial",
  });
});

test.each<[string, (api: Endpoints) => Promise<unknown>, object]>([
  ["site", (api) => api.sites.update("acme", { name: "Acme 2" }), { id: "acme", name: "Acme 2" }],
  ["install", (api) => api.installs.update("acme", { environment: "staging" }), { id: "acme", environment: "staging" }],
  ["domain", (api) => api.domains.update("acme", "apex", { primary: true }), { id: "apex", primary: true }],
  [
    "account user",
    (api) => api.accountUsers.update("agency", "pia", { roles: "full" }),
    { user_id: "pia", roles: "full" },
  ],
])(
  "a change of a %s was made, whether the answer to it says so, says little or says nothing",
  async (_, update, made) => {
    const answers = [{ status: 204 }, { body: {} }, { status: 202, body: { message: "Accepted" } }, { status: 202 }];
    for (const answer of answers) {
      expect(await update(clientOf(await answering(answer), { retries: 0 }))).toMatchObject(made);
    }
  },
);
