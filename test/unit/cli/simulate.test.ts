import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { resolve } from "node:path";
import { type Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { ask, askEach, type Door } from "../../support/simulator-client";

const program = resolve("dist/cli/main.js");
if (!existsSync(program)) throw new Error(`There is no ${program}. Build it first: npm run build`);

let running: ChildProcessByStdio<null, Readable, Readable> | undefined;
afterEach(async () => {
  if (running?.exitCode !== null || running.signalCode !== null) return;
  running.kill("SIGKILL");
  await once(running, "exit");
});

function start(...options: string[]): ChildProcessByStdio<null, Readable, Readable> {
  running = spawn(process.execPath, [program, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  return running;
}

/** Runs the command to its end. */
async function run(...options: string[]) {
  const child = start(...options);
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, out, error };
}

/** Runs the command until it has printed its address and credentials. Returns them as the command printed them. */
async function simulate(...options: string[]): Promise<Door & { said: string }> {
  const child = start("simulate", "--port", "0", ...options);
  let said = "";
  for await (const piece of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(piece);
    if (said.includes("Its account")) break;
  }
  const exported = (name: string) => new RegExp(`export WPENGINE_${name}=(.+)`).exec(said)?.[1] ?? "";
  return { url: exported("BASE_URL"), username: exported("USERNAME"), password: exported("PASSWORD"), said };
}

test("it answers at the address and to the credentials that it prints", async () => {
  expect(await ask(await simulate(), "GET /accounts")).toMatchObject({ body: { results: [{ name: "agency" }] } });
});

test("it prints how long it runs, and what to look at", async () => {
  const { said, url } = await simulate();
  expect(said.split("\n")).toEqual([
    `The simulated API answers at ${url} until Ctrl-C. To use it:`,
    "",
    `  export WPENGINE_BASE_URL=${url}`,
    "  export WPENGINE_USERNAME=simulator",
    "  export WPENGINE_PASSWORD=simulator-password",
    "",
    'Its account is called "agency".',
    "",
  ]);
});

test("it has a small account to look around in", async () => {
  const answers = await askEach(await simulate(), ["GET /sites", "GET /installs"]);
  expect(answers).toMatchObject([2, 3].map((count) => ({ body: { count } })));
});

test("--shape says in which form it answers", async () => {
  const { body } = await ask(await simulate("--shape", "2021"), "GET /user");
  expect(body).not.toHaveProperty("phone_number");
});

test("--requests-per-second limits requests", async () => {
  const door = await simulate("--requests-per-second", "1");
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(door, "GET /user")));
  expect(answers.map(({ status }) => status)).toContain(429);
});

test.each([
  ["5 seconds by default", [], "pending"],
  ["as long as --install-seconds says", ["--install-seconds", "0.001"], "active"],
])("a new install stays pending %s", async (_, options, status) => {
  const door = await simulate(...options);
  const { body } = await ask(door, "GET /sites");
  const [site] = (body as { results: { id: string; account: { id: string } }[] }).results;
  const wanted = { name: "acme", account_id: site!.account.id, site_id: site!.id, environment: "development" };
  const { id } = (await ask(door, "POST /installs", wanted)).body as { id: string };
  await new Promise((wake) => setTimeout(wake, 2));
  expect(await ask(door, `GET /installs/${id}`)).toMatchObject({ body: { status } });
});

test.each(["SIGTERM", "SIGINT"] as const)("it stops on %s, and prints nothing about that", async (signal) => {
  await simulate();
  running!.kill(signal);
  const [error] = await Promise.all([text(running!.stderr), once(running!, "exit")]);
  expect({ error, code: running!.exitCode }).toEqual({ error: "", code: 0 });
});

test("it stops even if a client keeps its connection open", async () => {
  await ask(await simulate(), "GET /user");
  running!.kill("SIGTERM");
  expect(await once(running!, "exit")).toEqual([0, null]);
});

describe("with a bad option", () => {
  const number = "Write a number above 0.";
  const port = "Write a whole number from 0 to 65535.";

  test.each([
    ["--port", "http", port],
    ["--port", "65536", port],
    ["--port", "1.5", port],
    ["--port", "", port],
    ["--shape", "2020", "Allowed choices are 2021, 1.6.7, 1.17.0."],
    ["--install-seconds", "0", number],
    ["--install-seconds", "soon", number],
    ["--requests-per-second", "-1", number],
  ])("%s %s it says what to write, in one line, and exits 1", async (option, value, advice) => {
    const { code, error } = await run("simulate", option, value);
    const complaint = `error: option '${option} <${option === "--shape" ? "version" : "number"}>' argument '${value}' is invalid.`;
    expect({ code, error }).toEqual({ code: 1, error: `${complaint} ${advice}\n` });
  });

  test("the error names an option that does not exist", async () => {
    expect(await run("simulate", "--prot", "0")).toMatchObject({
      code: 1,
      error: expect.stringContaining("unknown option '--prot'") as unknown,
    });
  });
});

test("on a port in use it exits with 1, and one line says which port and what to do", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const result = await run("simulate", "--port", String(port));
  server.close();
  expect(result).toEqual({
    code: 1,
    out: "",
    error: `error: Port ${port} is in use. Stop the program that listens there, or choose another port with --port (0 chooses a free one).\n`,
  });
});

test("without a command the program lists its commands", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, out: expect.stringContaining("simulate") as unknown });
});

test("with --verify-domains, a new domain waits for its verification", async () => {
  const statuses: unknown[] = [];
  for (const options of [[], ["--verify-domains"]]) {
    const door = await simulate(...options);
    const { body } = await ask(door, "GET /installs");
    const [install] = (body as { results: { id: string }[] }).results;
    const made = await ask(door, `POST /installs/${install!.id}/domains`, { name: "new.example" });
    statuses.push((made.body as { ownership_status: string }).ownership_status);
    running?.kill("SIGKILL");
  }
  expect(statuses).toEqual(["TXT_VERIFIED", "TXT_VERIFICATION_PENDING"]);
});
