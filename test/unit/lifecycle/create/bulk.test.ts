import { type FaultKind } from "../../../../simulator";
import { agencyId, type Kept, TestWorld } from "../../../support/world";

let world: TestWorld;
let installId: string;
beforeEach(async () => {
  world = await TestWorld.create();
  installId = world.estate.addInstall({ accountId: agencyId, name: "acme" }).id;
});
afterEach(() => world.close());

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}.acme.example`);
const create = (more: Record<string, unknown>): Promise<Kept> => world.create("Domain", { installId, ...more });
const together = (domains: string[]): Promise<Kept[]> => Promise.all(domains.map((name) => create({ name })));
const writes = (): string[] =>
  world.simulator.requests
    .writes()
    .map(({ method, path }) => `${method} ${path.replace(`/installs/${installId}/`, "")}`);
const declared = (): string[] =>
  world.estate
    .domainsOf(installId)
    .filter(({ builtIn }) => !builtIn)
    .map(({ name }) => name)
    .sort();

test("one request creates plain domains that are declared together", async () => {
  const made = await together(names(8));
  expect(writes()).toEqual(["POST domains/bulk"]);
  expect(made.map(({ id, outputs }) => [id, outputs.name])).toEqual(
    names(8).map((name) => [world.estate.domain(name).id, name]),
  );
});

test("one request creates no more than twenty domains", async () => {
  await together(names(45));
  expect(writes()).toEqual(["POST domains/bulk", "POST domains/bulk", "POST domains/bulk"]);
  expect(declared()).toHaveLength(45);
});

test("a single domain is created with a single creation", async () => {
  await together(names(1));
  expect(writes()).toEqual(["POST domains"]);
});

test("a primary domain and a redirect are created with a request each", async () => {
  const { id: redirectTo } = await create({ name: "acme.example" });
  world.simulator.requests.clear();
  await Promise.all([
    create({ name: "one.example", primary: true }),
    create({ name: "two.example", redirectTo }),
    create({ name: "three.example" }),
  ]);
  expect(writes()).toEqual(["POST domains", "POST domains", "POST domains"]);
});

test("the domains of two installs are created with a request for each install", async () => {
  const { id: other } = world.estate.addInstall({ accountId: agencyId, name: "other" });
  await Promise.all(
    [installId, other].flatMap((install) =>
      ["one", "two"].map((name) =>
        world.create("Domain", { installId: install, name: `${name}.${install.slice(0, 4)}.example` }),
      ),
    ),
  );
  expect(world.simulator.requests.writes()).toHaveLength(2);
});

test("a domain that the API refuses fails by itself, and the others are created", async () => {
  world.simulator.faults.add({ kind: "answer", method: "POST", path: /bulk$/, status: 400, body: { message: "No" } });
  world.simulator.faults.add({
    kind: "answer",
    method: "POST",
    path: /domains$/,
    status: 400,
    body: { message: "No" },
  });
  const outcomes = await Promise.allSettled(names(3).map((name) => create({ name })));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
  expect(declared()).toHaveLength(2);
});

test("the provider does not adopt a domain that somebody else added after the look", async () => {
  await create({ name: "first.example" });
  const { id } = world.estate.addDomain({ installId, name: names(3)[1]! });
  const outcomes = await Promise.allSettled(names(3).map((name) => create({ name })));
  expect(outcomes[1]).toMatchObject({
    status: "rejected",
    reason: { message: expect.stringContaining(`exists already (id ${id})`) as unknown },
  });
  expect(declared()).toEqual([...names(3), "first.example"].sort());
});

test("domains that a lost request creates after the look for them belong to the run", async () => {
  world.simulator.faults.add({ kind: "cut-before", method: "POST", path: /bulk$/ });
  world.simulator.requests.listener = (moment, { method, path }) => {
    if (moment !== "arrived" || method !== "POST" || !path.endsWith("/domains") || declared().length > 0) return;
    for (const name of names(3)) world.estate.addDomain({ installId, name });
  };
  const made = await together(names(3));
  expect(made.map(({ id }) => id)).toEqual(names(3).map((name) => world.estate.domain(name).id));
});

test.each([401, 403])("the provider does not try again domain by domain after a %d", async (status) => {
  world.simulator.faults.add({ kind: "answer", method: "POST", status, body: { message: "No" }, times: Infinity });
  const results = await Promise.allSettled(names(3).map((name) => create({ name })));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(writes()).toEqual(["POST domains/bulk"]);
});

test.each<FaultKind>(["cut-before", "cut-after", "500", "500-after", "503", "429"])(
  "after the fault %s each domain exists once",
  async (kind) => {
    world.simulator.faults.add({ kind, method: "POST", path: /bulk$/ });
    const made = await together(names(5));
    expect(declared()).toEqual(names(5));
    expect(new Set(made.map(({ id }) => id)).size).toBe(5);
  },
);
