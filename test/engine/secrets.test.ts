import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type FaultKind } from "../../simulator";
import { HostedStack } from "../support/hosted-stack";

const username = "secret-keeper";
const password = 'pa"ss\\w0rd+of/theirs';
const authorization = Buffer.from(`${username}:${password}`).toString("base64");
const writings = [password, JSON.stringify(password).slice(1, -1), encodeURIComponent(password), authorization];

/** All that Pulumi, Node.js and the provider's process can be told to write. */
const environment = {
  // The engine keeps its event log for its own developers.
  PULUMI_DEBUG_COMMANDS: "1",
  GRPC_TRACE: "all",
  GRPC_VERBOSITY: "DEBUG",
  NODE_DEBUG: "http,https,net,stream",
  DEBUG: "*",
};
const quoting = { message: `Bad header "Basic ${authorization}"`, errors: [{ field: password, code: "invalid" }] };
const faults: FaultKind[] = ["429", "429-retry-after", "503", "500", "500-after", "cut-before", "cut-after", "slow"];

const methods = ["GET", "POST", "PATCH", "DELETE"];

const program = `
const site = new Site("acme", { accountId, name: "Acme" });
const install = new Install("install", { accountId, siteId: site.id, name: "acme", environment: "staging" });
const apex = new Domain("apex", { installId: install.id, name: "acme.example", primary: true });
new Domain("www", { installId: install.id, name: "www.acme.example", redirectTo: apex.id });
new AccountUser("jo", { accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "full" });
`;
const changedProgram = program
  .replace('name: "Acme"', 'name: "Acme Ltd"')
  .replace("primary: true", "primary: true, secureAllUrls: true")
  .replace("redirectTo: apex.id", "redirectTo: apex.id, secureAllUrls: true")
  .replace('roles: "full"', 'roles: "full,billing"');

let stack: HostedStack;
const outputs: string[] = [];

beforeAll(async () => {
  stack = await HostedStack.create(
    { username, password },
    { WPENGINE_USERNAME: "", WPENGINE_PASSWORD: "", ...environment },
  );
  await stack.succeeds("config", "set", "wpengine:username", username);
  await stack.succeeds("config", "set", "--secret", "wpengine:password", password);
  await stack.write(program);
});
afterAll(() => stack.remove());

/** Runs a command that writes all it can, and keeps what it wrote. */
async function loud(...args: string[]): Promise<number | null> {
  const log = join(stack.workspace.home, `events-${outputs.length}.json`);
  const all = ["--debug", "--logtostderr", "--logflow", "-v=11", "--event-log", log];
  const { code, output } = await stack.run(...args, "--yes", "--skip-preview", ...all);
  outputs.push(output);
  return code;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Everything that was written anywhere but by the program's author. */
async function writtenTexts(): Promise<string[]> {
  const files = [...(await filesBelow(stack.workspace.home)), ...(await filesBelow(stack.workspace.project))];
  const written = files.filter((file) => !file.endsWith("index.js"));
  return [...outputs, await stack.succeeds("stack", "export"), ...(await Promise.all(written.map(readText)))];
}

/** A request of this method meets each fault once. */
function strike(method: string): void {
  // A lost answer to a site's creation is watched for, which takes long.
  const path = method === "POST" ? /^\/(?!sites)/ : undefined;
  for (const kind of faults) stack.simulator.faults.add({ kind, method, path });
  stack.simulator.faults.add({ kind: "answer", method, path, body: quoting });
}

test("with every log on and every fault fired, no output, event log or state holds a credential", async () => {
  for (const method of ["GET", "POST", "PATCH"]) strike(method);
  // Much of it fails, which is said; the rest is done by the next command.
  const first = await loud("up");
  await loud("up", "--config", "wpengine:adopt=true");
  await stack.write(changedProgram);
  await loud("up", "--config", "wpengine:adopt=true");
  stack.simulator.faults.clear();
  const settled = await loud("up", "--refresh", "--config", "wpengine:adopt=true");
  stack.simulator.faults.add({ kind: "answer", method: "GET", status: 401, times: Infinity, body: quoting });
  await loud("refresh");
  stack.simulator.faults.clear();
  strike("DELETE");
  await loud("destroy", "--run-program");
  stack.simulator.faults.clear();
  const ended = await loud("destroy", "--run-program");

  const texts = await writtenTexts();
  const holding = texts.filter((text) => writings.some((writing) => text.includes(writing)));
  expect({ holding, failed: first !== 0, settled, ended }).toEqual({
    holding: [],
    failed: true,
    settled: 0,
    ended: 0,
  });
  // Seven commands, each of which writes many megabytes.
}, 600_000);

test.each(methods)("every fault struck a %s", (method) => {
  const answers = new Set(stack.simulator.requests.matching({ method }).map(({ status }) => status));
  expect([...answers]).toEqual(expect.arrayContaining([400, 429, 500, 503, "cut"]));
});

test("the logs were written, and the events with them", async () => {
  const logs = (await filesBelow(stack.workspace.home)).filter((file) => /events-\d\.json$/.test(file));
  expect([logs.length, outputs.every((output) => output.length > 100_000)]).toEqual([outputs.length, true]);
});

test("a destroy that runs the program removes everything", () => {
  const { sites, installs, domains } = stack.estate.snapshot();
  expect([sites, installs, domains]).toEqual([[], [], []]);
});

test("nor does any of them hold a private key that was given by mistake", async () => {
  const key = "c2VjcmV0c2VjcmV0";
  const given = JSON.stringify(`-----BEGIN OPENSSH PRIVATE KEY-----\n${key}\n-----END OPENSSH PRIVATE KEY-----\n`);
  await stack.write(`new SshKey("key", { publicKey: ${given} }); new Site("site", { accountId, name: ${given} });`);
  expect(await loud("up")).not.toBe(0);
  expect((await writtenTexts()).filter((text) => text.includes(key))).toEqual([]);
});

const readText = (file: string): Promise<string> => readFile(file, "latin1");
