import {
  type ComponentResourceOptions,
  ComponentResource,
  type CustomResourceOptions,
  type Input,
  ResourceHook,
  type ResourceTransformation,
  secret,
} from "@pulumi/pulumi";
import {
  AccountUser,
  Domain,
  DomainVerification,
  Install,
  type Site as SiteClass,
  Site,
  SshKey,
} from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { TestStack } from "../support/stack";

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create();
});
afterEach(() => stack.remove());

const site = (name: string, options: CustomResourceOptions = {}, more: object = {}): SiteClass =>
  new Site(name, { accountId, name, ...more }, options);
const component = (name: string, options: ComponentResourceOptions): ComponentResource =>
  new ComponentResource("test:index:Component", name, {}, options);
const giving =
  (options: CustomResourceOptions): ResourceTransformation =>
  ({ props, opts }) => ({ props, opts: { ...opts, ...options } });

/** The names of the resources that the engine protects, and of those that the provider does. */
async function protections(): Promise<{ engine: string[]; provider: string[] }> {
  const all = (await stack.resources()).map((one) => ({ ...one, name: one.urn.split("::").at(-1)! }));
  const named = (these: typeof all): string[] => these.map(({ name }) => name).sort();
  return {
    engine: named(all.filter(({ protect }) => protect === true)),
    provider: named(all.filter(({ outputs }) => outputs.deletionProtection === true)),
  };
}

test("protect comes from a component and from transformations, and gives way to what the resource says", async () => {
  const row = (protect: boolean | undefined): void => {
    const parent = component("component", protect === undefined ? {} : { protect });
    const home = site("inherits", { parent });
    site("lets go", { parent, protect: false });
    site("lets go too", { parent }, { deletionProtection: false });
    const inSite = { accountId, siteId: home.id };
    new Install("staging", { ...inSite, name: "acmestg", environment: "staging" }, { parent });
    const transformed = { transformations: [giving({ protect: true })] };
    site("transformed", protect === undefined ? {} : transformed);
    site(
      "lets go of it",
      { parent: component("other", protect === undefined ? {} : transformed) },
      { deletionProtection: false },
    );
    site("nobody's");
  };
  await stack.up(() => row(true));
  const held = ["inherits", "staging", "transformed"];
  expect(await protections()).toEqual({ engine: held, provider: held });

  // The engine stops in the preview, before the provider is asked for anything.
  stack.simulator.requests.clear();
  expect((await stack.run("destroy", "--yes")).code).not.toBe(0);
  expect(stack.simulator.requests.count()).toBe(0);

  await stack.up(() => row(undefined));
  expect(await protections()).toEqual({ engine: [], provider: [] });
  await stack.succeeds("destroy", "--yes", "--skip-preview");
});

