import { type InstallRecord } from "../../../simulator";
import { agencyId, TestWorld } from "../../support/world";

let world: TestWorld;
let acme: InstallRecord;
beforeEach(async () => {
  world = await TestWorld.create({ limits: { purgeCache: 60 } });
  acme = world.estate.addInstall({ accountId: agencyId, name: "acme" });
});
afterEach(() => world.close());

const purge = (more: object = {}) => ({ installId: acme.id, types: ["page"], ...more });
const purged = () => world.simulator.requests.writes().map(({ body, status }) => [body, status]);

test("a purge sends one request for each type, a minute apart, and none is refused", async () => {
  const { outputs } = await world.create("CachePurge", purge({ types: ["page", "object", "page"] }));
  expect(purged()).toEqual([
    [{ type: "page" }, 202],
    [{ type: "object" }, 202],
  ]);
  expect(outputs.types).toEqual(["page", "object"]);
});

test("purges of several resources for one install wait for each other, and those of another install do not", async () => {
  const other = world.estate.addInstall({ accountId: agencyId, name: "other" });
  const began = world.clock.now();
  await Promise.all([
    world.create("CachePurge", purge()),
    world.create("CachePurge", purge({ types: ["cdn"] })),
    world.create("CachePurge", { installId: other.id, types: ["page"] }),
  ]);
  expect(purged().map(([, status]) => status)).toEqual([202, 202, 202]);
  expect(world.clock.now() - began).toBeLessThan(120_000);
});

test("a change of triggers purges again, in place of the old one", async () => {
  const kept = await world.create("CachePurge", purge({ triggers: "v1" }));
  expect(world.diff("CachePurge", kept, purge({ triggers: "v1" })).replaces).toEqual([]);
  expect(world.diff("CachePurge", kept, purge({ triggers: "v2" })).replaces).toEqual(["triggers"]);
});

test("the same caches in another order purge nothing again", async () => {
  const kept = await world.create("CachePurge", purge({ types: ["page", "cdn"] }));
  expect(world.diff("CachePurge", kept, purge({ types: ["CDN", "page", "cdn"] })).replaces).toEqual([]);
  expect(world.diff("CachePurge", kept, purge({ types: ["cdn"] })).replaces).toEqual(["types"]);
});

test("a file as a trigger counts by what it holds, wherever it lies", async () => {
  const file = (hash: string, path: string) => ({
    "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
    hash,
    path,
  });
  const kept = await world.create("CachePurge", purge({ triggers: [file("a1", "/home/jo/style.css")] }));
  const other = (hash: string) => world.diff("CachePurge", kept, purge({ triggers: [file(hash, "/ci/style.css")] }));
  expect([other("a1").replaces, other("b2").replaces]).toEqual([[], ["triggers"]]);
});

test("a purge whose turn does not come in time is an error that says so", async () => {
  await world.create("CachePurge", purge());
  await expect(world.create("CachePurge", purge({ customTimeouts: { create: "10s" } }))).rejects.toThrow(
    `CachePurge of install ${acme.id}: could not run it. Its turn did not come in the time allowed`,
  );
});

test.each<[string, object, string]>([
  ["an unknown cache", { types: ["pages"] }, 'types.0 must be one of "object", "page", "cdn", "all", not "pages"'],
  ["no cache", { types: [] }, "types must name at least one cache"],
])("%s is an error in the preview", (_what, more, text) => {
  expect(() => world.check("CachePurge", {}, purge(more))).toThrow(text);
});
