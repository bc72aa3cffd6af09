import { ErrorHook } from "@pulumi/pulumi";
import { AccountUser, Backup, CachePurge, Domain, Install, Site, WordPressSite } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { TestStack } from "../support/stack";

/*
 * With --continue-on-error, an engine goes on after a failure. The program then declares nothing that depends on what
 * failed, and the engine deletes that like something that the program dropped.
 */

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create({ durations: { install: 0, backup: 0 } });
});
afterEach(() => stack.remove());

/** An `up` that fails and goes on. It deletes nothing, and says why. */
async function goesOn(program: () => void, ...options: string[]): Promise<void> {
  const urns = (await stack.resources()).map(({ urn }) => urn);
  stack.simulator.requests.clear();
  await stack.write(program);
  const { code, output } = await stack.run("up", "--yes", "--skip-preview", "--continue-on-error", ...options);
  const deletions = stack.simulator.requests.writes().filter(({ method }) => method === "DELETE");
  expect([code === 0, deletions]).toEqual([false, []]);
  expect(output).toContain("the provider did not delete it, because another step of this run failed");
  expect((await stack.resources()).map(({ urn }) => urn)).toEqual(expect.arrayContaining(urns));
}

test("what depends on an install whose update failed stays, actions included, and the next up is as usual", async () => {
  const program =
    (environment: string, hasMore = true) =>
    (): void => {
      const siteId = new Site("site", { accountId, name: "Acme" }).id;
      const install = new Install("install", { accountId, siteId, name: "acmestg", environment });
      const apex = new Domain("apex", { install, name: "acme.example", primary: true });
      new CachePurge("purge", { install, types: ["all"] });
      if (!hasMore) return;
      new Domain("www", { install, name: "www.acme.example", redirectTo: apex });
      const jo = { accountId, email: "jo@agency.example", firstName: "Jo", lastName: "Ray" };
      new AccountUser("jo", { ...jo, roles: "partial", installIds: [install] });
    };
  await stack.up(program("staging"));
  stack.simulator.faults.add({
    kind: "answer",
    status: 400,
    method: "PATCH",
    path: /^\/installs\/[^/]+$/,
    times: Infinity,
  });
  await goesOn(program("development"));
  stack.simulator.faults.clear();
  await stack.up(program("development", false));
  expect((await stack.resources()).map(({ urn }) => urn.split("::").at(-1)).sort()).toEqual([
    "apex",
    "install",
    "purge",
    "site",
  ]);
});

test("what depends on a backup that failed stays", async () => {
  const program = (triggers: string) => (): void => {
    const { id: siteId } = new Site("site", { accountId, name: "Acme" });
    const install = new Install("install", { accountId, siteId, name: "acmestg", environment: "staging" });
    const backup = new Backup("backup", { install, description: "x", notificationEmails: ["a@x.example"], triggers });
    new Domain("apex", { install, name: "acme.example" }, { dependsOn: backup });
  };
  await stack.up(program("1"));
  stack.simulator.faults.add({
    kind: "answer",
    status: 400,
    method: "POST",
    path: /backups$/,
    times: Infinity,
  });
  await goesOn(program("2"));
});

test("an install that the program renamed without an alias stays, with its domain", async () => {
  const environment = { name: "acmestg", domains: { primary: "acme.example" } };
  const program = (name: "staging" | "development") => (): WordPressSite =>
    new WordPressSite("acme", { accountId, name: "Acme", environments: { [name]: environment } });
  await stack.up(program("staging"));
  await goesOn(program("development"));
  await goesOn(program("development"), "--refresh");
});

test("a user of an install whose replacement failed stays", async () => {
  const program =
    (name: string, hasMore = true) =>
    (): void => {
      const siteId = new Site("site", { accountId, name: "Acme" }).id;
      const install = new Install("install", { accountId, siteId, name, environment: "staging" });
      if (!hasMore) return;
      const jo = { accountId, email: "jo@agency.example", firstName: "Jo", lastName: "Ray" };
      new AccountUser("jo", { ...jo, roles: "partial", installIds: [install] });
    };
  await stack.up(program("acmea"));
  const refusal = {
    kind: "answer",
    status: 400,
    method: "POST",
    path: /^\/installs$/,
    body: { message: "No" },
  } as const;
  stack.simulator.faults.add({ ...refusal, times: Infinity });
  stack.simulator.requests.clear();
  await stack.write(program("acmeb"));
  const { output } = await stack.run("up", "--yes", "--skip-preview", "--continue-on-error");
  expect(output).toContain("AccountUser jo@agency.example: the provider did not delete it");
  const deletions = stack.simulator.requests.writes().filter(({ method }) => method === "DELETE");
  expect(deletions.map(({ path }) => path)).toEqual([expect.stringMatching(/^\/installs\/[^/]+$/)]);
  expect((await stack.resource("jo")).type).toMatch(/AccountUser$/);
});

test("a step that failed, and succeeded when a hook tried it again, keeps no deletion back", async () => {
  const program =
    (name: string, hasMore = true) =>
    (): void => {
      const again = new ErrorHook("again", () => true);
      const siteId = new Site("site", { accountId, name }, { hooks: { onError: [again] } }).id;
      const install = new Install("install", { accountId, siteId, name: "acmestg", environment: "staging" });
      if (hasMore) new Domain("apex", { install, name: "acme.example" });
    };
  await stack.up(program("Acme"));
  stack.simulator.faults.add({ kind: "answer", status: 400, method: "PATCH", body: { message: "Not now" } });
  const output = await stack.up(program("Acme Ltd", false));
  expect(output).toContain("retrying update");
  expect((await stack.resources()).map(({ urn }) => urn.split("::").at(-1)).sort()).toEqual(["install", "site"]);
});
