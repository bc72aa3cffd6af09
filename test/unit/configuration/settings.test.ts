import { inspect } from "node:util";
import { ConfigurationError, readSettings, type Settings } from "../../../provider/configuration/settings";

type Values = Record<string, string | undefined>;

const credentials = { "wpengine:username": "pia", "wpengine:password": "secret" };
const read = (stack: Values, environment: Values = {}, connection?: string): Settings =>
  readSettings(
    (key) => stack[key],
    (key) => environment[key],
    connection,
  );
const settings = (stack: Values, environment?: Values) => read({ ...credentials, ...stack }, environment);

/** The problems that the error about the settings lists, below its first line. */
function problems(stack: Values, environment?: Values, connection?: string): string[] {
  try {
    read(stack, environment, connection);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split("\n  ").slice(1);
    throw error;
  }
  return [];
}
const problemsWith = (stack: Values, environment?: Values) => problems({ ...credentials, ...stack }, environment);

test("only credentials must be set", () => {
  expect(read(credentials)).toEqual({
    username: "pia",
    password: "secret",
    baseUrl: "https://api.wpengineapi.com/v1",
    adopt: false,
    timeout: 1_800_000,
    pollInterval: 10_000,
    retries: 4,
    requestsPerSecond: undefined,
  });
});

describe.each<[keyof Settings, string, string, string, unknown, unknown]>([
  ["username", "WPENGINE_USERNAME", " tom\n", "eva\t", "tom", "eva"],
  ["password", "WPENGINE_PASSWORD", " p w\n", "other\r\n", "p w", "other"],
  [
    "baseUrl",
    "WPENGINE_BASE_URL",
    "https://a.example/v2",
    "https://b.example",
    "https://a.example/v2",
    "https://b.example",
  ],
  ["adopt", "WPENGINE_ADOPT", " true\n", "FALSE", true, false],
  ["adoptLasts", "WPENGINE_ADOPT", "true", "true", "wpengine:adopt", undefined],
  ["timeout", "WPENGINE_TIMEOUT", "1h30m", " 90s ", 5_400_000, 90_000],
  ["pollInterval", "WPENGINE_POLL_INTERVAL", "500ms", "2s", 500, 2000],
  ["retries", "WPENGINE_RETRIES", "0", "12", 0, 12],
  ["requestsPerSecond", "WPENGINE_REQUESTS_PER_SECOND", "0.5", "5", 0.5, 5],
])("%s", (name, variable, inStack, inEnvironment, ofStack, ofEnvironment) => {
  const key = `wpengine:${name === "adoptLasts" ? "adopt" : name}`;

  test("comes from the stack before the environment", () => {
    expect(settings({ [key]: inStack }, { [variable]: inEnvironment })[name]).toEqual(ofStack);
  });

  test(`comes from ${variable} where the stack says nothing`, () => {
    expect(settings({ [key]: undefined }, { [variable]: inEnvironment })[name]).toEqual(ofEnvironment);
  });
});

describe("credentials that are missing", () => {
  const username =
    "wpengine:username is missing: run `pulumi config set wpengine:username …` or set WPENGINE_USERNAME.";
  const password =
    "wpengine:password is missing: run `pulumi config set --secret wpengine:password` or set WPENGINE_PASSWORD.";

  test.each<[string, Values, Values, string[]]>([
    ["both", {}, {}, [username, password]],
    ["the username", { "wpengine:password": "secret" }, {}, [username]],
    ["the password", {}, { WPENGINE_USERNAME: "pia" }, [password]],
    ["blank ones", { "wpengine:username": "" }, { WPENGINE_PASSWORD: " " }, [username, password]],
  ])("are named with the commands to run: %s", (_, stack, environment, expected) => {
    expect(problems(stack, environment)).toEqual(expected);
  });
});

