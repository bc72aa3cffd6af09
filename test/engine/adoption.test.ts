import { type CustomResourceOptions } from "@pulumi/pulumi";
import { Domain, Install, Site } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { resultOf } from "../../tools/workspace";
import { killTree } from "../support/kill-tree";
import { type Program, TestStack } from "../support/stack";

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create();
});
afterEach(() => stack.remove());

const site = (resource: string, options: CustomResourceOptions = {}, name = "Acme"): Site =>
  new Site(resource, { accountId, name }, options);
// The same run deletes it before what it depends on: the test interrupts the run at that deletion.
const helperOf = (one: Site | Domain): Site => new Site("helper", { accountId, name: "Helper" }, { dependsOn: [one] });
const adopting = ["--config", "wpengine:adopt=true"];

/** Runs a command. Kills all its processes when the helper's deletion arrives, which comes after the creation. */
async function interrupted(...args: string[]): Promise<void> {
  const pulumi = stack.start(...args);
  const ended = resultOf(pulumi);
  let killed: Promise<void> | undefined;
  stack.simulator.requests.listener = (moment, { method }) => {
    if (moment === "arrived" && method === "DELETE") killed ??= killTree(pulumi.pid!);
    return killed;
  };
  await ended;
  expect(killed).toBeDefined();
  stack.simulator.requests.listener = undefined;
  await stack.succeeds("cancel", "--yes");
}

/** The one site stands, the state points at it and at nothing else, and nothing is left to do. */
async function expectOnlyAcme(id: string): Promise<void> {
  expect([...stack.estate.sites.values()].map((one) => one.id)).toEqual([id]);
  expect((await stack.resources()).map((one) => one.id)).toEqual([id]);
  expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
}

const dangers: [danger: string, after: Program, args: (urn: string) => string[]][] = [
  ["a resource renamed in the program", () => site("renamed"), () => []],
  ["--replace", () => site("acme"), (urn) => ["--replace", urn]],
  ["replaceOnChanges", () => site("acme", { replaceOnChanges: ["name"] }, "Acme 2"), () => []],
];

describe.each(dangers)("%s", (danger, after, args) => {
  const prepare = async (program: Program): Promise<{ id: string; up: string[] }> => {
    await stack.up(program);
    const { id, urn } = await stack.resource("acme");
    // A replacement on a changed name finds what it replaces only if that has the new name already.
    if (danger === "replaceOnChanges") stack.estate.site("Acme").name = "Acme 2";
    await stack.write(after);
    stack.simulator.requests.clear();
    return { id, up: ["up", "--yes", "--skip-preview", ...args(urn)] };
  };

  test("with adoption on: the object stands, and nothing is sent that changes anything", async () => {
    const { id, up } = await prepare(() => site("acme"));
    await stack.succeeds(...up, ...adopting);
    expect(stack.simulator.requests.writes()).toEqual([]);
    await expectOnlyAcme(id);
  });

  test("with adoption off: it fails, names what exists, and the object stands", async () => {
    const { id, up } = await prepare(() => site("acme"));
    const { code, output } = await stack.run(...up);
    expect(code).not.toBe(0);
    expect(output).toContain(`exists already (id ${id})`);
    expect(stack.simulator.requests.writes()).toEqual([]);
    expect([...stack.estate.sites.values()].map((one) => one.id)).toEqual([id]);
    expect((await stack.resources()).map((one) => one.id)).toEqual([id]);
  });

  test("with adoption on, killed between the creation and the deletion, and run again: the object stands", async () => {
    const { id, up } = await prepare(() => helperOf(site("acme")));
    await interrupted(...up, ...adopting);
    await stack.succeeds("up", "--yes", "--skip-preview", ...adopting);
    await expectOnlyAcme(id);
  });
});

test("two resources with one natural key: the second fails, on or off, and there is one object", async () => {
  await stack.write(() => {
    site("one");
    site("two");
  });
  for (const more of [[], adopting]) {
    const { code, output } = await stack.run("up", "--yes", "--skip-preview", ...more);
    expect(code).not.toBe(0);
    expect(output).toMatch(/exists already|another resource of this program already stands for this object/);
    expect(stack.estate.sites.size).toBe(1);
  }
});

test("a site name that two sites have is adopted by nobody, and both ids are named", async () => {
  const ids = [1, 2].map(() => stack.estate.addSite({ accountId, name: "Acme" }).id);
  await stack.write(() => site("acme"));
  for (const more of [[], adopting]) {
    const { code, output } = await stack.run("up", "--yes", "--skip-preview", ...more);
    expect(code).not.toBe(0);
    for (const id of ids) expect(output).toContain(id);
  }
  expect(stack.simulator.requests.writes()).toEqual([]);
});

describe("an install and its domain", () => {
  const declare = (suffix = ""): Domain => {
    const home = new Site("home", { accountId, name: "Home" });
    const install = new Install(`install${suffix}`, {
      accountId,
      siteId: home.id,
      name: "acme",
      environment: "staging",
    });
    return new Domain(`domain${suffix}`, { installId: install.id, name: "acme.example", primary: true });
  };
  const standing = (): unknown => {
    const { installs, domains } = stack.estate.snapshot();
    return { installs, domains };
  };
  const idsInState = async (): Promise<string[]> => (await stack.resources()).map(({ id }) => id).sort();

  test.each([
    ["renamed in the program", "2", []],
    ["replaced by order (--replace)", "", ["install", "domain"]],
  ])("%s, killed between the creation and the deletion, and run again: both stand", async (_danger, suffix, names) => {
    await stack.up(() => helperOf(declare()));
    const [before, ids] = [standing(), (await idsInState()).filter((id) => id !== stack.estate.site("Helper").id)];
    const urns = await Promise.all(names.map(async (name) => ["--replace", (await stack.resource(name)).urn]));
    await stack.write(() => declare(suffix));
    await interrupted("up", "--yes", "--skip-preview", ...urns.flat(), ...adopting);
    await stack.succeeds("up", "--yes", "--skip-preview", ...adopting);
    expect({ standing: standing(), state: await idsInState() }).toEqual({ standing: before, state: ids });
    expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
  });

  test("renamed with adoption off: it fails, names the install, and both stand", async () => {
    await stack.up(() => declare());
    const [before, ids] = [standing(), await idsInState()];
    await stack.write(() => declare("2"));
    const { output } = await stack.run("up", "--yes", "--skip-preview");
    expect(output).toContain(`Install acme: exists already (id ${stack.estate.install("acme").id})`);
    expect({ standing: standing(), state: await idsInState() }).toEqual({ standing: before, state: ids });
  });
});
