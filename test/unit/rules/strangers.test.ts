import { type Gateway, SettableClock } from "../../../simulator";
import { accountId, nouns } from "../../support/nouns";
import { TestWorld } from "../../support/world";

/* What answers in the API's place refuses nothing, whatever it says. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create({ clock: new SettableClock() });
});
afterEach(() => world.close());

const gateway = (rule: Gateway): void => world.simulator.behaviours.set({ gateways: [{ times: 1, ...rule }] });
const sent = (): string[] => world.simulator.requests.writes().map(({ method }) => method);

describe.each([400, 404, 409, 410, 422])(
  "a gateway answers %i to a creation that the API has carried out",
  (status) => {
    test.each(nouns)("%s: it is found, is ours, and is there once", async (type, noun) => {
      const declared = noun.declare(world);
      gateway({ method: "POST", status, moment: "after" });
      const { id } = await world.create(type, declared);
      expect([noun.ids(world), sent()]).toEqual([[id], ["POST"]]);
    });

    test.each(nouns)("%s, in place of what this run deleted: it is ours, and is there once", async (type, noun) => {
      const declared = noun.declare(world);
      const old = await world.create(type, declared);
      const run = world.newRun();
      await world.delete(type, old, run);
      world.simulator.requests.clear();
      gateway({ method: "POST", status, moment: "after" });
      const { id } = await world.create(type, declared);
      expect([noun.ids(world), sent()]).toEqual([[id], ["POST"]]);
    });

    test("two domains that are made together: each is ours, and is there once", async () => {
      const { id: installId } = world.estate.addInstall({ accountId, name: "home" });
      gateway({ method: "POST", status, moment: "after" });
      const names = ["one.example", "two.example"];
      const made = await Promise.all(names.map((name) => world.create("Domain", { installId, name })));
      expect([made.map(({ id }) => id), sent()]).toEqual([names.map((name) => world.estate.domain(name).id), ["POST"]]);
    });

    test("a backup: it is found, and is made once", async () => {
      const { id: installId } = world.estate.addInstall({ accountId, name: "home" });
      gateway({ method: "POST", status, moment: "after" });
      const { outputs } = await world.create("Backup", {
        installId,
        description: "d",
        notificationEmails: ["o@a.example"],
      });
      expect([...world.estate.backups.keys()]).toEqual([outputs.backupId]);
    });
  },
);

test("a primary domain is not deleted in its role where a gateway answers 404 for it", async () => {
  const { id: installId } = world.estate.addInstall({ accountId, name: "acme" });
  const kept = await world.create("Domain", { installId, name: "acme.example", primary: true });
  world.simulator.requests.clear();
  gateway({ method: "GET", path: new RegExp(`/domains/${kept.id}$`), status: 404 });
  await world.delete("Domain", kept);
  expect(sent()).toEqual(["PATCH", "DELETE"]);
});
