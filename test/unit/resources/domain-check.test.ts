import { type DomainRecord } from "../../../simulator";
import { agencyId, TestWorld } from "../../support/world";

let world: TestWorld;
let www: DomainRecord;

/** A world with one domain, in which a check takes so many milliseconds. */
async function build(domainCheck: number, shape: "1.6.7" | "1.17.0" = "1.17.0"): Promise<void> {
  world = await TestWorld.create({ shape, durations: { install: 0, domainCheck } });
  const install = world.estate.addInstall({ accountId: agencyId, name: "acme" });
  www = world.estate.addDomain({ installId: install.id, name: "www.acme.example" });
}
afterEach(() => world.close());

const check = (more: object = {}) => ({ domainId: www.id, installId: www.installId, ...more });
const posts = () => world.simulator.requests.writes().map(({ status }) => status);

test("a check waits for its report", async () => {
  await build(20_000);
  const { outputs } = await world.create("DomainCheck", check());
  expect(outputs).toMatchObject({ ...check(), complete: true });
  expect(posts()).toEqual([202]);
});

test("an older API gives no report: the provider sends the same request again until the answer has the domain", async () => {
  await build(20_000, "1.6.7");
  const { outputs } = await world.create("DomainCheck", check());
  expect(outputs.complete).toBe(true);
  expect(outputs).not.toHaveProperty("reportId");
  expect([posts().at(0), posts().at(-1)]).toEqual([202, 200]);
});

test("the checks of one install wait for their turns, and none is refused", async () => {
  await build(0);
  const other = world.estate.addDomain({ installId: www.installId, name: "shop.acme.example" });
  await Promise.all([world.create("DomainCheck", check()), world.create("DomainCheck", check({ domainId: other.id }))]);
  expect(posts()).toEqual([202, 202]);
});

test("the id of the install is needed beside that of the domain", async () => {
  await build(0);
  expect(() => world.check("DomainCheck", {}, { domainId: www.id })).toThrow("installId is missing");
});

test("a report that the API shows late is waited for", async () => {
  await build(20_000);
  world.simulator.settle();
  world.simulator.behaviours.set({ lag: { reads: 8000 } });
  expect((await world.create("DomainCheck", check())).outputs).toMatchObject({ complete: true });
});
