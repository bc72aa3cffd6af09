import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { agencyId as accountId, type Gateway, type Simulator } from "../../../../simulator";
import { behaving } from "../../../support/behaving";
import { ask, askEach } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  ({ simulator } = await behaving());
});

const gateway = (...gateways: Gateway[]) => simulator.behaviours.set({ gateways });
const create = () => ask(simulator, "POST /sites", { account_id: accountId, name: "Acme" });
const statuses = async (...operations: string[]) => (await askEach(simulator, operations)).map(({ status }) => status);

test.each([200, 403, 404, 410, 500, 502, 503, 504, 520, 525, 530])(
  "a gateway answers %i with a page, and the API never sees the request",
  async (status) => {
    gateway({ status });
    const answer = await create();
    expect([answer.status, answer.headers.get("Content-Type"), simulator.estate.sites.size]).toEqual([
      status,
      "text/html; charset=utf-8",
      0,
    ]);
  },
);

test("a gateway answers after the API has done the work", async () => {
  gateway({ status: 503, moment: "after" });
  const { status } = await create();
  expect([status, simulator.estate.sites.size]).toEqual([503, 1]);
});

test("a gateway tells its name and the number of the request, and the API's own number is missing", async () => {
  gateway({});
  const { headers } = await create();
  expect([
    headers.get("server"),
    /^[0-9a-f]{16}-FRA$/.test(headers.get("cf-ray") ?? ""),
    headers.has("X-Request-Id"),
  ]).toEqual(["cloudflare", true, false]);
});

test("another server has another name and no ray", async () => {
  gateway({ server: "squid", status: 403, headers: { Via: "1.1 proxy" } });
  const { headers } = await create();
  expect([headers.get("server"), headers.has("cf-ray"), headers.get("via")]).toEqual(["squid", false, "1.1 proxy"]);
});

test("a proxy that wants credentials says of which kind", async () => {
  gateway({ server: "squid", status: 407 });
  // `fetch` rejects every 407 without a word.
  const asked = request(`${simulator.url}/status`).end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  response.resume();
  expect([response.statusCode, response.headers["proxy-authenticate"]]).toEqual([407, 'Basic realm="proxy"']);
});

test.each<[string, Gateway, unknown, string | null]>([
  ["nothing", { body: "empty" }, undefined, null],
  ["JSON of another form", { body: "foreign-json" }, { fault: { code: 502, reason: "upstream" } }, "application/json"],
  ["the given JSON", { body: { json: { message: "Gone" } } }, { message: "Gone" }, "application/json"],
  ["the given text", { body: { text: "no" } }, "no", "text/plain"],
  ["JSON that is said to be a page", { body: { json: {} }, contentType: "text/html" }, "{}", "text/html"],
])("a gateway's body is %s", async (_, rule, body, type) => {
  gateway(rule);
  const answer = await create();
  expect([answer.body, answer.headers.get("Content-Type")]).toEqual([body, type]);
});

test("a gateway stands before the requests that it is told", async () => {
  gateway({ path: /^\/(sites|installs)/, status: 404 });
  expect(await statuses("GET /sites", "GET /installs", `GET /accounts/${accountId}`)).toEqual([404, 404, 200]);
});

test("a gateway answers as often as it is told, after what it lets pass", async () => {
  gateway({ after: 1, times: 2 });
  expect(await statuses(...Array<string>(5).fill("GET /sites"))).toEqual([200, 502, 502, 200, 200]);
});

test("a gateway answers a share of the requests, the same for the same seed", async () => {
  const twenty = async () => {
    simulator.behaviours.set({ seed: 7, gateways: [{ share: 0.5 }] });
    return statuses(...Array<string>(20).fill("GET /sites"));
  };
  const first = await twenty();
  expect([await twenty(), new Set(first)]).toEqual([first, new Set([200, 502])]);
});

test("a gateway's answer is in the request log", async () => {
  gateway({ status: 520 });
  await create();
  expect(simulator.requests.all()).toMatchObject([{ method: "POST", path: "/sites", status: 520 }]);
});
