import { setTimeout as pause } from "node:timers/promises";
import { type CustomResourceOptions } from "@pulumi/pulumi";
import { Install, Site } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { resultOf } from "../../tools/workspace";
import { HostedStack } from "../support/hosted-stack";
import { TestStack } from "../support/stack";

const stacks: { remove(): Promise<void> }[] = [];
afterEach(async () => {
  for (const stack of stacks.splice(0)) await stack.remove();
});

function inUse<Stack extends { remove(): Promise<void> }>(stack: Stack): Stack {
  stacks.push(stack);
  return stack;
}

function install(options: CustomResourceOptions = {}): void {
  const site = new Site("acme", { accountId, name: "Acme" });
  new Install("acme", { accountId, siteId: site.id, name: "acme", environment: "staging" }, options);
}

async function until(condition: () => boolean): Promise<void> {
  for (let look = 0; look < 300; look++) {
    if (condition()) return;
    await pause(100);
  }
  throw new Error("That did not come to pass within 30 seconds.");
}

test("an install that stays pending fails with what was waited for, keeps its id, and the next up finishes it", async () => {
  const stack = inUse(await TestStack.create());
  stack.simulator.faults.add({ kind: "stuck-pending", method: "POST", path: "/installs" });
  await stack.write(() => install({ customTimeouts: { create: "2s", update: "2s" } }));
  const { code, output } = await stack.run("up", "--yes", "--skip-preview");
  expect(code).not.toBe(0);
  expect(output).toContain(
    `Gave up waiting for Install ${stack.estate.install("acme").id} to become active after 2 s: its status is still "pending".`,
  );
  const { id } = stack.estate.install("acme");
  expect(await stack.resource("acme").catch(() => undefined)).toBeDefined();
  const half = (await stack.resources()).find((one) => one.type.endsWith(":Install"))!;
  expect(half.id).toBe(id);
  expect(half.initErrors).toHaveLength(1);

  stack.simulator.faults.release();
  stack.simulator.requests.clear();
  await stack.succeeds("up", "--yes", "--skip-preview");
  expect(stack.simulator.requests.writes()).toEqual([]);
  expect((await stack.resources()).find((one) => one.type.endsWith(":Install"))).toMatchObject({
    id,
    outputs: { status: "active" },
  });
  expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
});

test("Ctrl-C during a wait loses nothing: the install is saved with its id", async () => {
  const stack = inUse(await HostedStack.create({ durations: { install: 4000 } }));
  // A terminal sends it to the program and its language host too.
  await stack.write(`
    const site = new Site("acme", { accountId, name: "Acme" });
    new Install("acme", { accountId, siteId: site.id, name: "acme", environment: "staging" });
  `);
  const up = stack.start("up", "--yes", "--skip-preview");
  const ended = resultOf(up);
  await until(() => stack.estate.installs.size === 1);
  process.kill(-up.pid!, "SIGINT");
  await ended;
  const saved = (await stack.resources()).find((one) => one.type.endsWith(":Install"));
  expect(saved?.id).toBe(stack.estate.install("acme").id);
  await stack.succeeds("up", "--yes", "--skip-preview");
  expect(stack.simulator.requests.matching({ method: "POST", path: "/installs" })).toHaveLength(1);
});

test("once the engine is killed its provider falls silent within 10 seconds, and what it made is adopted later", async () => {
  const stack = inUse(await TestStack.create({ durations: { install: 120_000 } }));
  await stack.write(() => install());
  const up = stack.start("up", "--yes", "--skip-preview");
  const ended = resultOf(up);
  await until(() => stack.estate.installs.size === 1);
  // Only the engine: its provider runs in a process group of its own, and lives on.
  up.kill("SIGKILL");
  await pause(10_000);
  stack.simulator.requests.clear();
  await pause(2000);
  expect(stack.simulator.requests.count()).toBe(0);
  await ended.catch(() => undefined);

  stack.estate.install("acme").activeAt = 0;
  await stack.succeeds("cancel", "--yes");
  await stack.succeeds("up", "--yes", "--skip-preview", "--config", "wpengine:adopt=true");
  expect(stack.estate.installs.size).toBe(1);
  expect(stack.estate.sites.size).toBe(1);
  expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
});
