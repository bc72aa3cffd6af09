import { agencyId, type InstallRecord, type Simulator, startSimulator } from "../../../../simulator";
import { ask } from "../../../support/simulator-client";

let simulator: Simulator;
let acme: InstallRecord;
beforeEach(async () => {
  simulator = await startSimulator({ mostPerPage: 2 });
  acme = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
});
afterEach(() => simulator.close());

const issue = (...domains: string[]) => simulator.estate.sslCertificates.add({ installId: acme.id, domains });
const list = (query = "") => ask(simulator, `GET /installs/${acme.id}/ssl_certificates${query}`);

test("a certificate says whose it is, what it covers and when it expires", async () => {
  const { id, orderedAt, expiresAt } = issue("acme.com", "*.acme.com");
  const ordered = new Date(orderedAt).toISOString();
  expect((await list()).body).toEqual({
    certificates: [
      {
        id,
        account: "agency",
        common_name: "acme.com",
        domains: ["acme.com", "*.acme.com"],
        wildcard: true,
        status: "ENABLED",
        cert_source: "LETS_ENCRYPT",
        auto_renew: true,
        ordered_time: ordered,
        approved_time: ordered,
        expires_time: new Date(expiresAt).toISOString(),
        serial_number: expect.stringMatching(/^[0-9A-F]{32}$/) as unknown,
      },
    ],
  });
});

test("a page has a token if there is another page after it", async () => {
  for (const name of ["a.example", "b.example", "c.example"]) issue(name);
  const pages = [await list(), await list("?limit=2&offset=2")].map(({ body }) => body);
  expect(pages).toEqual([
    { certificates: [expect.anything(), expect.anything()], next_page_token: "2" },
    { certificates: [expect.objectContaining({ common_name: "c.example" })] },
  ]);
});

test("an install without certificates is 404, with words of its own", async () => {
  expect(await list()).toMatchObject({
    status: 404,
    body: { message: "No SSL certs found for environment 'acme'" },
  });
});

test("a missing install is 404", async () => {
  const answer = await ask(simulator, "GET /installs/missing/ssl_certificates");
  expect(answer).toMatchObject({ status: 404, body: { message: "Install not found" } });
});

test.each(["2021", "1.6.7"] as const)("in %s there is no such operation", async (shape) => {
  issue("acme.com");
  simulator.useShape(shape);
  expect(await list()).toMatchObject({ status: 403, body: { message: "Missing Authentication Token" } });
});

test("certificates go with their install", () => {
  issue("acme.com");
  simulator.estate.removeInstall(acme.id);
  expect(simulator.estate.sslCertificates.size).toBe(0);
});
