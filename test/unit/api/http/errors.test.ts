import { inspect } from "node:util";
import {
  ApiAnswerError,
  type Endpoints,
  isNotFound,
  isServerError,
  mayHaveBeenHandled,
  NoAnswerError,
  OutOfTimeError,
  UnexpectedAnswerError,
} from "../../../../provider/api";
import { agencyId } from "../../../../simulator";
import { type Answer, answering, clientOf, failureOf, password, simulated, username } from "../../../support/api-world";

const authorization = Buffer.from(`${username}:${password}`).toString("base64");
const tooLong = {
  resource: "Site",
  field: "name",
  type: "invalid_value",
  code: "too_long",
  message: "Name is too long (maximum is 40 characters)",
};

async function failureAfter(answer: Answer, call = (api: Endpoints): Promise<unknown> => api.sites.get("acme")) {
  return (await failureOf(call(clientOf(await answering(answer), { retries: 0 })))) as Error;
}

describe("an error tells", () => {
  test("method, path, status, request, what the API said, and each field", async () => {
    const headers = { "X-Request-Id": "7c1f" };
    const taken = { field: "email", type: "value_unavailable", code: "taken" };
    const answer = { status: 400, headers, body: { message: "Invalid request", errors: [tooLong, taken] } };
    expect((await failureAfter(answer)).message).toBe(
      "GET /sites/acme answered 400 (request 7c1f): Invalid request\n" +
        "  name: Name is too long (maximum is 40 characters) (invalid_value, too_long)\n" +
        "  email: taken (value_unavailable)",
    );
  });

  test("a program the same facts as fields", async () => {
    const answer = { status: 400, headers: { "X-Request-Id": "7c1f" }, body: { message: "No", errors: [tooLong] } };
    expect(await failureAfter(answer, (api) => api.sites.update("acme", { name: "long" }))).toMatchObject({
      name: "ApiAnswerError",
      method: "PATCH",
      path: "/sites/acme",
      status: 400,
      apiMessage: "No",
      fieldErrors: [tooLong],
      requestId: "7c1f",
    });
  });

  test.each(["X-Request-Id", "X-Amzn-RequestId", "X-Correlation-Id"])("the request's id from %s", async (header) => {
    expect(await failureAfter({ status: 400, headers: { [header]: "7c1f" } })).toMatchObject({ requestId: "7c1f" });
  });

  test("the message and the fields of a refusal by the simulator", async () => {
    const simulator = await simulated();
    const error = await failureOf(clientOf(simulator).sites.create({ account_id: agencyId, name: "" }));
    expect(error).toMatchObject({ status: 400, fieldErrors: [{ resource: "Site", field: "name" }] });
  });

  test("that the credentials are bad, after one request", async () => {
    const simulator = await simulated();
    const error = await failureOf(clientOf(simulator, { password: "wrong" }).sites.list());
    expect({ error, requests: simulator.requests.count() }).toMatchObject({
      error: { status: 401, apiMessage: "Bad Credentials" },
      requests: 1,
    });
  });

  test.each([
    ["no body", undefined, ": the answer is not the API's (no body)"],
    ["a page", "<html>Unauthorized</html>", ": the answer is not the API's (no content type)"],
    ["a text", JSON.stringify("Unauthorized"), ": the answer is not the API's (no content type)"],
    ["a list", ["Unauthorized"], ": the answer is not the API's (application/json of another form)"],
    ["null", null, ": the answer is not the API's (application/json of another form)"],
    ["a message that is no text", { message: { text: "Unauthorized" } }, ""],
    ["errors that are a number", { message: "Unauthorized", errors: 7 }, ": Unauthorized"],
    ["a field error that says nothing", { errors: [{ field: null, code: 7 }] }, "\n  not accepted"],
  ])("the status, whatever comes with it: %s", async (_, body, rest) => {
    expect((await failureAfter({ status: 401, body })).message).toBe(`GET /sites/acme answered 401${rest}`);
  });

  test.each<[string, unknown, string]>([
    ["errors by field", { errors: { name: ["is taken", "is short"] } }, "\n  name: is taken\n  name: is short"],
    ["one error a field", { errors: { name: "is taken" } }, "\n  name: is taken"],
    ["errors by field, deeper", { errors: { site: { name: ["is taken"] } } }, "\n  site.name: is taken"],
    ["an object a field", { errors: { name: { code: "taken" } } }, "\n  name: taken"],
    ["objects by field", { errors: { name: [{ message: "is taken" }] } }, "\n  name: is taken"],
    ["errors by field in a list", { errors: [{ name: ["is taken"] }] }, "\n  name: is taken"],
    ["texts", { errors: ["Name is taken", "Name is short"] }, "\n  Name is taken\n  Name is short"],
    ["one text", { errors: "Name is taken" }, "\n  Name is taken"],
    ["an error", { error: "Name is taken" }, ": Name is taken"],
    ["an error that is an object", { error: { message: "Name is taken", code: "taken" } }, "\n  Name is taken (taken)"],
    ["a list of messages", { message: ["Name is taken", "Name is short"] }, ": Name is taken\n  Name is short"],
    ["a message and an error", { message: "Invalid", error: "Name is taken" }, ": Invalid\n  Name is taken"],
    ["a message and errors", { message: "Invalid", errors: ["Name is taken"] }, ": Invalid\n  Name is taken"],
  ])("what is wrong, in whichever form the API says it: %s", async (_, body, rest) => {
    expect((await failureAfter({ status: 400, body })).message).toBe(`GET /sites/acme answered 400${rest}`);
  });

  test("the system's code if no answer came", async () => {
    const simulator = await simulated();
    simulator.faults.add({ kind: "cut-before" });
    const error = await failureOf(clientOf(simulator, { retries: 0 }).user.get());
    expect(error).toMatchObject({ method: "GET", path: "/user", message: "GET /user got no answer (ECONNRESET)." });
  });
});

