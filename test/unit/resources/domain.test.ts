import { UnfinishedError } from "../../../provider/report";
import { agencyId, TestWorld } from "../../support/world";

let world: TestWorld;
let installId: string;
beforeEach(async () => {
  world = await TestWorld.create();
  installId = world.estate.addInstall({ accountId: agencyId, name: "acme" }).id;
});
afterEach(() => world.close());

const domain = (name: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  installId,
  name,
  ...more,
});

test.each([
  ["WWW.Acme.Example", "www.acme.example"],
  ["acme.example.", "acme.example"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["*.Acme.example", "*.acme.example"],
])("%s means %s", (given, canonical) => {
  expect(world.check("Domain", {}, domain(given)).name).toBe(canonical);
});

test.each([
  "acme",
  "http://acme.example",
  "acme.example/path",
  "a b.example",
  "-a.example",
  "192.0.2.1",
  "*.*.example",
  "",
])('the name "%s" is refused', (name) => {
  expect(() => world.check("Domain", {}, domain(name))).toThrow("name must be a domain name such as");
});

test("a creation sends what a POST takes, and a PATCH what it lacks", async () => {
  await world.create("Domain", domain("acme.example", { primary: true, secureAllUrls: true }));
  expect(world.simulator.requests.writes()).toMatchObject([
    { method: "POST", body: { name: "acme.example", primary: true } },
    { method: "PATCH", body: { secure_all_urls: true } },
  ]);
});

test("a plain domain is one request", async () => {
  await world.create("Domain", domain("acme.example"));
  expect(world.simulator.requests.writes()).toHaveLength(1);
});

test("a pending install is waited for before a domain is added", async () => {
  Object.assign(world.estate.install("acme"), { status: "pending", activeAt: Date.now() + 40 });
  await world.create("Domain", domain("acme.example"));
  expect(world.estate.domain("acme.example").installId).toBe(installId);
});

test("primary: false says nothing, and leaving primary out again sends nothing", async () => {
  const apex = await world.create("Domain", domain("acme.example", { primary: true }));
  expect(world.check("Domain", {}, domain("acme.example", { primary: false }))).not.toHaveProperty("primary");
  world.simulator.requests.clear();
  await world.update("Domain", apex, domain("acme.example"));
  expect(world.simulator.requests.writes()).toEqual([]);
});

test("a redirect that is no longer declared is removed with the API's word for it", async () => {
  const apex = await world.create("Domain", domain("acme.example"));
  const www = await world.create("Domain", domain("www.acme.example", { redirectTo: apex.id }));
  world.simulator.requests.clear();
  const { outputs } = await world.update("Domain", www, domain("www.acme.example"));
  expect(outputs).not.toHaveProperty("redirectTo");
  expect(world.simulator.requests.writes()).toMatchObject([{ body: { redirect_to: "nil" } }]);
  expect(world.estate.domain("www.acme.example").redirectTo).toBeNull();
});

test("a primary domain hands its role back before it is removed", async () => {
  const apex = await world.create("Domain", domain("acme.example", { primary: true }));
  await world.delete("Domain", apex);
  expect(world.estate.domain("acme.wpengine.com").primary).toBe(true);
});

test("a domain that is no longer primary takes the role from nobody when it is removed", async () => {
  const apex = await world.create("Domain", domain("acme.example", { primary: true }));
  const other = world.estate.addDomain({ installId, name: "other.example", primary: true });
  await world.delete("Domain", apex);
  expect(other.primary).toBe(true);
});

test("a primary domain that is removed leaves the role to the one that gets it in the same operation", async () => {
  const one = await world.create("Domain", domain("one.example", { primary: true }));
  const two = await world.create("Domain", domain("two.example"));
  const operation = world.newRun();
  let changed: Promise<unknown> | undefined;
  world.simulator.requests.listener = async (moment, { method }) => {
    if (moment !== "handled" || method !== "GET" || changed !== undefined) return;
    changed = world.update("Domain", two, domain("two.example", { primary: true }));
    // Long enough for the other one to be made primary between the look and the hand-over, if nothing holds it back.
    await Promise.race([changed, new Promise((resolve) => setTimeout(resolve, 200))]);
  };
  await world.delete("Domain", one, operation);
  await changed;
  expect(world.estate.domain("two.example").primary).toBe(true);
  expect(world.estate.domainsOf(installId).map(({ name }) => name)).not.toContain("one.example");
});

test("the role moves from one domain to another in one operation, in either order", async () => {
  const one = await world.create("Domain", domain("one.example", { primary: true }));
  const two = await world.create("Domain", domain("two.example"));
  world.newRun();
  await world.update("Domain", two, domain("two.example", { primary: true }));
  await world.update("Domain", one, domain("one.example"));
  expect(world.estate.domain("two.example").primary).toBe(true);
});

test("the domain that every install has by itself stays when it is no longer declared", async () => {
  const builtIn = await world.create("Domain", domain("acme.wpengine.com", { adopt: true }));
  await world.delete("Domain", builtIn);
  expect(world.estate.domain("acme.wpengine.com").installId).toBe(installId);
});

test("a domain of another install replaces, and deletes first, since it can be on one install only", async () => {
  const apex = await world.create("Domain", domain("acme.example"));
  expect(world.diff("Domain", apex, { ...domain("acme.example"), installId: agencyId })).toMatchObject({
    replaces: ["installId"],
    deleteBeforeReplace: true,
  });
});

test("an answer that got lost is settled by looking: one domain, one request more", async () => {
  world.simulator.faults.add({ kind: "500-after", method: "POST" });
  await world.create("Domain", domain("acme.example"));
  expect(world.simulator.requests.count({ method: "POST" })).toBe(1);
});

test("a creation that got lost on the way is sent again", async () => {
  world.simulator.faults.add({ kind: "cut-before", method: "POST" });
  await world.create("Domain", domain("acme.example"));
  expect(world.simulator.requests.count({ method: "POST" })).toBe(2);
});

test("a creation of which a later step fails keeps its id", async () => {
  world.simulator.faults.add({ kind: "500", method: "PATCH", times: 9 });
  const failure: unknown = await world
    .create("Domain", domain("acme.example", { secureAllUrls: true }))
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({
    id: world.estate.domain("acme.example").id,
    outputs: { name: "acme.example", secureAllUrls: false },
  });
});

test.each<[string, () => Promise<[name: string, more: Record<string, unknown>]>]>([
  [
    "a bulk request's answer does not mention",
    async () => {
      void world.create("Domain", domain("other.example")).catch(() => undefined);
      return Promise.resolve(["acme.example", { secureAllUrls: true }]);
    },
  ],
  [
    "the domain that was adopted had unset",
    async () => {
      world.estate.addDomain({ installId, name: "acme.example" });
      const { id } = world.estate.addDomain({ installId, name: "target.example" });
      return Promise.resolve(["acme.example", { adopt: true, redirectTo: id }]);
    },
  ],
])("what was left unfinished is sent by the next update, where it is what %s", async (_what, prepare) => {
  const [name, more] = await prepare();
  world.simulator.faults.add({ kind: "answer", method: "PATCH", status: 403 });
  const inputs = world.check("Domain", {}, domain(name, more));
  const failure = (await world.create("Domain", inputs).catch((error: unknown) => error)) as UnfinishedError;
  expect(failure).toBeInstanceOf(UnfinishedError);
  world.newRun();
  const { outputs } = await world.update("Domain", { id: failure.id, inputs, outputs: failure.outputs }, inputs);
  const { adopt, ...patched } = more;
  expect(world.estate.domain(name)).toMatchObject(patched);
  expect(outputs).toMatchObject(patched);
});

test("a redirect becomes primary in two steps, since a domain that still redirects cannot", async () => {
  const apex = await world.create("Domain", domain("acme.example"));
  const www = await world.create("Domain", domain("www.acme.example", { redirectTo: apex.id }));
  world.simulator.requests.clear();
  await world.update("Domain", www, domain("www.acme.example", { primary: true }));
  expect(world.simulator.requests.writes().map(({ body }) => body)).toEqual([
    { redirect_to: "nil" },
    { primary: true },
  ]);
});