test("a row of resources with an option each is created, changed and destroyed as the options say", async () => {
  const called: string[] = [];
  const hook = (name: string): ResourceHook =>
    new ResourceHook(name, ({ name: of }) => void called.push(`${name} ${of}`));
  const row = (round: number): void => {
    const parent = component("parent", {
      transformations: [giving({ customTimeouts: { create: "7m", read: "2m" } })],
    });
    const [before, after] = [hook("before"), hook("after")];
    const target = site("target", {
      replacementTrigger: round,
      hooks: { beforeCreate: [before], afterCreate: [after] },
    });
    site("follower", { replaceWith: [target] });
    site("timed", { parent });
    site("own timeouts", { customTimeouts: { read: "1m", create: "5m", update: "5m", delete: "5m" } });
    const home = { accountId, siteId: site("home").id };
    site(round === 1 ? "old" : "new", round === 1 ? {} : { aliases: [{ name: "old" }], ignoreChanges: ["name"] });
    if (round === 1) {
      site("retained", { retainOnDelete: true });
      site("with", { deletedWith: target });
    }
    const install = new Install("install", { ...home, name: "acmestg", environment: "staging" });
    const grant = { accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "partial" };
    const other = new Install("other", { ...home, name: "acmedev", environment: "development" });
    const installIds = round === 1 ? [install.id] : [install.id, other.id];
    new AccountUser("jo", { ...grant, installIds }, { ignoreChanges: ["roles"] });
  };
  await stack.up(() => row(1));
  expect((await stack.resource("timed")).outputs.customTimeouts).toEqual({ create: "7m", read: "2m" });
  const ids = { target: stack.estate.site("target").id, follower: stack.estate.site("follower").id };
  const { id: renamed } = await stack.resource("old");
  stack.estate.accountUser("jo@acme.example").roles = "partial,billing";
  called.length = 0;

  await stack.up(() => row(2));
  expect(called).toEqual(["before target", "after target"]);
  expect(stack.estate.site("target").id).not.toBe(ids.target);
  expect(stack.estate.site("follower").id).not.toBe(ids.follower);
  expect((await stack.resource("new")).id).toBe(renamed);
  expect(stack.estate.accountUser("jo@acme.example")).toMatchObject({
    roles: "partial,billing",
    installIds: expect.arrayContaining([stack.estate.install("acmedev").id]) as unknown,
  });
  const names = [...stack.estate.sites.values()].map(({ name }) => name).sort();
  expect(names).toEqual(["follower", "home", "old", "own timeouts", "retained", "target", "timed", "with"]);
  expect(await stack.run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
  await stack.succeeds("destroy", "--yes", "--skip-preview");
});

describe("secret inputs", () => {
  const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc topaz@agency.example";
  const person = { accountId, lastName: "Ray", roles: "full" };
  const declare = (hide: (value: string) => Input<string>, more: object = {}): void => {
    const { id: siteId } = new Site("site", { accountId, name: hide("Topaz Trade") });
    const place = { accountId, siteId, environment: "staging" } as const;
    const install = new Install("install", { ...place, name: hide("opaline") });
    const domain = new Domain("domain", { install, name: hide("Topaz.example"), ...more });
    new DomainVerification("verification", { domain });
    new AccountUser("user", { ...person, email: hide("Topaz@Agency.example"), firstName: hide("Topazia") });
    new SshKey("key", { publicKey: hide(key) });
  };

  /** What of a secret stands readable in the state, with the name of the resource that holds it. */
  async function readable(): Promise<string[]> {
    const all = await stack.resources();
    return all
      .filter((state) =>
        /opaline|topaz/i.test(JSON.stringify({ ...state, urn: "", sourcePosition: "", stackTrace: "" })),
      )
      .map(({ urn }) => urn.split("::").at(-1)!);
  }

  test("stand readable nowhere: not in what an earlier state held, not after drift and a refresh", async () => {
    await stack.up(() => declare(String));
    expect((await readable()).sort()).toEqual(["domain", "install", "key", "site", "user", "verification"]);
    expect((await stack.resources()).filter((one) => "additionalSecretOutputs" in one)).toEqual([]);

    await stack.write(() => declare(secret));
    expect(await stack.run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
    const told = await stack.up(() => declare(secret));
    expect([await readable(), told.includes("warning")]).toEqual([[], false]);

    stack.estate.site("Topaz Trade").name = "Other";
    stack.estate.accountUser("Topaz@Agency.example").firstName = "Other";
    await stack.succeeds("refresh", "--yes", "--skip-preview");
    expect(await readable()).toEqual([]);
    await stack.up(() => declare(secret));
    expect([await readable(), stack.estate.site("Topaz Trade").name]).toEqual([[], "Topaz Trade"]);
  });

  test("stand readable nowhere in a half-made resource, its reasons included", async () => {
    const body = { message: "topaz.example is locked" };
    stack.simulator.faults.add({ kind: "answer", status: 400, method: "PATCH", times: Infinity, body });
    await stack.write(() => declare(secret, { secureAllUrls: true }));
    expect((await stack.run("up", "--yes", "--skip-preview")).code).not.toBe(0);
    const { initErrors } = await stack.resource("domain");
    expect([initErrors?.length, await readable()]).toEqual([1, []]);
  });
});