describe("neither the password nor the Authorization header is in", () => {
  const echo = { message: `Basic ${authorization} is for ${password}`, errors: [{ message: password }] };
  const closed = { url: "http://127.0.0.1:1/v1" };
  const late = (api: ReturnType<typeof clientOf>) => api.until(Date.UTC(2026, 0, 1) + 5000).user.get();
  const silent = { requestTimeout: 20, retries: 0 };
  const kinds: [string, () => Promise<unknown>][] = [
    ["an answer", async () => failureAfter({ status: 401, body: { message: "Bad Credentials" } })],
    ["an answer that quotes them", async () => failureAfter({ status: 400, body: echo })],
    ["an answer that redirects", async () => failureAfter({ status: 302, headers: { Location: "http://elsewhere/" } })],
    ["an answer in an odd form", async () => failureAfter({ body: { id: 7, name: password } })],
    ["no answer", async () => failureOf(clientOf(closed, { retries: 0 }).user.get())],
    ["an answer too late", async () => failureOf(clientOf(await answering(() => undefined), silent).user.get())],
    ["a time that is over", async () => failureOf(late(clientOf(await answering({ status: 429, body: echo }))))],
    ["a host that is none", async () => failureOf(clientOf({ url: "http://[" }, { retries: 0 }).user.get())],
  ];
  const writings: [string, (error: Error) => unknown][] = [
    ["message", ({ message }) => message],
    ["stack", ({ stack }) => stack],
    ["JSON", (error) => JSON.stringify(error)],
    ["inspection", (error) => inspect(error, { depth: Infinity, showHidden: true })],
    ["cause", ({ cause }) => inspect(cause, { depth: Infinity, showHidden: true })],
  ];
  const cases = kinds.flatMap(([kind, fail]) => writings.map(([name, write]) => [name, kind, fail, write] as const));

  test.each(cases)("the %s of the error after %s", async (_name, _kind, fail, write) => {
    const written = String(write((await fail()) as Error));
    expect([password, authorization].filter((secret) => written.includes(secret))).toEqual([]);
  });

  test("an answer that quotes a password with characters of JSON", async () => {
    const odd = 'pass"word\\';
    const server = await answering({ status: 400, body: { message: `No user has ${odd}.` } });
    const error = await failureOf(clientOf(server, { password: odd }).user.get());
    expect(error).toMatchObject({ apiMessage: "No user has [hidden]." });
  });
});

describe("a redirect", () => {
  test.each([301, 302, 303, 307, 308])("%i is not followed", async (status) => {
    const elsewhere = await answering({ body: { id: "acme", name: "Acme" } });
    await failureAfter({ status, headers: { Location: `${elsewhere.url}/sites/acme` } });
    expect(elsewhere.requests).toEqual([]);
  });

  test("is an error that says so", async () => {
    const error = await failureAfter({ status: 302, headers: { Location: "http://127.0.0.1:1/" } });
    expect(error.message).toBe("GET /sites/acme answered 302: the client follows no redirects");
  });
});

const request = { method: "POST", path: "/sites" };
const answered = (status: number) => new ApiAnswerError(request, status, undefined, [], undefined, undefined);
const ofProxy = (status: number) =>
  new ApiAnswerError(request, status, undefined, [], undefined, undefined, { looks: "a proxy", isByProxy: true });
const unanswered = (sent: boolean) => new NoAnswerError(request, "ECONNRESET", sent);

test.each<[string, unknown, boolean]>([
  ["400", answered(400), false],
  ["401", answered(401), false],
  ["403", answered(403), false],
  ["404", answered(404), false],
  ["429", answered(429), false],
  ["a redirect", answered(302), false],
  ["500", answered(500), true],
  ["503", answered(503), true],
  ["504", answered(504), true],
  ["520", answered(520), true],
  ["408, a gateway's time-out", answered(408), true],
  ["425", answered(425), false],
  ["a failure of the proxy itself", ofProxy(502), false],
  ["a cut connection", unanswered(true), true],
  ["a request that never left", unanswered(false), false],
  ["a success in an odd form", new UnexpectedAnswerError(request, "odd"), true],
  ["time over after 429", new OutOfTimeError(request, answered(429)), false],
  ["time over after 500", new OutOfTimeError(request, answered(500)), true],
  ["time over after a cut", new OutOfTimeError(request, unanswered(true)), true],
  ["an error of another kind", new Error("other"), false],
  ["no error", undefined, false],
])("after %s, that the request may have been handled is %s", (_, error, expected) => {
  expect(mayHaveBeenHandled(error)).toBe(expected);
});

test("only 404 is not found", () => {
  const errors = [answered(404), answered(403), answered(400), answered(500), unanswered(true), new Error("404")];
  expect(errors.map(isNotFound)).toEqual([true, false, false, false, false, false]);
});

test("500 and above are the API's own errors", () => {
  const errors = [answered(500), answered(503), answered(499), unanswered(true), new Error("500")];
  expect(errors.map(isServerError)).toEqual([true, true, false, false, false]);
});
