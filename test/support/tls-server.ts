import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from "node:net";

/** A certificate that signs itself, for api.example and localhost, good until 2126. Only tests use it. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBpzCCAUygAwIBAgIUWDFCetCIu7pzooxCZL228o8F2EAwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLYXBpLmV4YW1wbGUwIBcNMjYxMTI2MTAzNzI3WhgPMjEyNjEx
MDIxMDM3MjdaMBYxFDASBgNVBAMMC2FwaS5leGFtcGxlMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEM4QxN3Kez2tOjAjr0gm1QJpLJKDn39Aw1cLTTITfKpa7HO1k
ikI9b7n+4WKfj7nb9WD8+Wf5daBFWWqpta7mGqN2MHQwHQYDVR0OBBYEFIjE7u0D
wVV64fKHeiWJCqsNKVWQMB8GA1UdIwQYMBaAFIjE7u0DwVV64fKHeiWJCqsNKVWQ
MA8GA1UdEwEB/wQFMAMBAf8wIQYDVR0RBBowGIILYXBpLmV4YW1wbGWCCWxvY2Fs
aG9zdDAKBggqhkjOPQQDAgNJADBGAiEAlXl51J5tIafOa5ATJGkbhsCqECMmByXH
kUEGK1d+HPUCIQD4vumLumrXlFAhvmAHIsGo7qot1VnuWoblCNTSHSFAqg==
-----END CERTIFICATE-----`;

const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRaStWBGFuFP4YJbI
/eiFGgm9AK8giik98sAiTkpZOEqhRANCAAQzhDE3cp7Pa06MCOvSCbVAmkskoOff
0DDVwtNMhN8qlrsc7WSKQj1vuf7hYp+Pudv1YPz5Z/l1oEVZaqm1ruYa
-----END PRIVATE KEY-----`;

type AnyServer = TcpServer & Partial<Pick<Server, "closeAllConnections">>;
const open: AnyServer[] = [];
// A server no longer closes the sockets that a proxy has connected with each other.
const tunnels: Socket[] = [];
afterEach(async () => {
  for (const socket of tunnels.splice(0)) socket.destroy();
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections?.();
    await once(server, "close");
  }
});

export async function portOf(server: AnyServer): Promise<number> {
  open.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** An https server that answers every request with this, and keeps what it was asked. */
export async function answeringOverTls(body: unknown, status = 200) {
  const requests: IncomingMessage[] = [];
  const server = createHttpsServer({ key, cert: certificate }, (request, response) => {
    requests.push(request);
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  });
  return { port: await portOf(server), requests };
}

/**
 * A proxy that connects to one port of this machine, whatever the request names; or that answers with a status of its
 * own. `seen` is all that reaches it unencrypted.
 */
export async function proxyTo(target: number, refusal?: number) {
  const seen: string[] = [];
  const keep = ({ method = "", url = "", rawHeaders }: IncomingMessage): number =>
    seen.push([method, url, ...rawHeaders].join(" "));
  const server = createHttpServer((request, response) => {
    keep(request);
    response.writeHead(refusal ?? 502, { "Content-Type": "text/html", Server: "squid" }).end("<html>No</html>");
  });
  server.on("connect", (request: IncomingMessage, client: Socket) => {
    keep(request);
    if (refusal !== undefined) {
      client.end(`HTTP/1.1 ${refusal} No\r\nContent-Type: text/html\r\nServer: squid\r\n\r\n<html>No</html>`);
      return;
    }
    const upstream = connect(target, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    client.on("data", (bytes: Buffer) => seen.push(bytes.toString("latin1")));
    client.on("error", () => upstream.destroy());
    upstream.on("error", () => client.destroy());
    tunnels.push(client, upstream);
  });
  const port = await portOf(server);
  return { port, seen };
}

/** The port of a firewall before a server: once, it writes plain text in the place of what the server sends. */
export async function cuttingIn(target: number, isTime: () => boolean): Promise<number> {
  let hasCutIn = false;
  const firewall = createTcpServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    client.on("error", () => upstream.destroy()).pipe(upstream);
    upstream.on("error", () => client.destroy());
    upstream.on("data", (bytes: Buffer) => {
      const cutsIn = !hasCutIn && isTime();
      hasCutIn ||= cutsIn;
      client.write(cutsIn ? "HTTP/1.1 502 Bad Gateway\r\n\r\n" : bytes);
    });
    tunnels.push(client, upstream);
  });
  return portOf(firewall);
}
