import * as pulumi from "@pulumi/pulumi";
import { Backup, CachePurge, Domain, DomainCheck, Install, Site } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { plan, TestStack } from "../support/stack";

/* Actions in a program, with the real engine. */

let stack: TestStack;
beforeAll(async () => {
  // The API would take one purge a minute.
  stack = await TestStack.create({ durations: { install: 0, backup: 0 }, limits: { purgeCache: 0, checkStatus: 0 } });
});
afterAll(() => stack.remove());

/** A backup before a deployment of this version, and a purge after it. */
const deployment =
  (version: string, options: pulumi.CustomResourceOptions = {}): (() => void) =>
  () => {
    const site = new Site("acme", { accountId, name: "Acme" });
    const install = new Install("acme", { accountId, siteId: site.id, name: "acme", environment: "staging" });
    const backup = new Backup(
      "before",
      { install, description: "before deployment", notificationEmails: ["ops@acme.example"], triggers: { version } },
      options,
    );
    new CachePurge("after", { install, types: ["page"], triggers: version }, { dependsOn: backup });
  };

const up = ["up", "--yes", "--skip-preview"];
const isUp = ["preview", "--expect-no-changes"];
const writes = (): string[] =>
  stack.simulator.requests.writes().map(({ method, path }) => `${method} ${path.split("/").at(-1) ?? ""}`);

test("an up backs up, and then purges", async () => {
  await stack.write(deployment("v1"));
  await stack.succeeds(...up);
  expect(writes()).toEqual(["POST sites", "POST installs", "POST backups", "POST purge_cache"]);
});

test("afterwards previews and refreshes are clean, and send nothing for an action", async () => {
  stack.simulator.requests.clear();
  await stack.succeeds(...isUp);
  await stack.succeeds("preview", "--refresh", "--expect-no-changes");
  await stack.succeeds("refresh", "--yes", "--skip-preview", "--expect-no-changes");
  expect(stack.simulator.requests.all().filter(({ path }) => /backups|purge/.test(path))).toEqual([]);
});

test("another version runs both again, each in place of the old one", async () => {
  stack.simulator.requests.clear();
  await stack.write(deployment("v2"));
  const preview = plan(await stack.run("preview"));
  expect(preview).toEqual([
    expect.stringContaining("replace Backup before"),
    expect.stringContaining("replace CachePurge after"),
  ]);
  await stack.succeeds(...up);
  expect(writes()).toEqual(["POST backups", "POST purge_cache"]);
  await stack.succeeds(...isUp);
});

test("Pulumi's own replacementTrigger does the same as triggers", async () => {
  await stack.write(deployment("v2", { replacementTrigger: "a" }));
  await stack.succeeds(...up);
  stack.simulator.requests.clear();
  await stack.write(deployment("v2", { replacementTrigger: "b" }));
  await stack.succeeds(...up);
  expect(writes()).toEqual(["POST backups"]);
});

test("in a program that protects everything, another version runs both again", async () => {
  const protectedAll = (version: string) => () => {
    pulumi.runtime.registerStackTransformation(({ props, opts }) => ({ props, opts: { ...opts, protect: true } }));
    deployment(version)();
  };
  await stack.up(protectedAll("v2"));
  stack.simulator.requests.clear();
  await stack.up(protectedAll("v2a"));
  expect(writes()).toEqual(["POST backups", "POST purge_cache"]);
});

test("an aborted backup fails the up before the purge, and the next up makes another one", async () => {
  stack.simulator.requests.clear();
  await stack.write(deployment("v3"));
  const aborts = setInterval(() => {
    for (const one of stack.estate.backups.all()) one.isAborted = true;
  }, 1);
  const { output, code } = await stack.run(...up).finally(() => clearInterval(aborts));
  expect(code).not.toBe(0);
  expect(output).toContain('its status is "aborted"');
  expect(writes()).toEqual(["POST backups"]);
  // A refresh makes the engine forget that the backup failed. The provider does not.
  await stack.succeeds("refresh", "--yes", "--skip-preview");
  await stack.succeeds(...up);
  expect(writes()).toEqual(["POST backups", "POST backups", "POST purge_cache"]);
  await stack.succeeds(...isUp);
});

test("a check takes a domain of the program, and gives what WP Engine sees", async () => {
  const checks = (triggers: string) => () => {
    deployment("v3")();
    const site = Site.get("read", stack.estate.site("Acme").id);
    const install = new Install("shop", { accountId, siteId: site.id, name: "shop", environment: "development" });
    const domain = new Domain("www", { install, name: "www.acme.example" });
    const check = new DomainCheck("www", { domain, triggers });
    return { complete: check.complete };
  };
  await stack.up(checks("one"));
  stack.simulator.requests.clear();
  await stack.succeeds(...isUp);
  await stack.up(checks("two"));
  expect(writes()).toEqual(["POST check_status"]);
});

test("a destroy without the program drops the actions, and says so once", async () => {
  stack.simulator.requests.clear();
  const output = await stack.succeeds("destroy", "--yes", "--skip-preview");
  expect(output).toContain("The state drops the actions of this stack");
  expect(writes().filter((one) => !one.startsWith("DELETE"))).toEqual([]);
});
