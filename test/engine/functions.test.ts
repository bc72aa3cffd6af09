import * as pulumi from "@pulumi/pulumi";
import { getInstallsOutput, getSite, getSiteOutput, Install, Site } from "../../sdk/nodejs";
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
