import { type Gateway } from "../../../simulator";
import { accountId, nouns } from "../../support/nouns";
import { TestWorld } from "../../support/world";

/* The look that follows a lost answer goes on until the API itself answers. */

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const sent = (): string[] => world.simulator.requests.writes().map(({ method }) => method);

/** Once the API has handled the next creation, a gateway answers the first look in the API's place. */
function answerLookAfterCreation(look: Gateway, others: Gateway[] = []): void {
  world.simulator.behaviours.set({ gateways: others });
  world.simulator.requests.listener = (moment, { method }) => {
    if (method !== "POST" || moment !== "handled") return;
    world.simulator.requests.listener = undefined;
    world.simulator.behaviours.set({ gateways: [...others, { method: "GET", times: 1, ...look }] });
  };
}

/** The gateway loses the answer to the next creation too. */
const loseWithLook = (look: Gateway): void =>
  answerLookAfterCreation(look, [{ method: "POST", times: 1, status: 502, moment: "after" }]);

const looks: [string, Gateway][] = [
  ["a page", { status: 200 }],
  ["JSON of another form", { status: 200, body: "foreign-json" }],
  ...[401, 403, 404].map((status): [string, Gateway] => [`${status} and a page`, { status }]),
];

describe.each(looks)("a gateway answers the look with %s", (_, look) => {
  test.each(nouns)("%s: it is found, is ours, and is there once", async (type, noun) => {
    const declared = noun.declare(world);
    loseWithLook(look);
    const { id } = await world.create(type, declared);
    expect([noun.ids(world), sent()]).toEqual([[id], ["POST"]]);
  });

  test("domains of a request that the API refused after it had made one: each is ours, and is there once", async () => {
    const { id: installId } = world.estate.addInstall({ accountId, name: "home" });
    const names = ["one.example", "two.example"];
    world.simulator.behaviours.set({ partialBulk: [{ times: 1, made: 1, answer: 400 }] });
    answerLookAfterCreation(look);
    const made = await Promise.all(names.map((name) => world.create("Domain", { installId, name })));
    expect(made.map(({ id }) => id)).toEqual(names.map((name) => world.estate.domain(name).id));
    expect(sent()).toEqual(["POST", "POST"]);
  });

  test("a backup: it is found, and is made once", async () => {
    const { id: installId } = world.estate.addInstall({ accountId, name: "home" });
    loseWithLook(look);
    const inputs = { installId, description: "d", notificationEmails: ["o@a.example"] };
    const { outputs } = await world.create("Backup", inputs);
    expect([...world.estate.backups.keys()]).toEqual([outputs.backupId]);
  });
});
