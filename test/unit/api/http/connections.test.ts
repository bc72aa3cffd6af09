import { createServer } from "node:net";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import https from "node:https";
import { type NoAnswerError } from "../../../../provider/api";
import { isCertificateCode, isNeverSent } from "../../../../provider/api/http/failures";
import { explained } from "../../../../provider/report";
import { FakeClock } from "../../../support/fake-clock";
import { answering, clientOf, failureOf } from "../../../support/api-world";
import { answeringOverTls, certificate, cuttingIn, portOf } from "../../../support/tls-server";

const newSite = { account_id: "agency", name: "Acme" };
const site = { id: "acme", name: "Acme" };

test("a certificate that nobody trusts is not tried again, and the text says what to set", async () => {
  const server = await answeringOverTls(site);
  const clock = new FakeClock();
  const client = clientOf({ url: `https://localhost:${server.port}/v1` }, { clock });
  const error = (await failureOf(client.sites.create(newSite))) as NoAnswerError;
  expect(error).toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT", sent: false, isCertificate: true });
  expect([clock.waits, server.requests]).toEqual([[], []]);
  expect((explained({ subject: "Site acme", verb: "create" }, error) as Error).message).toContain(
    "NODE_EXTRA_CA_CERTS",
  );
});

test.each([
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_UNTRUSTED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
])("%s is about a certificate, and nothing was sent", (code) => {
  expect([isCertificateCode(code), isNeverSent(code, "", true)]).toEqual([true, true]);
});

test.each<[string, string, boolean, boolean]>([
  ["EPROTO", "", false, true],
  ["EPROTO", "", true, false],
  ["EPROTO", "write EPROTO … sslv3 alert handshake failure", true, true],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "", false, true],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "", true, false],
  ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "", false, true],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "", true, true],
  ["ERR_TLS_HANDSHAKE_TIMEOUT", "", false, true],
  ["ECONNRESET", "Client network socket disconnected before secure TLS connection was established", false, true],
  ["ECONNRESET", "socket hang up", false, false],
  ["ETIMEDOUT", "", false, false],
  ["ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC", "", true, false],
  ["ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC", "", true, false],
])("after %s (%s), encrypted: %s, that nothing was sent is %s", (code, message, isEncrypted, expected) => {
  expect([isNeverSent(code, message, isEncrypted), isCertificateCode(code)]).toEqual([expected, false]);
});

test.each<[string, (socket: { destroy: () => void; write: (text: string) => void }) => void]>([
  ["hangs up before the connection is encrypted", (socket) => socket.destroy()],
  ["does not speak TLS", (socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n")],
])("a POST to a server that %s is sent again", async (_, greet) => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on("error", () => undefined).once("data", () => greet(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const error = await failureOf(
    clientOf({ url: `https://127.0.0.1:${port}/v1` }, { retries: 2 }).sites.create(newSite),
  );
  server.close();
  expect({ error, connections }).toMatchObject({ error: { name: "NoAnswerError", sent: false }, connections: 3 });
});

test("a POST that arrived is not sent again, whatever a firewall writes into the encrypted connection", async () => {
  https.globalAgent.options.ca = certificate;
  const server = await answeringOverTls(site);
  const firewall = await cuttingIn(server.port, () => server.requests.length > 0);
  const client = clientOf({ url: `https://localhost:${firewall}/v1` }, { retries: 2 });
  const error = await failureOf(client.sites.create(newSite));
  delete https.globalAgent.options.ca;
  expect({ error, requests: server.requests.length }).toMatchObject({ error: { sent: true }, requests: 1 });
});

describe("a server that closes idle connections at the wrong moment", () => {
  /** Each connection is good for one answer; what comes after it is reset without having been read. */
  async function impatient() {
    const answered = new WeakSet();
    const requests: string[] = [];
    const server = createHttpServer((request: IncomingMessage, response: ServerResponse) => {
      if (answered.has(request.socket)) {
        request.socket.resetAndDestroy();
        return;
      }
      answered.add(request.socket);
      requests.push(request.method ?? "");
      response
        .writeHead(200, { "Content-Type": "application/json", Connection: "keep-alive" })
        .end(JSON.stringify(site));
    });
    return { url: `http://127.0.0.1:${await portOf(server)}/v1`, requests };
  }

  test("costs no creation, which has a connection of its own", async () => {
    const server = await impatient();
    const client = clientOf(server, { retries: 0 });
    await client.sites.get("acme");
    await client.sites.create(newSite);
    await client.sites.create(newSite);
    expect(server.requests).toEqual(["GET", "POST", "POST"]);
  });

  test.each<[string, (client: ReturnType<typeof clientOf>) => Promise<unknown>]>([
    ["GET", (client) => client.sites.get("acme")],
    ["PATCH", (client) => client.sites.update("acme", { name: "Acme" })],
    ["DELETE", (client) => client.sites.delete("acme")],
  ])("costs a %s, which may be sent twice, a repetition", async (method, call) => {
    const server = await impatient();
    const client = clientOf(server);
    await client.sites.get("acme");
    await call(client);
    expect(server.requests).toEqual(["GET", method]);
  });
});

test("requests that may be sent twice share a connection", async () => {
  const sockets = new Set<unknown>();
  const server = await answering(({ socket }) => {
    sockets.add(socket);
    return { body: site };
  });
  const client = clientOf(server);
  for (let count = 0; count < 3; count++) await client.sites.get("acme");
  expect(sockets.size).toBe(1);
});

test("a connection of its own trusts what the others trust", async () => {
  https.globalAgent.options.ca = certificate;
  const server = await answeringOverTls(site);
  const made = await clientOf({ url: `https://localhost:${server.port}/v1` }).sites.create(newSite);
  delete https.globalAgent.options.ca;
  expect(made.id).toBe("acme");
});
