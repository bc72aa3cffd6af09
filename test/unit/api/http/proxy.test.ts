import https from "node:https";
import { type NoAnswerError } from "../../../../provider/api";
import { explained } from "../../../../provider/report";
import { isLoopback, proxyFor } from "../../../../provider/api/http/proxy";
import { answering, clientOf, failureOf, password, username } from "../../../support/api-world";
import { answeringOverTls, certificate, proxyTo } from "../../../support/tls-server";

const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()]);
const before = { ...process.env };
beforeEach(() => {
  for (const name of names) Reflect.deleteProperty(process.env, name);
  https.globalAgent.options.ca = certificate;
});
afterEach(() => {
  process.env = { ...before };
  delete https.globalAgent.options.ca;
});

const authorization = Buffer.from(`${username}:${password}`).toString("base64");
const api = { url: "https://api.example/v1" };
const user = { id: "pia", first_name: "Pia" };
const site = { id: "acme", name: "Acme" };
const newSite = { account_id: "agency", name: "Acme" };
const adviceOn = (error: unknown): string =>
  (explained({ subject: "Site acme", verb: "read" }, error) as Error).message;

test.each(["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"])(
  "a request to this machine never goes through the proxy in %s",
  async (name) => {
    const proxy = await proxyTo(1);
    process.env[name] = `http://127.0.0.1:${proxy.port}`;
    const server = await answering({ body: user });
    await clientOf(server).user.get();
    await clientOf({ url: server.url.replace("127.0.0.1", "localhost") }).sites.delete("acme");
    expect([proxy.seen, server.requests]).toEqual([[], ["GET /v1/user", "DELETE /v1/sites/acme"]]);
  },
);

test("an encrypted request to this machine does not go through a proxy either", async () => {
  const server = await answeringOverTls(user);
  const proxy = await proxyTo(server.port);
  process.env.HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
  await clientOf({ url: `https://localhost:${server.port}/v1` }).user.get();
  expect([proxy.seen, server.requests.length]).toEqual([[], 1]);
});

test.each(["localhost", "LOCALHOST", "api.localhost", "localhost.", "127.0.0.1", "127.1.2.3", "[::1]"])(
  "%s is this machine",
  (host) => expect(isLoopback(host)).toBe(true),
);

test.each(["api.example", "127.example", "localhost.example", "10.0.0.1", "[::2]", "notlocalhost"])(
  "%s is another machine",
  (host) => expect(isLoopback(host)).toBe(false),
);

test.each(["127.1", "0x7f000001", "[::ffff:127.0.0.1]", "[0:0::1]"])("%s is this machine in other words", (host) => {
  process.env.HTTP_PROXY = "http://proxy.example:3128";
  expect(proxyFor(`http://${host}:8080/v1`)).toBeUndefined();
});

test("a host in NO_PROXY is asked directly", () => {
  process.env.HTTPS_PROXY = "http://proxy.example:3128";
  process.env.NO_PROXY = "api.example";
  expect(proxyFor(api.url)).toBeUndefined();
});

test("an https request through a proxy shows it the host, and no credentials", async () => {
  const server = await answeringOverTls({ ...user, ...site });
  const proxy = await proxyTo(server.port);
  process.env.HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
  await clientOf(api).user.get();
  await clientOf(api).sites.create(newSite);
  const seen = proxy.seen.join("\n");
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill(`Basic ${authorization}`));
  expect(seen).toContain("CONNECT api.example:443");
  expect([password, authorization, "Authorization", "/v1/"].filter((secret) => seen.includes(secret))).toEqual([]);
});

test("the proxy's own credentials go to the proxy only", async () => {
  const server = await answeringOverTls(user);
  const proxy = await proxyTo(server.port);
  process.env.HTTPS_PROXY = `http://jo:p%40ss@127.0.0.1:${proxy.port}`;
  await clientOf(api).user.get();
  expect(proxy.seen[0]).toContain(Buffer.from("jo:p@ss").toString("base64"));
  expect(server.requests[0]!.headers).not.toHaveProperty("proxy-authorization");
});

test("an answer of the API that came through a proxy is the API's", async () => {
  const server = await answeringOverTls({ message: "Not found" }, 404);
  const proxy = await proxyTo(server.port);
  process.env.HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
  expect(await failureOf(clientOf(api).sites.get("acme"))).toMatchObject({
    isFromApi: true,
    message: "GET /sites/acme answered 404: Not found",
  });
});

test("a proxy that cannot be reached is named, without its credentials", async () => {
  process.env.HTTPS_PROXY = "http://jo:secret@127.0.0.1:1";
  const error = (await failureOf(clientOf(api, { retries: 0 }).sites.create(newSite))) as NoAnswerError;
  expect(error).toMatchObject({
    sent: false,
    message: "POST /sites got no answer through the proxy http://127.0.0.1:1 (ECONNREFUSED).",
  });
  expect(adviceOn(error)).toContain("the proxy (HTTPS_PROXY and NO_PROXY in the environment)");
});

test("a proxy that wants credentials is said to, and the request never reached the API", async () => {
  const proxy = await proxyTo(1, 407);
  process.env.HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
  const error = await failureOf(clientOf(api).sites.create(newSite));
  expect(error).toMatchObject({ status: 407, isFromApi: false, stranger: { isByProxy: true } });
  expect(adviceOn(error)).toContain(`server squid, proxy http://127.0.0.1:${proxy.port})`);
  expect(adviceOn(error)).toContain("The proxy asks for credentials.");
});

test("a POST that a proxy could not pass on is sent again", async () => {
  const proxy = await proxyTo(1, 502);
  process.env.HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
  await failureOf(clientOf(api, { retries: 3 }).sites.create(newSite));
  expect(proxy.seen).toHaveLength(4);
});

test("a plain request to another machine names its proxy, too", async () => {
  const proxy = await proxyTo(1, 403);
  process.env.HTTP_PROXY = `http://127.0.0.1:${proxy.port}`;
  expect(await failureOf(clientOf({ url: "http://api.example/v1" }).user.get())).toMatchObject({
    isFromApi: false,
    message: `GET /user answered 403: the answer is not the API's (text/html, server squid, proxy http://127.0.0.1:${proxy.port})`,
  });
});
