import { generateKeyPairSync, randomBytes } from "node:crypto";
import { agencyId, type FaultKind, type Simulator, startSimulator } from "../../simulator";
import { InitFailed, type Props, ProviderProcess } from "../support/provider-process";

const username = "secret-keeper";
const password = 'pa"ss\\w0rd+of/theirs';
const authorization = Buffer.from(`${username}:${password}`).toString("base64");
const accountId = agencyId;
const types = ["Site", "Install", "Domain", "AccountUser", "SshKey"] as const;

let simulator: Simulator;
let provider: ProviderProcess;
beforeEach(async () => {
  simulator = await startSimulator({ username, password, durations: { install: 0 } });
  provider = await start();
});
afterEach(async () => {
  await provider.stop();
  await simulator.close();
});

/** Starts a process that logs all it can, and gives up soon. */
function start(config: Record<string, string> = {}): Promise<ProviderProcess> {
  return ProviderProcess.start(
    {
      "wpengine:baseUrl": simulator.url,
      "wpengine:username": username,
      "wpengine:password": password,
      "wpengine:pollInterval": "20ms",
      "wpengine:timeout": "1s",
      "wpengine:retries": "0",
      ...config,
    },
    { GRPC_VERBOSITY: "DEBUG", GRPC_TRACE: "all", NODE_OPTIONS: "--trace-warnings" },
  );
}

/** A public key of the same length as a real one. */
function publicKey(): string {
  const type = Buffer.from("ssh-ed25519");
  const blob = Buffer.concat([Buffer.from([0, 0, 0, type.length]), type, Buffer.from([0, 0, 0, 32]), randomBytes(32)]);
  return `ssh-ed25519 ${blob.toString("base64")}`;
}

const code = (type: string): string =>
  `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-wpengine/dynamic").handler("${type}")`;

/** Declares one resource of each type, each with a name of its own. */
function declared(name: string): Record<(typeof types)[number], Props> {
  const { id: siteId } = simulator.estate.addSite({ accountId, name: `Home of ${name}` });
  const { id: installId } = simulator.estate.addInstall({ accountId, name: `home${name}` });
  const person = { firstName: "Jo", lastName: "Doe", roles: "full" };
  return {
    Site: { __provider: code("Site"), accountId, name },
    Install: { __provider: code("Install"), accountId, siteId, name, environment: "staging" },
    Domain: { __provider: code("Domain"), installId, name: `${name}.example` },
    AccountUser: { __provider: code("AccountUser"), accountId, email: `${name}@acme.example`, ...person },
    SshKey: { __provider: code("SshKey"), publicKey: publicKey() },
  };
}

const changes: Partial<Record<string, Props>> = {
  Site: { name: "Changed" },
  Install: { environment: "development" },
  Domain: { secureAllUrls: true },
  AccountUser: { roles: "full,billing" },
};

/** Waits for these steps. Returns the text of all answers and failures, and the number of failures. */
async function outcomesOf(steps: Promise<unknown>[]): Promise<{ text: string; failed: number }> {
  const outcomes = await Promise.allSettled(steps);
  const texts = outcomes.map((outcome) => {
    if (outcome.status === "fulfilled") return JSON.stringify(outcome.value);
    const error = outcome.reason as Error;
    return error instanceof InitFailed
      ? [error.message, error.id, JSON.stringify(error.properties), ...error.reasons].join("\n")
      : error.message;
  });
  return { text: texts.join("\n"), failed: outcomes.filter(({ status }) => status === "rejected").length };
}

function expectNoCredential(text: string): void {
  const writings = [password, JSON.stringify(password).slice(1, -1), encodeURIComponent(password), authorization];
  for (const writing of writings) expect(text).not.toContain(writing);
}

// The API's answer may quote the request.
const quoting = {
  message: `Bad header "Basic ${authorization}"`,
  errors: [{ field: password, message: `${username}:${password} is wrong`, code: "invalid" }],
};

/**
 * The number of steps that fail, of nineteen: four verbs of five types, without the update of a key. If the API does
 * the work and answers with a failure, or loses the answer to a creation, the provider finds that the work is done.
 */
const faults: [kind: FaultKind, failed: number][] = [
  ["answer", 19],
  ["500", 19],
  ["500-after", 5],
  ["cut-before", 19],
  ["cut-after", 14],
  ["429-retry-after", 19],
  ["429", 14],
  ["503", 14],
  ["slow", 0],
  ["moving-list", 0],
  ["stuck-pending", 1],
];

