import { defaultBaseUrl } from "../../provider/api";
import { type Shape } from "../../simulator";
import { routes } from "../../simulator/nouns";
import { clientOf, failureOf } from "../support/api-world";
import { ask } from "../support/simulator-client";
import { newInstall } from "./calls";
import { Contract } from "./contract";
import { inputsOf, methodsOf } from "./coverage";
import { disagreementsWith, explains } from "./disagreements";
import { type Document, readDocument } from "./document";
import { installIds } from "./estate";
import { newer, reference } from "./operations";
import { exchangesOf, recordEverything, type Recording } from "./record";
import { type Exchange } from "./wire";

const address = process.env.WPENGINE_SWAGGER ?? "";

if (address === "") {
  const notChecked =
    "the contract was NOT checked, because no Swagger was given: WPENGINE_SWAGGER=path-or-URL npx jest test/contract";
  test(notChecked, () => {
    // Jest does not print the names of tests when it runs many files.
    console.log(notChecked);
    expect(address).toBe("");
  });
} else {
  const document = readDocument(address);
  describe(`Swagger ${document.version}`, () => checkAgainst(document));
}

function checkAgainst(document: Document): void {
  const { version, operations } = document;
  const contract = new Contract(document);
  const shape: Shape = version === "1.6.7" ? "1.6.7" : "1.17.0";
  const disagreements = disagreementsWith(version);
  const known = disagreements.flatMap(({ findings }) => findings);
  const listed = [...reference, ...newer].filter((name) => name in operations);

  let record: Recording;
  let everything: Exchange[];
  let findings: { requests: string[]; answers: string[] };
  beforeAll(async () => {
    record = await recordEverything(contract, shape);
    everything = [...record.ofClient, ...record.ofRefusals];
    findings = {
      requests: record.ofClient.flatMap((exchange) => contract.requestFindings(exchange)),
      answers: everything.flatMap((exchange) => contract.answerFindings(exchange)),
    };
  });

  const isUnexpected = (finding: string): boolean => !known.some((expected) => explains(expected, finding));
  const unexpectedAt = (operation: string, found: string[]): string[] =>
    found.filter((finding) => finding.startsWith(`${operation}: `) && isUnexpected(finding));

  test.each(listed)("%s: every request of the client agrees with the Swagger", (operation) => {
    expect(unexpectedAt(operation, findings.requests)).toEqual([]);
  });

  test.each(listed)("%s: every answer of the simulator agrees with the Swagger", (operation) => {
    expect(unexpectedAt(operation, findings.answers)).toEqual([]);
  });

  test.each(listed)("%s: the simulator's gateway passes the statuses that the Swagger lists", (operation) => {
    const route = routes.find((one) => contract.operationAt(one) === operation);
    const refusals = Object.keys(operations[operation]?.responses ?? {}).filter((status) => Number(status) >= 400);
    expect(route?.listed.map(String).sort()).toEqual(refusals.sort());
  });

  test("every finding about an operation outside the Swagger is a disagreement below", () => {
    const belongs = (finding: string): boolean => listed.some((operation) => finding.startsWith(`${operation}: `));
    const found = [...findings.requests, ...findings.answers].filter((finding) => !belongs(finding));
    expect(found.filter(isUnexpected)).toEqual([]);
  });

  test("the Swagger lists all 33 operations of the reference, and the client sends a request to each", () => {
    const asked = new Set(record.ofClient.map((exchange) => contract.operationAt(exchange)));
    const missing = reference.filter((name) => !(name in operations));
    const neverAsked = listed.filter((name) => !asked.has(name));
    expect({ count: reference.length, missing, neverAsked }).toEqual({ count: 33, missing: [], neverAsked: [] });
  });

  test("the calls reach every method of the client", () => {
    expect([...record.methodsCalled].sort()).toEqual(methodsOf(clientOf({ url: "" })).sort());
  });

  test("the client can send every field of the Swagger", () => {
    const inputs = listed.flatMap((operation) => inputsOf(contract, operation, record.ofClient));
    expect(inputs.filter(({ wasSent }) => !wasSent).map(({ name }) => name)).toEqual([]);
  });

  test("a call leaves out every optional field, except for those that the client always sends", () => {
    const inputs = listed.flatMap((operation) => inputsOf(contract, operation, record.ofClient));
    const always = inputs.filter(({ isRequired, wasLeftOut }) => !isRequired && !wasLeftOut).map(({ name }) => name);
    const lists = ["/accounts", "/sites", "/installs", "/installs/{install_id}/domains", "/ssh_keys"];
    const newerLists = ["/installs/{install_id}/backups", "/installs/{install_id}/ssl_certificates"];
    const ofNewer = newerLists.filter((path) => listed.includes(`GET ${path}`));
    const ofPages = [...lists, ...ofNewer].flatMap((path) => [`GET ${path} limit`, `GET ${path} offset`]);
    expect(always.sort()).toEqual([...ofPages, "PATCH /sites/{site_id} name"].sort());
  });

  test("the simulator gives every answer that the Swagger lists, except for a few that it has no reason to give", () => {
    const given = new Set(everything.map((exchange) => `${contract.operationAt(exchange) ?? ""}: ${exchange.status}`));
    const all = listed.flatMap((name) =>
      Object.keys(operations[name]?.responses ?? {}).map((status) => `${name}: ${status}`),
    );
    const isForbidden = (answer: string): boolean => answer.endsWith(": 403");
    expect({
      forbidden: all.filter((answer) => isForbidden(answer) && given.has(answer)),
      neverGiven: all.filter((answer) => !isForbidden(answer) && !given.has(answer)),
    }).toEqual({
      forbidden: ["POST /sites: 403", "POST /installs: 403"],
      neverGiven: [
        "GET /accounts/{account_id}/account_users: 400",
        "DELETE /sites/{site_id}: 400",
        "GET /installs/{install_id}/backups/{backup_id}: 400",
        "DELETE /ssh_keys/{ssh_key_id}: 400",
        ...(listed.includes("GET /installs/{install_id}/backups") ? ["GET /installs/{install_id}/backups: 502"] : []),
      ],
    });
  });

  test("the client sends to the Swagger's host, and the simulator's links to other pages name that host", () => {
    const links = everything
      .flatMap(({ answered }) => Object.entries((answered ?? {}) as { [field: string]: unknown }))
      .flatMap(([field, link]) => (["previous", "next"].includes(field) && typeof link === "string" ? [link] : []));
    const hosts = new Set([defaultBaseUrl, ...links.map((link) => link.replace(/(\/v1)\/.*$/, "$1"))]);
    expect({ hosts: [...hosts], areThereLinks: links.length > 0 }).toEqual({
      hosts: [document.baseUrl],
      areThereLinks: true,
    });
  });

  describe("disagreements", () => {
    test.each(disagreements)("$name", ({ findings: expected }) => {
      const found = [...findings.requests, ...findings.answers];
      expect(expected.filter((one) => !found.some((finding) => explains(one, finding)))).toEqual([]);
    });

    test(`each domain in the answer to a bulk creation agrees with Swagger ${version}`, () => {
      const answers = record.ofClient.filter(({ path, status }) => path.endsWith("/domains/bulk") && status === 201);
      const domains = answers.flatMap(({ answered }) => (answered as { domains: unknown[] }).domains);
      expect({
        count: domains.length,
        findings: domains.flatMap((domain) => contract.definitionFindings("DomainOrRedirect", domain)),
      }).toEqual({ count: 2, findings: [] });
    });

    test(`Swagger ${version} allows pages of 0 entries, and the facts page 1 to 100. The simulator refuses 0`, async () => {
      const [asked] = await exchangesOf(shape, ({ door }) => ask(door, "GET /sites?limit=0"));
      expect([contract.requestFindings(asked!), asked!.status]).toEqual([[], 400]);
    });

    test.each(["site_id", "environment"])(
      `Swagger ${version} needs no %s for an install, and the facts page does where accounts have sites. The simulator needs it`,
      async (field) => {
        const wanted = { ...newInstall, [field]: undefined };
        const [asked] = await exchangesOf(shape, ({ api }) => failureOf(api.installs.create(wanted)));
        expect([contract.requestFindings(asked!), asked!.status]).toEqual([[], 400]);
      },
    );

    test(`Swagger ${version} has UUIDs for ids, and the facts page warns of others. The client accepts any id`, async () => {
      const [asked] = await exchangesOf(shape, ({ simulator, api }) => {
        simulator.estate.addAccount({ id: "acme-45y", name: "acme" });
        return api.accounts.get("acme-45y");
      });
      const found = [...contract.requestFindings(asked!), ...contract.answerFindings(asked!)];
      expect(found).toEqual([
        `GET /accounts/{account_id}: path account_id must match format "uuid"`,
        `GET /accounts/{account_id}: answer 200/id must match format "uuid"`,
      ]);
    });

    const both =
      `Swagger ${version} has a list redirects_to, and answers of 2021 an object redirect_to. ` +
      "The simulator can answer both";
    test(both, async () => {
      const asked = await exchangesOf("2021", ({ api }) => api.domains.list(installIds.acme));
      expect(asked.flatMap((exchange) => contract.answerFindings(exchange))).toContain(
        "GET /installs/{install_id}/domains: answer 200/results/* must NOT have additional properties (redirect_to)",
      );
    });
  });
}
