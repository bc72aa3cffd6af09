import { NoAnswerError, OutOfTimeError } from "../../../provider/api";
import { TestWorld } from "../../support/world";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const request = { method: "GET", path: "/accounts/1" };
const outOfTime = new OutOfTimeError(request, new NoAnswerError(request, "ECONNRESET", false));

test("two steps that ask for one thing load it once", async () => {
  const connection = world.newRun().connection();
  const load = jest.fn(async () => "loaded");
  const asked = [connection.within(1000), connection.within(60_000)].map(({ once }) => once("key", load));
  expect([await Promise.all(asked), load.mock.calls.length]).toEqual([["loaded", "loaded"], 1]);
});

test("a step loads a thing anew if an earlier step with less time gave up on it", async () => {
  const connection = world.newRun().connection();
  const first = connection.within(1000).once("key", () => Promise.reject(outOfTime));
  const second = connection.within(60_000).once("key", async () => "loaded");
  await expect(first).rejects.toBe(outOfTime);
  expect(await second).toBe("loaded");
});

test("any other failure reaches all steps that asked, and a later step tries again", async () => {
  const connection = world.newRun().connection();
  const refused = new Error("refused");
  const asked = [1, 2].map(() => connection.within(1000).once("key", () => Promise.reject(refused)));
  expect(await Promise.allSettled(asked)).toMatchObject([{ reason: refused }, { reason: refused }]);
  expect(await connection.within(1000).once("key", async () => "loaded")).toBe("loaded");
});
