import { agencyId as accountId, type Kept, TestWorld } from "../../support/world";

/* After a failure, the provider deletes only what the engine compared in that run. */

let world: TestWorld;
let install: Kept;
let domain: Kept;
beforeEach(async () => {
  world = await TestWorld.create();
  const { id: siteId } = world.estate.addSite({ accountId, name: "Acme" });
  install = await world.create("Install", { accountId, siteId, name: "acme", environment: "staging" });
  domain = await world.create("Domain", { installId: install.id, name: "acme.example" });
  world.newRun();
});
afterEach(() => world.close());

const refusal = "the provider did not delete it, because another step of this run failed";
const purge = (): Promise<Kept> => world.create("CachePurge", { installId: install.id, types: ["all"] });

test("an action that failed has failed, even if an action like it succeeds", async () => {
  const body = { message: "Not now" };
  world.simulator.faults.add({ kind: "answer", status: 400, method: "POST", path: /purge_cache/, body });
  await expect(purge()).rejects.toThrow("Not now");
  await purge();
  await expect(world.delete("Domain", domain, world.run)).rejects.toThrow(refusal);
});
