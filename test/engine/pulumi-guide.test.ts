import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Domain, getAccountOutput, Install, Site } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { plan, TestStack } from "../support/stack";

/* What Pulumi offers every program, as docs/pulumi.md shows it, with the real engine. */

let stack: TestStack;
const saved = { ...process.env };
beforeEach(async () => {
  stack = await TestStack.create({ durations: { install: 0 } });
  // The program has the test's environment: its functions ask with this.
  Object.assign(process.env, {
    WPENGINE_BASE_URL: stack.simulator.url,
    WPENGINE_USERNAME: stack.simulator.username,
    WPENGINE_PASSWORD: stack.simulator.password,
  });
});
afterEach(async () => {
  process.env = { ...saved };
  await stack.remove();
});

const up = ["up", "--yes", "--skip-preview"];
const destroy = ["destroy", "--yes", "--skip-preview", "--run-program"];

/** What the provider wrote since the last call, as `POST sites`. */
function writes(): string[] {
  const all = stack.simulator.requests.writes().map(({ method, path }) => `${method} ${path.split("/")[1] ?? ""}`);
  stack.simulator.requests.clear();
  return all;
}

describe("hooks", () => {
  const called: string[] = [];
  const program =
    (failing = "") =>
    () => {
      called.length = 0;
      const hook = (when: string): pulumi.ResourceHook =>
        new pulumi.ResourceHook(when, ({ name }) => {
          called.push(`${when} ${name}`);
          if (when === failing) throw new Error(`${when} says no`);
        });
      const hooks = {
        beforeCreate: [hook("beforeCreate")],
        afterCreate: [hook("afterCreate")],
        beforeDelete: [hook("beforeDelete")],
        afterDelete: [hook("afterDelete")],
      };
      new Site("acme", { accountId, name: "Acme" }, { hooks });
    };

  test("run before and after a creation and a deletion, and none runs in a preview", async () => {
    await stack.write(program());
    await stack.succeeds("preview");
    expect(called).toEqual([]);
    await stack.succeeds(...up);
    expect(called).toEqual(["beforeCreate acme", "afterCreate acme"]);
    const without = await stack.run("destroy", "--yes", "--skip-preview");
    expect([without.code === 0, without.output.includes("--run-program"), stack.estate.sites.size]).toEqual([
      false,
      true,
      1,
    ]);
    await stack.succeeds(...destroy);
    expect(called).toEqual(["beforeDelete acme", "afterDelete acme"]);
  });

  test("one that fails before a creation or a deletion stops it before the provider sends anything", async () => {
    await stack.write(program("beforeCreate"));
    const created = await stack.run(...up);
    expect([created.code === 0, created.output.includes("beforeCreate says no"), writes()]).toEqual([false, true, []]);
    await stack.up(program());
    writes();
    await stack.write(program("beforeDelete"));
    const deleted = await stack.run(...destroy);
    expect([deleted.code === 0, writes(), stack.estate.sites.size]).toEqual([false, [], 1]);
  });
});

describe("a plan", () => {
  const file = (): string => join(stack.workspace.project, "plan.json");
  const program =
    (name = "Acme") =>
    () => {
      const { id } = getAccountOutput({ name: "agency" });
      const site = new Site("acme", { accountId: id, name });
      const install = new Install("acme", { accountId: id, siteId: site.id, name: "acme", environment: "staging" });
      new Domain("acme.example", { install, name: "acme.example", primary: true });
    };

  test("is carried out as the preview showed it, from nothing and for a change", async () => {
    for (const name of ["Acme", "Acme Inc."]) {
      await stack.write(program(name));
      await stack.succeeds("preview", "--save-plan", file());
      await stack.succeeds(...up, "--plan", file());
      expect(stack.estate.sites.all().map((site) => site.name)).toEqual([name]);
    }
    await stack.succeeds("preview", "--expect-no-changes");
  });

  test("holds no password and no secret input that anybody could read, but all other inputs", async () => {
    await stack.succeeds("config", "set", "--secret", "wpengine:password", stack.simulator.password);
    await stack.write(() => {
      program()();
      new Site("hidden", { accountId, name: pulumi.secret("Topaz Trade") });
    });
    await stack.succeeds("preview", "--save-plan", file());
    const text = await readFile(file(), "utf8");
    const readable = ["acme.example", stack.simulator.password, "Topaz Trade"].filter((one) => text.includes(one));
    expect(readable).toEqual(["acme.example"]);
  });

  test("allows nothing that it does not hold", async () => {
    await stack.up(program());
    writes();
    await stack.succeeds("preview", "--save-plan", file());
    await stack.write(program("Renamed since"));
    const { code, output } = await stack.run(...up, "--plan", file());
    expect([code === 0, writes()]).toEqual([false, []]);
    expect(output).toContain("violates plan");
  });
});

/** Every resource of the program, without `protect` at each. */
function protectEverything(): void {
  pulumi.runtime.registerStackTransformation(({ props, opts }) => ({ props, opts: { ...opts, protect: true } }));
}

test("a transformation protects everything: a destroy stops before it touches anything", async () => {
  await stack.up(() => {
    protectEverything();
    const site = new Site("acme", { accountId, name: "Acme" });
    const install = new Install("acme", { accountId, siteId: site.id, name: "acme", environment: "staging" });
    new Domain("acme.example", { install, name: "acme.example" }, { protect: false });
    new Site("open", { accountId, name: "Open" }, { protect: false });
  });
  const protectedOnes = (await stack.resources()).filter(({ protect }) => protect === true);
  expect(protectedOnes.map(({ urn }) => urn.split("::").at(-1)).sort()).toEqual(["acme", "acme", "acme.example"]);
  writes();
  const { code } = await stack.run("destroy", "--yes");
  expect([code === 0, writes()]).toEqual([false, []]);
});

describe("aliases", () => {
  /** A site and its install, flat in the program. */
  const flat = (): void => {
    const site = new Site("acme", { accountId, name: "Acme" });
    const install = new Install("acme-staging", { accountId, siteId: site.id, name: "acme", environment: "staging" });
    new Domain("acme.example", { install, name: "acme.example", primary: true });
  };

  /** The same as children of a component, under other names where the component gives them. */
  class Client extends pulumi.ComponentResource {
    constructor(name: string) {
      super("example:index:Client", name);
      const parent = pulumi.rootStackResource;
      const options = { parent: this, aliases: [{ parent }] };
      const site = new Site(name, { accountId, name: "Acme" }, options);
      const install = new Install(
        `${name}-install`,
        { accountId, siteId: site.id, name: "acme", environment: "staging" },
        { parent: this, aliases: [{ parent, name: "acme-staging" }] },
      );
      new Domain("acme.example", { install, name: "acme.example", primary: true }, options);
    }
  }

  test("take flat resources into a component, and nothing is sent", async () => {
    await stack.up(flat);
    stack.simulator.requests.clear();
    await stack.write(() => {
      new Client("acme");
    });
    expect(plan(await stack.run("preview"))).toEqual([]);
    await stack.succeeds(...up);
    expect(stack.simulator.requests.count()).toBe(0);
    expect((await stack.resources()).map(({ urn }) => urn.split("::").slice(-2).join("::"))).toEqual([
      "example:index:Client$pulumi-nodejs:dynamic/wpengine:Site::acme",
      "example:index:Client$pulumi-nodejs:dynamic/wpengine:Install::acme-install",
      "example:index:Client$pulumi-nodejs:dynamic/wpengine:Domain::acme.example",
    ]);
    const { code } = await stack.previewRefresh();
    expect(code).toBe(0);
  });
});
