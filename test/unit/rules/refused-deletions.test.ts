import { accountId } from "../../support/nouns";
import { TestWorld } from "../../support/world";

/* What the API does not delete stays as it was. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

describe.each([400, 401, 403, 409, 422])("the API refuses a deletion with %i:", (status) => {
  const body = { message: "This domain is locked" };
  const refuse = (): void =>
    world.simulator.faults.add({ kind: "answer", method: "DELETE", status, times: Infinity, body });

  test("a primary domain keeps its role", async () => {
    const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
    const kept = await world.create("Domain", { installId, name: "acme.example", primary: true });
    const { domains } = world.estate.snapshot();
    refuse();
    await expect(world.delete("Domain", kept)).rejects.toThrow("This domain is locked");
    expect(world.estate.snapshot().domains).toEqual(domains);
  });

  test("a domain keeps the redirects to it that this run was going to change", async () => {
    const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
    const target = await world.create("Domain", { installId, name: "acme.example" });
    const www = { installId, name: "www.acme.example" };
    const kept = await world.create("Domain", { ...www, redirectTo: target.id });
    const run = world.newRun();
    world.diff("Domain", kept, www);
    refuse();
    await expect(world.delete("Domain", target, run)).rejects.toThrow("This domain is locked");
    expect(world.estate.domain("www.acme.example").redirectTo).toBe(target.id);
  });
});
