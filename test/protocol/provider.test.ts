import { once } from "node:events";
import { agencyId, type Simulator, startSimulator } from "../../simulator";
import { engineUnknown, InitFailed, type Props, ProviderProcess } from "../support/provider-process";

let simulator: Simulator;
let provider: ProviderProcess;

const code = (type: string): string =>
  `exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-wpengine/dynamic").handler("${type}")`;
const site = (name = "Acme"): Props => ({ __provider: code("Site"), accountId: agencyId, name });
const install = (siteId: string, more: Props = {}): Props => ({
  __provider: code("Install"),
  accountId: agencyId,
  siteId,
  name: "acme",
  environment: "staging",
  ...more,
});

const start = (config: Record<string, string> = {}, flags: string[] = []): Promise<ProviderProcess> =>
  ProviderProcess.start(
    {
      "wpengine:baseUrl": simulator.url,
      "wpengine:username": simulator.username,
      "wpengine:password": simulator.password,
      "wpengine:pollInterval": "50ms",
      ...config,
    },
    {},
    flags,
  );

beforeEach(async () => {
  simulator = await startSimulator();
  provider = await start();
});
afterEach(async () => {
  await provider.stop();
  await simulator.close();
});

test("the first calls of several types may come at once", async () => {
  const checks = await Promise.all([
    provider.check(undefined, site()),
    provider.check(undefined, site("Bakery")),
    provider.check(undefined, install(agencyId)),
    provider.check(undefined, { __provider: code("SshKey"), fingerprint: Array(16).fill("a1").join(":") }),
  ]);
  expect(checks.flatMap(({ failures }) => failures)).toEqual([]);
});

test("what is unknown passes every check, and stays unknown", async () => {
  const { inputs, failures } = await provider.check(undefined, install(engineUnknown, { name: engineUnknown }));
  expect(failures).toEqual([]);
  expect(inputs).toMatchObject({ siteId: engineUnknown, name: engineUnknown });
});

test("a list with something unknown in it passes every check", async () => {
  const user = {
    __provider: code("AccountUser"),
    accountId: agencyId,
    email: "a@b.example",
    firstName: "A",
    lastName: "B",
  };
  const news = { ...user, roles: "partial", installIds: [agencyId, engineUnknown] };
  const { inputs, failures } = await provider.check(undefined, news);
  expect(failures).toEqual([]);
  expect(inputs.installIds).toEqual([agencyId, engineUnknown]);
});

test("a replacing input that becomes unknown replaces, an updated one does not", async () => {
  const { id, outputs } = await provider.create(site());
  expect(await provider.diff(id, outputs, { ...site(), accountId: engineUnknown })).toMatchObject({
    replaces: ["accountId"],
  });
  expect(await provider.diff(id, outputs, { ...site(), name: engineUnknown })).toMatchObject({ replaces: [] });
});

test("checks and diffs make no request", async () => {
  const { id, outputs } = await provider.create(site());
  simulator.requests.clear();
  await provider.check(site(), site("Acme 2"));
  await provider.diff(id, outputs, site("Acme 2"));
  expect(simulator.requests.count()).toBe(0);
});

test("an update that fails after its patch keeps the id and what was done, with the provider's code", async () => {
  const home = await provider.create(site());
  const away = await provider.create(site("Away"));
  const made = await provider.create(install(home.id));
  // The answer to a patch does not say the status: it is looked up, and that look is what fails here.
  simulator.faults.add({ kind: "500", method: "GET", path: /^\/installs\//, times: 9 });
  const patient = await start({ "wpengine:retries": "0" });
  const failure = await patient.update(made.id, made.outputs, install(away.id)).catch((error: unknown) => error);
  await patient.stop();
  expect(failure).toBeInstanceOf(InitFailed);
  expect(failure).toMatchObject({ id: made.id, properties: { siteId: away.id, __provider: code("Install") } });
});

test("a creation that runs out of time hands over the id, the reason and the provider's code", async () => {
  const { id: siteId } = await provider.create(site());
  simulator.faults.add({ kind: "stuck-pending", path: "/installs" });
  const failure = await provider
    .create(install(siteId, { customTimeouts: { create: "300ms" } }))
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InitFailed);
  const { id, properties, reasons } = failure as InitFailed;
  expect(id).toBe(simulator.estate.install("acme").id);
  expect(properties).toMatchObject({ __provider: code("Install"), name: "acme", status: "pending" });
  expect(reasons[0]).toMatch(
    /^Gave up waiting for Install [0-9a-f-]{36} to become active after \d+ ms: its status is still "pending"\./,
  );

  simulator.faults.release();
  simulator.requests.clear();
  expect(await provider.update(id, properties, install(siteId))).toMatchObject({ status: "active" });
  expect(simulator.requests.writes()).toEqual([]);
});

test("an object that is gone is read as an empty id", async () => {
  const { id, outputs } = await provider.create(site());
  simulator.estate.removeSite(id);
  expect(await provider.read(id, outputs)).toMatchObject({ id: "" });
});

test("two creations of one natural key at once make one object, and the second fails", async () => {
  const results = await Promise.allSettled([provider.create(site()), provider.create(site())]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(simulator.estate.sites.size).toBe(1);
});

test.each([
  ["nothing else", []],
  ["the flags of the engine's logs", ["--logtostderr", "-v=9", "--tracing", "file:./trace"]],
])(
  "given %s, the provider ends by itself once its engine no longer answers, and sends nothing more",
  async (_what, flags) => {
    await provider.stop();
    provider = await start({}, flags);
    const { id: siteId } = await provider.create(site());
    simulator.durations.install = 60_000;
    const creating = provider.create(install(siteId)).catch(() => "ended");
    await provider.engine.stop();
    const [exitCode] = (await once(provider.process, "exit")) as [number];
    expect(exitCode).toBe(1);
    expect(await creating).toBe("ended");
    const sent = simulator.requests.count();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(simulator.requests.count()).toBe(sent);
  },
);

test("no output of the process holds the password, whatever goes wrong", async () => {
  simulator.faults.add({ kind: "500", times: 9 });
  const hasty = await start({ "wpengine:retries": "0" });
  await hasty.create(site()).catch(() => undefined);
  await hasty.read(agencyId, { ...site(), accountId: agencyId }).catch(() => undefined);
  expect(hasty.output.join("")).not.toContain(simulator.password);
  expect(hasty.output.join("")).not.toContain(Buffer.from(`simulator:${simulator.password}`).toString("base64"));
  await hasty.stop();
});
