import { NoAnswerError, OutOfTimeError } from "../../../provider/api";
import { TestWorld } from "../../support/world";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const request = { method: "GET", path: "/accounts/1" };
const outOfTime = new OutOfTimeError(request, new NoAnswerError(request, "ECONNRESET", false));

test("what two ask for is loaded once", async () => {
  const operation = world.newRun();
  const load = jest.fn(async () => "loaded");
  const asked = [operation.within(1000), operation.within(60_000)].map(({ once }) => once("key", load));
  expect([await Promise.all(asked), load.mock.calls.length]).toEqual([["loaded", "loaded"], 1]);
});

test("who has more time than the one who asked first loads it anew", async () => {
  const operation = world.newRun();
  const first = operation.within(1000).once("key", () => Promise.reject(outOfTime));
  const second = operation.within(60_000).once("key", async () => "loaded");
  await expect(first).rejects.toBe(outOfTime);
  expect(await second).toBe("loaded");
});

test("any other failure is that of all who asked, and is not remembered", async () => {
  const operation = world.newRun();
  const refused = new Error("refused");
  const asked = [1, 2].map(() => operation.within(1000).once("key", () => Promise.reject(refused)));
  expect(await Promise.allSettled(asked)).toMatchObject([{ reason: refused }, { reason: refused }]);
  expect(await operation.within(1000).once("key", async () => "loaded")).toBe("loaded");
});