test.each(faults)("no credential leaks with the fault %s on every verb of every resource", async (kind, failed) => {
  const [fresh, kept, doomed] = [declared("fresh"), declared("kept"), declared("doomed")];
  const made = await Promise.all(
    types.map(async (type) => {
      const [one, other] = await Promise.all([provider.create(kept[type]), provider.create(doomed[type])]);
      return { type, kept: one, doomed: other };
    }),
  );
  // A later run, which knows nothing of the objects.
  const later = await start();
  const fault = { kind, body: quoting, retryAfterSeconds: 86_400, milliseconds: 5 };
  for (const method of ["POST", "PATCH", "DELETE"]) simulator.faults.add({ ...fault, method, times: Infinity });
  const written = await outcomesOf(
    made.flatMap(({ type, kept: { id, outputs }, doomed }) => [
      later.create(fresh[type]),
      ...(changes[type] === undefined ? [] : [later.update(id, outputs, { ...kept[type], ...changes[type] })]),
      later.delete(doomed.id, { ...doomed.outputs, deletionProtection: false }),
    ]),
  );
  simulator.faults.clear();
  // A read waits longer for the end of a rate limit than a test can.
  simulator.faults.add({ ...fault, method: "GET", times: kind === "429" || kind === "503" ? 1 : Infinity });
  const reader = await start();
  const read = await outcomesOf(made.map(({ kept: { id, outputs } }) => reader.read(id, outputs)));
  await Promise.all([later.stop(), reader.stop()]);

  expectNoCredential([written.text, read.text, ...provider.output, ...later.output, ...reader.output].join("\n"));
  expect(written.failed + read.failed).toBe(failed);
});

test.each([
  ["a wrong password", { "wpengine:username": "somebody" }],
  [
    "a base URL with credentials",
    { "wpengine:baseUrl": `http://${username}:${encodeURIComponent(password)}@127.0.0.1` },
  ],
  ["the password in place of another setting", { "wpengine:timeout": password, "wpengine:baseUrl": password }],
])("no output quotes %s", async (_what, config) => {
  const other = await start(config);
  const { Site } = declared("acme");
  const { text, failed } = await outcomesOf([other.check(undefined, Site), other.create(Site), other.read("x", Site)]);
  await other.stop();
  expect(failed).toBeGreaterThan(1);
  expectNoCredential([text, ...other.output].join("\n"));
});

const privateKey = generateKeyPairSync("ed25519", {
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
}).privateKey;
const secretPart = privateKey.split("\n")[1]!;

const inputs: [type: (typeof types)[number], inputs: string[]][] = [
  ["Site", ["accountId", "name", "privateKey", "adopt"]],
  ["Install", ["accountId", "siteId", "name", "environment"]],
  ["Domain", ["installId", "name", "redirectTo", "primary"]],
  ["AccountUser", ["accountId", "email", "firstName", "lastName", "roles", "installIds"]],
  ["SshKey", ["publicKey", "fingerprint", "privateKey", "customTimeouts"]],
];

test.each(inputs)("a check of %s refuses a private key in any of %j, and sends nothing", async (type, names) => {
  const right = declared("acme")[type];
  for (const input of names) {
    const checked = await provider.check(undefined, { ...right, [input]: privateKey });
    // A failure here must name no property, because the engine shows the value of the property that a failure names.
    const reason = expect.stringContaining(`${input} holds a PRIVATE key`) as string;
    expect(checked.failures).toEqual([{ property: "", reason }]);
    expect(JSON.stringify(checked)).not.toContain(secretPart);
  }
  expect(provider.output.join("").toLowerCase()).not.toContain(secretPart.toLowerCase());
  expect(simulator.requests.count()).toBe(0);
});

test("a `get` refuses a private key as its id, and sends nothing", async () => {
  const { text, failed } = await outcomesOf([
    provider.read(privateKey, { __provider: code("Site") }),
    provider.read(accountId, { __provider: code("Domain"), installId: privateKey }),
  ]);
  expect(failed).toBe(2);
  expect([text, ...provider.output].join("\n")).not.toContain(secretPart);
  expect(simulator.requests.count()).toBe(0);
});
