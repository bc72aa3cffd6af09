import { Config, RunError } from "@pulumi/pulumi";
import { Install, Site } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { type Program, TestStack } from "../support/stack";

/*
 * Tests of the drivers that run the programs of the engine tests. A program that fails must not look like one that
 * works, and must not fail its test by itself.
 */

const up = ["up", "--yes", "--skip-preview"];
const stacks: TestStack[] = [];
afterEach(async () => {
  for (const stack of stacks.splice(0)) await stack.remove();
});

async function stackOf(program: Program): Promise<TestStack> {
  const stack = await TestStack.create();
  stacks.push(stack);
  await stack.write(program);
  return stack;
}

const boom = (): never => {
  throw new Error("Boom");
};

test.each<[string, Program]>([
  ["that the program throws", boom],
  [
    "that the program throws after it has declared a resource",
    () => {
      new Site("acme", { accountId, name: "Acme" });
      boom();
    },
  ],
  ["that the program throws without a stack trace", () => Promise.reject(new RunError("Boom"))],
  ["that the program throws later", () => Promise.resolve().then(boom)],
  ["of something that the program does not wait for", () => void Promise.resolve().then(boom)],
  ["of an input's promise", () => new Site("acme", { accountId, name: Promise.resolve().then(boom) })],
])("an error %s fails the command, whose output shows it", async (_error, program) => {
  const stack = await stackOf(program);
  const { code, output } = await stack.run(...up);
  expect(code).not.toBe(0);
  expect(output).toContain("Boom");
});

test("an error of the provider fails the command alone, though what depends on the resource fails too", async () => {
  const stack = await stackOf(() => {
    const siteId = new Site("acme", { accountId, name: "x".repeat(41) }).id;
    new Install("acme", { accountId, siteId, name: "acme", environment: "staging" });
  });
  const { code, output } = await stack.run(...up);
  expect(code).not.toBe(0);
  expect(output).toContain("name has 41 characters");
});

test("two programs run at once, each with its own settings, outputs and errors", async () => {
  const program = (): unknown => {
    const name = new Config().require("name");
    if (name === "Bad") void Promise.resolve().then(boom);
    return { name: new Site("acme", { accountId, name }).name };
  };
  const [good, bad] = [await stackOf(program), await stackOf(program)];
  const [succeeded, failed] = await Promise.all([
    good.run(...up, "--config", "name=Good"),
    bad.run(...up, "--config", "name=Bad"),
  ]);
  expect(succeeded.output).not.toContain("Boom");
  expect(failed.output).toContain("Boom");
  expect([succeeded.code, failed.code]).toEqual([0, expect.any(Number)]);
  expect(failed.code).not.toBe(0);
  expect(await good.succeeds("stack", "output", "name")).toBe("Good\n");
});

test("the resources that a stack gives are those of its exported state", async () => {
  const stack = await stackOf(() => new Site("acme", { accountId, name: "Acme" }));
  expect(await stack.resources()).toEqual([]);
  await stack.succeeds(...up);
  const exported = JSON.parse(await stack.succeeds("stack", "export")) as { deployment: { resources: unknown[] } };
  expect(await stack.resources()).toHaveLength(1);
  expect(exported.deployment.resources).toEqual(expect.arrayContaining(await stack.resources()));
});

test("the program is run again by a refresh and a destroy that ask for it, and not by those that do not", async () => {
  let runs = 0;
  const stack = await stackOf(() => (runs += 1));
  const runsOf = async (...args: string[]): Promise<number> => {
    runs = 0;
    await stack.succeeds(...args, "--yes");
    return runs;
  };
  expect(await runsOf("up", "--skip-preview")).toBe(1);
  expect(await runsOf("refresh", "--skip-preview")).toBe(0);
  expect(await runsOf("refresh", "--skip-preview", "--run-program")).toBe(1);
  expect(await runsOf("destroy", "--skip-preview", "--run-program")).toBe(1);
  expect(await runsOf("destroy", "--skip-preview")).toBe(0);
});