test.each([
  ["adopt", "WPENGINE_ADOPT", "yes", "true or false"],
  ["adopt", "WPENGINE_ADOPT", "1", "true or false"],
  ["adopt", "WPENGINE_ADOPT", "constructor", "true or false"],
  ["adopt", "WPENGINE_ADOPT", "__proto__", "true or false"],
  ["timeout", "WPENGINE_TIMEOUT", "30", "a duration such as 30m"],
  ["timeout", "WPENGINE_TIMEOUT", "0s", "a duration such as 30m"],
  ["timeout", "WPENGINE_TIMEOUT", "-5m", "a duration such as 30m"],
  ["pollInterval", "WPENGINE_POLL_INTERVAL", "often", "a duration such as 10s"],
  ["pollInterval", "WPENGINE_POLL_INTERVAL", "0ms", "a duration such as 10s"],
  ["retries", "WPENGINE_RETRIES", "-1", "a whole number such as 4"],
  ["retries", "WPENGINE_RETRIES", "1.5", "a whole number such as 4"],
  ["retries", "WPENGINE_RETRIES", "many", "a whole number such as 4"],
  ["requestsPerSecond", "WPENGINE_REQUESTS_PER_SECOND", "0", "a number such as 5"],
  ["requestsPerSecond", "WPENGINE_REQUESTS_PER_SECOND", "-1", "a number such as 5"],
  ["requestsPerSecond", "WPENGINE_REQUESTS_PER_SECOND", "5/s", "a number such as 5"],
])("a bad %s (%s=%s) is named, with what to write", (name, variable, value, expected) => {
  const said = [`wpengine:${name} (or ${variable}) must be ${expected}.`];
  expect([problemsWith({ [`wpengine:${name}`]: value }), problemsWith({}, { [variable]: value })]).toEqual([
    said,
    said,
  ]);
});

test.each(["adopt", "timeout", "pollInterval", "retries", "requestsPerSecond", "baseUrl"] as const)(
  "a blank %s counts as none",
  (name) => {
    expect(settings({ [`wpengine:${name}`]: " " })).toEqual(read(credentials));
  },
);

describe("the base URL", () => {
  const place = "wpengine:baseUrl (or WPENGINE_BASE_URL)";
  const said = (baseUrl: string) => problemsWith({ "wpengine:baseUrl": baseUrl });

  test.each([
    ["https://api.example.com/v1/", "https://api.example.com/v1"],
    ["https://api.example.com//", "https://api.example.com"],
    [" https://API.example.com:8443/v1 ", "https://api.example.com:8443/v1"],
    ["http://localhost:8080/v1", "http://localhost:8080/v1"],
    ["http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"],
    ["http://127.9.8.7", "http://127.9.8.7"],
    ["http://[::1]:8080/v1", "http://[::1]:8080/v1"],
  ])("may be %j", (baseUrl, expected) => {
    expect(settings({ "wpengine:baseUrl": baseUrl }).baseUrl).toBe(expected);
  });

  test.each(["api.example.com", "ftp://api.example.com", "https://", "/v1", "localhost:8080"])(
    "%j is refused, and the error says what a base URL looks like",
    (baseUrl) => {
      expect(said(baseUrl)).toEqual([`${place} must be a URL such as https://api.wpengineapi.com/v1.`]);
    },
  );

  test.each([
    ["http://api.example.com/v1", "http://api.example.com", "api.example.com"],
    ["http://localhost.example.com", "http://localhost.example.com", "localhost.example.com"],
    ["http://127.0.0.1.example.com", "http://127.0.0.1.example.com", "127.0.0.1.example.com"],
    ["http://0.0.0.0:8080", "http://0.0.0.0:8080", "0.0.0.0"],
    ["http://192.168.0.1", "http://192.168.0.1", "192.168.0.1"],
  ])("%s is refused, since http is for this machine only", (baseUrl, origin, host) => {
    expect(said(baseUrl)).toEqual([
      `${place} is "${origin}": plain http would send the password unencrypted to ${host}. Write https.`,
    ]);
  });

  test.each(["https://pia:pw@api.example.com", "https://pia@api.example.com", "http://pia:pw@127.0.0.1:8080"])(
    "%s is refused, since credentials have their own settings",
    (baseUrl) => {
      expect(said(baseUrl)).toEqual([
        `${place} must hold no credentials: set wpengine:username and wpengine:password instead.`,
      ]);
    },
  );
});

