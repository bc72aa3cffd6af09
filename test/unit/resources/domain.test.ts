import { UnfinishedOutputs } from "../../../provider/adapters/dynamic/stored";
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
])('a check refuses the name "%s"', (name) => {
  expect(() => world.check("Domain", {}, domain(name))).toThrow("name must be a domain name such as");
});

test("a creation sends a POST, and a PATCH for the inputs that a POST does not take", async () => {
  await world.create("Domain", domain("acme.example", { primary: true, secureAllUrls: true }));
  expect(world.simulator.requests.writes()).toMatchObject([
    { method: "POST", body: { name: "acme.example", primary: true } },
    { method: "PATCH", body: { secure_all_urls: true } },
  ]);
});

test("a plain domain is created with one request", async () => {
  await world.create("Domain", domain("acme.example"));
  expect(world.simulator.requests.writes()).toHaveLength(1);
});

test("the provider waits for a pending install before it creates a domain", async () => {
  Object.assign(world.estate.install("acme"), { status: "pending", activeAt: world.clock.now() + 40 });
  await world.create("Domain", domain("acme.example"));
  expect(world.estate.domain("acme.example").installId).toBe(installId);
});

test("primary: false counts as absent, and an update that drops primary sends nothing", async () => {
  const apex = await world.create("Domain", domain("acme.example", { primary: true }));
  expect(world.check("Domain", {}, domain("acme.example", { primary: false }))).not.toHaveProperty("primary");
  world.simulator.requests.clear();
  await world.update("Domain", apex, domain("acme.example"));
  expect(world.simulator.requests.writes()).toEqual([]);
});

test('an update ends a redirect that is no longer declared, with the word "nil"', async () => {
  const apex = await world.create("Domain", domain("acme.example"));
  const www = await world.create("Domain", domain("www.acme.example", { redirectTo: apex.id }));
  world.simulator.requests.clear();
  const { outputs } = await world.update("Domain", www, domain("www.acme.example"));
  expect(outputs).not.toHaveProperty("redirectTo");
  expect(world.simulator.requests.writes()).toMatchObject([{ body: { redirect_to: "nil" } }]);
  expect(world.estate.domain("www.acme.example").redirectTo).toBeNull();
});

test("a primary domain hands its role back before it is deleted", async () => {
  const apex = await world.create("Domain", domain("acme.example", { primary: true }));
  await world.delete("Domain", apex);
  expect(world.estate.domain("acme.wpengine.com").primary).toBe(true);
});

test("the deletion of a domain that is no longer primary takes the role from no other domain", async () => {
  const apex = await world.create("Domain", domain("acme.example", { primary: true }));
  const other = world.estate.addDomain({ installId, name: "other.example", primary: true });
  await world.delete("Domain", apex);
  expect(other.primary).toBe(true);
});

test("the deletion of a primary domain leaves the role to the domain that gets it in the same run", async () => {
  const one = await world.create("Domain", domain("one.example", { primary: true }));
  const two = await world.create("Domain", domain("two.example"));
  const run = world.newRun();
  let changed: Promise<unknown> | undefined;
  world.simulator.requests.listener = async (moment, { method }) => {
    if (moment !== "handled" || method !== "GET" || changed !== undefined) return;
    changed = world.update("Domain", two, domain("two.example", { primary: true }));
    // 200 ms are enough to make the other domain primary between the look and the hand-over, if nothing holds it back.
    await Promise.race([changed, new Promise((resolve) => setTimeout(resolve, 200))]);
  };
  await world.delete("Domain", one, run);
  await changed;
  expect(world.estate.domain("two.example").primary).toBe(true);
  expect(world.estate.domainsOf(installId).map(({ name }) => name)).not.toContain("one.example");
});

test("the role moves from one domain to another in one run, even if the new one is updated first", async () => {
  const one = await world.create("Domain", domain("one.example", { primary: true }));
  const two = await world.create("Domain", domain("two.example"));
  world.newRun();
  await world.update("Domain", two, domain("two.example", { primary: true }));
  await world.update("Domain", one, domain("one.example"));
  expect(world.estate.domain("two.example").primary).toBe(true);
});

test("the install's own domain stays when the program no longer declares it", async () => {
  const builtIn = await world.create("Domain", domain("acme.wpengine.com", { adopt: true }));
  await world.delete("Domain", builtIn);
  expect(world.estate.domain("acme.wpengine.com").installId).toBe(installId);
});

test("another install replaces a domain and deletes it first, since a domain can be on one install only", async () => {
  const apex = await world.create("Domain", domain("acme.example"));
  expect(world.diff("Domain", apex, { ...domain("acme.example"), installId: agencyId })).toMatchObject({
    replaces: ["installId"],
    deleteBeforeReplace: true,
  });
});

test("the provider looks for the domain after a lost answer, and sends no second creation", async () => {
  world.simulator.faults.add({ kind: "500-after", method: "POST" });
  await world.create("Domain", domain("acme.example"));
  expect(world.simulator.requests.count({ method: "POST" })).toBe(1);
});

test("the provider sends a creation again that got lost on the way", async () => {
  world.simulator.faults.add({ kind: "cut-before", method: "POST" });
  await world.create("Domain", domain("acme.example"));
  expect(world.simulator.requests.count({ method: "POST" })).toBe(2);
});

test("a creation whose second request fails keeps the id of the domain", async () => {
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
    "the answer to a bulk request does not mention",
    async () => {
      void world.create("Domain", domain("other.example")).catch(() => undefined);
      return Promise.resolve(["acme.example", { secureAllUrls: true }]);
    },
  ],
  [
    "the adopted domain had unset",
    async () => {
      world.estate.addDomain({ installId, name: "acme.example" });
      return Promise.resolve(["acme.example", { adopt: true, secureAllUrls: true }]);
    },
  ],
])("the next update sends an unfinished input that %s", async (_what, prepare) => {
  const [name, more] = await prepare();
  world.simulator.faults.add({ kind: "answer", method: "PATCH", status: 403 });
  const inputs = world.check("Domain", {}, domain(name, more));
  world.newRun();
  const failure = (await world.create("Domain", inputs).catch((error: unknown) => error)) as UnfinishedOutputs;
  expect(failure).toBeInstanceOf(UnfinishedOutputs);
  world.newRun();
  const { outputs } = await world.update("Domain", { id: failure.id, inputs, outputs: failure.outputs }, inputs);
  const { adopt, ...patched } = more;
  expect(world.estate.domain(name)).toMatchObject(patched);
  expect(outputs).toMatchObject(patched);
});

test("a redirect becomes primary with two requests, since a domain that still redirects cannot be primary", async () => {
  const apex = await world.create("Domain", domain("acme.example"));
  const www = await world.create("Domain", domain("www.acme.example", { redirectTo: apex.id }));
  world.simulator.requests.clear();
  await world.update("Domain", www, domain("www.acme.example", { primary: true }));
  expect(world.simulator.requests.writes().map(({ body }) => body)).toEqual([
    { redirect_to: "nil" },
    { primary: true },
  ]);
});

test("a primary domain that is still on another install is refused with the two steps that move it, and they do", async () => {
  const there = await world.create("Domain", domain("acme.example", { primary: true }));
  const { id } = world.estate.addInstall({ accountId: agencyId, name: "bakery" });
  const here = { ...domain("acme.example", { primary: true }), installId: id };
  await expect(world.create("Domain", here)).rejects.toThrow(/Another install has this domain too[^]*in two steps/);
  await world.delete("Domain", there);
  await world.create("Domain", here);
  expect(world.estate.domain("acme.example")).toMatchObject({ installId: id, primary: true });
});
