import { type Run } from "../../../provider/run";
import { TestWorld } from "../../support/world";

const settings = {
  "wpengine-b:username": "ben",
  "wpengine-b:password": "other",
  "wpengine-c:username": "eva",
  "wpengine-c:password": "third",
  "wpengine-c:baseUrl": "http://localhost:1/v1",
};

let world: TestWorld;
let run: Run;
beforeEach(async () => {
  world = await TestWorld.create({}, settings);
  run = world.newRun();
});
afterEach(() => world.close());

test("a connection is one and the same for all who name it", () => {
  expect(run.connection("b")).toBe(run.connection("b"));
  expect(run.connection("b")).not.toBe(run.connection());
});

test("what two connections load under one key is not shared", async () => {
  const load = (name?: string): Promise<string> =>
    run
      .connection(name)
      .within(1000)
      .once("current user", async () => name ?? "default");
  expect([await load(), await load("b"), await load()]).toEqual(["default", "b", "default"]);
});

test("two connections to one API claim the same objects, and a connection to another API claims others", () => {
  run.connection().claims.claimCreated("Site 1", "Acme", {});
  expect(["b", "c"].map((name) => run.connection(name).within(1000).isLive("Site", "1"))).toEqual([true, false]);
});

test("two connections never do one piece of work at the same time", async () => {
  const done: string[] = [];
  const work = (name: string, milliseconds: number): Promise<unknown> =>
    run.connection(name).inTurn("Site Acme", async () => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      done.push(name);
    });
  await Promise.all([work("b", 30), work("c", 0)]);
  expect(done).toEqual(["b", "c"]);
});

test("wrong settings are an error of their own connection, each time that a resource asks for it", () => {
  const missing = "wpengine-d:username is missing";
  expect(() => run.connection("d")).toThrow(missing);
  expect(() => run.connection("d")).toThrow(missing);
  expect(run.connection("b").settings.username).toBe("ben");
});
