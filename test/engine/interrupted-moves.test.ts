import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ComponentResourceOptions, createUrn } from "@pulumi/pulumi";
import { Estate, Person, WordPressSite } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { plan, type Program, TestStack } from "../support/stack";

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create({ durations: { install: 0 } });
});
afterEach(() => stack.remove());

/** Brings the program up, which fails at the change of the site's name: Pulumi has then moved some resources, and not all. */
async function failsHalfway(program: Program): Promise<void> {
  stack.simulator.faults.add({ kind: "answer", status: 400, method: "PATCH", body: { message: "Not now" } });
  await stack.write(program);
  expect(await stack.run("up", "--yes", "--skip-preview")).not.toMatchObject({ code: 0 });
}

/** Brings the program up, which must move the rest, and create and delete nothing. */
async function movesTheRest(program: Program): Promise<void> {
  const ids = (await stack.resources()).map(({ id }) => id).sort();
  await stack.write(program);
  expect(plan(await stack.run("preview")).filter((step) => !step.startsWith("update Site"))).toEqual([]);
  await stack.succeeds("up", "--yes", "--skip-preview");
  expect((await stack.resources()).map(({ id }) => id).sort()).toEqual(ids);
}

const environments = {
  production: { name: "acme", domains: { primary: "acme.example", redirects: ["www.acme.example"] } },
};

test("a component under a new name keeps its parts, even if the first up under that name fails halfway", async () => {
  const site = (component: string, name: string, optionsOf = (): ComponentResourceOptions => ({})): Program => {
    return () => new WordPressSite(component, { accountId, name, environments }, optionsOf());
  };
  await stack.up(site("acme", "Acme"));
  const asClient = site("client", "Acme Ltd", () => ({ aliases: [{ name: "acme" }] }));
  await failsHalfway(asClient);
  await movesTheRest(asClient);
  const asUrn = site("customer", "Acme Inc", () => ({ aliases: [createUrn("client", WordPressSite.__pulumiType)] }));
  await failsHalfway(asUrn);
  await movesTheRest(asUrn);
  const byTransformation = site("buyer", "Acme GmbH", () => ({
    transformations: [
      ({ type, props, opts }) =>
        type === WordPressSite.__pulumiType ? { props, opts: { ...opts, aliases: [{ name: "customer" }] } } : undefined,
    ],
  }));
  await failsHalfway(byTransformation);
  await movesTheRest(byTransformation);
});

test("a component may take the former name of another one, whose alias stays and which then gets a part", async () => {
  const site = (component: string, install: string, aliases: string[], more = {}): WordPressSite => {
    const staging = { name: install };
    const args = { accountId, name: component, environments: { staging, ...more } };
    return new WordPressSite(component, args, { aliases: aliases.map((name) => ({ name })) });
  };
  const development = { name: "acmedev" };
  const both = (more: object): Program => {
    return () => [site("client", "acmestg", ["acme"], more), site("acme", "acmestg2", [], { development })];
  };
  await stack.up(() => site("client", "acmestg", []));
  await stack.up(both({}));
  await stack.write(both({ development: { name: "clientdev" } }));
  expect(plan(await stack.run("preview"))).toEqual(["create Install client-development"]);
  await stack.succeeds("up", "--yes", "--skip-preview");
  expect(await stack.previewRefresh()).toMatchObject({ code: 0 });
});

test("what a file takes over and renames keeps its parts, even if each first up fails halfway", async () => {
  const jo = { email: "jo@agency.example", firstName: "Jo", lastName: "Ray" };
  await stack.up(() => {
    const { production } = new WordPressSite("acme", { accountId, name: "Acme", environments });
    const access = [{ key: "agency", accountId, roles: "partial", installIds: [production] }];
    return new Person("jo", { ...jo, access });
  });
  const file = join(stack.workspace.project, "estate.yaml");
  const estate = (handle: string, name: string): Program => {
    const sites = { [handle]: { name, was: ["acme"], environments } };
    const access = { agency: { roles: "partial", installs: ["acme"] } };
    const people = { [jo.email]: { ...jo, email: undefined, was: ["jo"], access } };
    return () => {
      writeFileSync(file, JSON.stringify({ version: 1, accounts: { agency: { id: accountId, sites } }, people }));
      return new Estate("estate", { file });
    };
  };
  const takenOver = estate("acme", "Acme Ltd");
  await failsHalfway(takenOver);
  await movesTheRest(takenOver);
  const renamed = estate("client", "Acme Inc");
  await failsHalfway(renamed);
  await movesTheRest(renamed);
});
