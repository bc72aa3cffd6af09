import {
  type ApiAnswerError,
  type Endpoints,
  isNotFound,
  isProvenNotFound,
  mayHaveBeenHandled,
} from "../../../../provider/api";
import { explained } from "../../../../provider/report";
import { type Verb } from "../../../support/nouns";
import { type Answer, answering, clientOf, failureOf } from "../../../support/api-world";

const json = { "Content-Type": "application/json" };
const page = { "Content-Type": "text/html; charset=utf-8", Server: "cloudflare", "CF-Ray": "8f1c-FRA" };
const html = "<html>No</html>";
const looks = "the answer is not the API's (text/html, server cloudflare, ray 8f1c-FRA)";

const calls: Record<string, (api: Endpoints) => Promise<unknown>> = {
  GET: (api) => api.sites.get("acme"),
  POST: (api) => api.sites.create({ account_id: "agency", name: "Acme" }),
  PATCH: (api) => api.sites.update("acme", { name: "Acme" }),
  DELETE: (api) => api.sites.delete("acme"),
};

async function failureAfter(answer: Answer, method = "GET"): Promise<ApiAnswerError> {
  return (await failureOf(calls[method]!(clientOf(await answering(answer), { retries: 0 })))) as ApiAnswerError;
}

const adviceOn = (error: unknown, verb: Verb): string =>
  (explained({ subject: "Site acme", verb }, error) as Error).message.split("\n").slice(1).join("\n");

describe.each([404, 410])("a %i", (status) => {
  test.each<[string, Answer]>([
    ["a message", { headers: json, body: { message: "Not found" } }],
    ["a type of its own", { headers: { "Content-Type": "application/vnd.api+json" }, body: { message: "Not found" } }],
    [
      "a type with a parameter",
      { headers: { "Content-Type": "Application/JSON; charset=utf-8" }, body: { error: "No" } },
    ],
    ["errors", { headers: json, body: { errors: [{ code: "gone" }] } }],
  ])("of the API's form, with %s, proves that something is gone", async (_, answer) => {
    expect(isProvenNotFound(await failureAfter({ ...answer, status }))).toBe(true);
  });

  test.each<[string, Answer]>([
    ["a page", { headers: page, body: html }],
    ["no body", { headers: json }],
    ["blanks", { headers: json, body: " \n" }],
    ["JSON that calls itself a page", { headers: page, body: JSON.stringify({ message: "Not found" }) }],
    ["JSON without a type", { body: JSON.stringify({ message: "Not found" }) }],
    ["JSON of another form", { headers: json, body: { title: "Not Found", status } }],
    ["an empty object", { headers: json, body: {} }],
    ["a list", { headers: json, body: [{ message: "Not found" }] }],
    ["a text", { headers: json, body: '"Not found"' }],
    ["null as its message", { headers: json, body: { message: null } }],
    ["what only looks like JSON", { headers: json, body: '{"message":' }],
  ])("with %s proves nothing", async (_, answer) => {
    const error = await failureAfter({ ...answer, status });
    expect([isProvenNotFound(error), isNotFound(error)]).toEqual([false, status === 404]);
  });
});

test.each(Object.keys(calls))("a %s that a page refuses says that the answer is not the API's", async (method) => {
  const error = await failureAfter({ status: 403, headers: page, body: html }, method);
  expect(error.message).toMatch(/ answered 403: (.*)$/);
  expect(error.message.endsWith(`answered 403: ${looks}`)).toBe(true);
});

test("what a page says of itself is cut short", async () => {
  const error = await failureAfter({ status: 404, headers: { ...page, Server: "x".repeat(500) }, body: html });
  expect(error.message.length).toBeLessThan(200);
});

test.each([429, 503])("a %i without a body may be the API's own", async (status) => {
  const { message } = await failureAfter({ status }, "POST").catch((error: unknown) => error as Error);
  expect(message).not.toContain("not the API's");
});

test.each(Object.keys(calls))("a %s that is answered with a page of success did not succeed", async (method) => {
  const error = await failureAfter({ headers: page, body: html }, method);
  expect([error.name, mayHaveBeenHandled(error)]).toEqual(["UnexpectedAnswerError", true]);
  expect(error.message).toContain(looks);
});

test.each([
  [204, undefined],
  [200, { message: "Deleted" }],
])("a DELETE that is answered %i with %j succeeded", async (status, body) => {
  expect(await calls.DELETE!(clientOf(await answering({ status, body })))).toBeUndefined();
});

describe("the advice", () => {
  test.each<[Verb]>([["create"], ["read"], ["update"], ["delete"]])(
    "after a 403 of somebody else, to a %s, does not blame roles",
    async (verb) => {
      const advice = adviceOn(await failureAfter({ status: 403, headers: page, body: html }), verb);
      expect(advice).toContain("Another server answered in the API's place.");
      expect(advice).not.toContain("roles");
    },
  );

  test("after a 403 of the API blames roles", async () => {
    const error = await failureAfter({ status: 403, headers: json, body: { message: "Not authorized" } });
    expect(adviceOn(error, "read")).toContain("roles");
  });

  test.each([403, 404, 410].flatMap((status) => (["read", "delete"] as const).map((verb) => [status, verb] as const)))(
    "after a %i of somebody else, to a %s, names the way out of the state",
    async (status, verb) => {
      const advice = adviceOn(await failureAfter({ status, headers: page, body: html }), verb);
      expect(advice).toContain("cannot tell whether it is gone, so the state keeps it");
      expect(advice).toContain("`pulumi state delete`");
    },
  );

  test("after a 401 of somebody else names both causes", async () => {
    const advice = adviceOn(await failureAfter({ status: 401, headers: page, body: html }), "read");
    expect(advice).toMatch(/in the API's place[^]*wpengine:username/);
  });

  test("after a gateway's failure does not speak of refusals", async () => {
    const advice = adviceOn(await failureAfter({ status: 500, headers: page, body: html }, "PATCH"), "update");
    expect(advice).toBe("A server in front of the API failed, or could not reach it. Run `pulumi up` again.");
  });

  test("after 407 says that the proxy wants credentials", async () => {
    const error = await failureAfter({ status: 407, headers: page, body: html });
    expect(adviceOn(error, "read")).toContain("The proxy asks for credentials.");
  });
});