describe("several problems", () => {
  const bad = {
    "wpengine:baseUrl": "https://pia:hunter2@api.example.com",
    "wpengine:adopt": "hunter2",
    "wpengine:timeout": "hunter2",
    "wpengine:pollInterval": "hunter2",
    "wpengine:retries": "hunter2",
    "wpengine:requestsPerSecond": "hunter2",
  };

  test("are all in one error", () => {
    expect(problems(bad).map((problem) => problem.split(" ")[0])).toEqual([
      "wpengine:username",
      "wpengine:password",
      ...Object.keys(bad),
    ]);
  });

  test("come after one line that says what they are about", () => {
    expect(() => read(bad)).toThrow(/^The WP Engine provider is not configured correctly\.\n {2}wpengine:username/);
  });

  test("quote no value, since it could be a password", () => {
    const thrown = (): unknown => {
      try {
        return read(bad);
      } catch (error) {
        return error;
      }
    };
    expect(inspect(thrown(), { depth: Infinity })).not.toContain("hunter2");
  });
});

describe("a named connection", () => {
  const own = { "wpengine-agency-b:username": "ben", "wpengine-agency-b:password": "other" };
  const named = (stack: Values, environment?: Values) => read({ ...own, ...stack }, environment, "agency-b");

  test("needs nothing of the default one", () => {
    expect(named({})).toEqual({ ...read(credentials), username: "ben", password: "other" });
  });

  test.each<[keyof Settings, string, string, unknown, unknown]>([
    ["baseUrl", "https://a.example/v1", "https://b.example/v1", "https://a.example/v1", "https://b.example/v1"],
    ["adopt", "true", "false", true, false],
    ["timeout", "5m", "7m", 300_000, 420_000],
    ["pollInterval", "1s", "2s", 1000, 2000],
    ["retries", "1", "2", 1, 2],
    ["requestsPerSecond", "3", "5", 3, 5],
  ])("has its own %s before that of the default one, wherever both are set", (name, one, other, ofOne, ofOther) => {
    const [key, namedKey] = [`wpengine:${name}`, `wpengine-agency-b:${name}`];
    const snake = name.replace(/[A-Z]/g, "_$&").toUpperCase();
    const [variable, namedVariable] = [`WPENGINE_${snake}`, `WPENGINE_AGENCY_B_${snake}`];
    expect([
      named({ [key]: one })[name],
      named({}, { [variable]: one })[name],
      named({ [key]: one, [namedKey]: other })[name],
      named({ [key]: one }, { [namedVariable]: other })[name],
      named({ [namedKey]: other }, { [namedVariable]: one })[name],
    ]).toEqual([ofOne, ofOne, ofOther, ofOther, ofOther]);
  });

  test("reads its credentials from the environment under its own name", () => {
    const environment = { WPENGINE_AGENCY_B_USERNAME: "ben", WPENGINE_AGENCY_B_PASSWORD: "other" };
    expect(read({}, environment, "agency-b")).toMatchObject({ username: "ben", password: "other" });
  });

  test("never uses the default one's credentials, and says what to run for its own", () => {
    const environment = { WPENGINE_USERNAME: "pia", WPENGINE_PASSWORD: "secret" };
    expect(problems(credentials, environment, "agency-b")).toEqual([
      "wpengine-agency-b:username is missing: run `pulumi config set wpengine-agency-b:username …` or set WPENGINE_AGENCY_B_USERNAME.",
      "wpengine-agency-b:password is missing: run `pulumi config set --secret wpengine-agency-b:password` or " +
        "set WPENGINE_AGENCY_B_PASSWORD.",
    ]);
    expect(() => read(credentials, environment, "agency-b")).toThrow(
      /^The connection "agency-b" of the WP Engine provider is not configured correctly\.\n {2}wpengine-agency-b:username/,
    );
  });

  test.each([
    ["wpengine-agency-b:timeout", "wpengine-agency-b:timeout (or WPENGINE_AGENCY_B_TIMEOUT)"],
    ["wpengine:timeout", "wpengine:timeout (or WPENGINE_TIMEOUT)"],
  ])("a bad value of %s is named where it stands", (key, place) => {
    expect(problems({ ...own, [key]: "30" }, {}, "agency-b")).toEqual([`${place} must be a duration such as 30m.`]);
  });

  test.each([
    [{ "wpengine-agency-b:adopt": "true" }, "wpengine-agency-b:adopt"],
    [{ "wpengine:adopt": "true" }, "wpengine:adopt"],
    [{ "wpengine:adopt": "true", "wpengine-agency-b:adopt": "false" }, undefined],
  ])("knows which key of the stack lets it adopt: %j", (stack, key) => {
    expect(named(stack).adoptLasts).toBe(key);
  });
});
