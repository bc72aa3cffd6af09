import * as pulumi from "@pulumi/pulumi";
import {
  getAccountOutput,
  getInstallsOutput,
  getSite,
  getSites,
  getSitesOutput,
  getSiteOutput,
  Install,
  Site,
} from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { TestStack } from "../support/stack";

/* What functions know in a preview and in an `up`, with the real engine. */

let stack: TestStack;
const saved = { ...process.env };
beforeAll(async () => {
  stack = await TestStack.create({ durations: { install: 0 } });
  // The program has the test's environment: its functions ask with this.
  Object.assign(process.env, {
    WPENGINE_BASE_URL: stack.simulator.url,
    WPENGINE_USERNAME: stack.simulator.username,
    WPENGINE_PASSWORD: stack.simulator.password,
  });
});
afterAll(async () => {
  process.env = { ...saved };
  await stack.remove();
});

const seen: Record<string, unknown> = {};
const see = (name: string, output: pulumi.Output<unknown>): void =>
  void output.apply((value) => {
    seen[name] = value;
  });

/** A site and an install, each read back: by the id, by an input that is known from the start, and after the install. */
async function program(): Promise<void> {
  for (const name of Object.keys(seen)) Reflect.deleteProperty(seen, name);
  const site = new Site("acme", { accountId, name: "Acme" });
  const install = new Install("acme", { accountId, siteId: site.id, name: "acme", environment: "staging" });
  see("byId", getSiteOutput({ id: site.id }).name);
  see("byInput", getSiteOutput({ name: site.name }).name);
  see("after", getInstallsOutput({ accountId }, { dependsOn: install }).installs);
  see("ready", pulumi.output(getSite({ name: "Neighbour" })).name);
  see("again", getSiteOutput({ name: pulumi.output("Neighbour") }).name);
}

const isUp = ["preview", "--expect-no-changes"];
const reads = (path: string): number => stack.simulator.requests.count({ method: "GET", path });

test("a preview does not ask for what the up will create, and knows the rest", async () => {
  stack.estate.addSite({ accountId, name: "Neighbour" });
  await stack.write(program);
  await stack.succeeds("preview");
  expect(seen).toEqual({ ready: "Neighbour", again: "Neighbour" });
});

test("the up asks once everything exists", async () => {
  await stack.succeeds("up", "--yes", "--skip-preview");
  expect(seen).toMatchObject({ byId: "Acme", byInput: "Acme", after: [{ name: "acme" }] });
});

test("a later preview knows everything, asks once for the same, and is clean", async () => {
  stack.simulator.requests.clear();
  await stack.succeeds(...isUp);
  expect(seen).toMatchObject({ byId: "Acme", byInput: "Acme", after: [{ name: "acme" }], again: "Neighbour" });
  // One list for the name of each site, though three functions ask.
  expect(reads("/sites")).toBe(2);
});

/** A site that a program declares once a function has answered. */
const inside = (): void =>
  void getAccountOutput({ id: accountId }).apply((account) => {
    new Site("inside", { accountId: account.id, name: "Inside" });
  });
const accountPath = `/accounts/${accountId}`;
const siteNames = (): string[] => stack.estate.sites.all().map(({ name }) => name);

test("what a program declares from an answer is created and stays, however late the answer comes", async () => {
  await stack.up(inside);
  expect(siteNames()).toContain("Inside");
  stack.simulator.faults.add({ kind: "slow", milliseconds: 1500, method: "GET", path: accountPath });
  await stack.up(inside);
  expect(siteNames()).toContain("Inside");
});

test("a function that fails fails the up, and nothing is deleted", async () => {
  const body = { message: "no" };
  stack.simulator.faults.add({ kind: "answer", status: 403, body, method: "GET", path: accountPath, times: Infinity });
  const { code } = await stack.run("up", "--yes", "--skip-preview");
  stack.simulator.faults.clear();
  expect([code === 0, siteNames().includes("Inside")]).toEqual([false, true]);
});

test("an answer after `dependsOn` is newer than what it waits for", async () => {
  let names: string[] = [];
  await stack.up(async () => {
    inside();
    await getSites({ accountId });
    const site = new Site("late", { accountId, name: "Late" });
    getSitesOutput({ accountId }, { dependsOn: site }).apply(({ sites }) => {
      names = sites.map(({ name }) => name ?? "");
    });
  });
  expect(names).toContain("Late");
});

test("an answer after `dependsOn` a component comes once the component's own resources exist", async () => {
  let names: string[] = [];
  await stack.up(() => {
    inside();
    const component = new pulumi.ComponentResource("test:index:Client", "client");
    new Site("child", { accountId, name: "Child" }, { parent: component });
    getSitesOutput({ accountId }, { dependsOn: component }).apply(({ sites }) => {
      names = sites.map(({ name }) => name ?? "");
    });
  });
  expect(names).toContain("Child");
});

test("an error about a secret argument does not repeat it", async () => {
  await stack.write(() => {
    inside();
    getSiteOutput({ name: pulumi.secret("hunter2") });
  });
  const { code, output } = await stack.run("preview");
  expect([code === 0, output.includes("hunter2")]).toEqual([false, false]);
  expect(output).toContain('these credentials see no site "{name}"');
});
