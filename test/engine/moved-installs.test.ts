import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Estate, WordPressSite, type WordPressSiteArgs } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { type Program, TestStack } from "../support/stack";

/* An install that somebody moved in the User Portal, and that the program then declares in its new place. */

let stack: TestStack;
beforeEach(async () => {
  stack = await TestStack.create({ durations: { install: 0 } });
});
afterEach(() => stack.remove());

/** Brings the program up. The install keeps its id under a new name in the program, and nothing changes at WP Engine. */
async function goesOnAs(name: string, program: Program): Promise<void> {
  const { id } = stack.estate.install("acmestg");
  stack.simulator.requests.clear();
  await stack.up(program);
  expect(stack.simulator.requests.writes()).toEqual([]);
  const same = (await stack.resources()).filter((one) => one.id === id);
  expect(same.map(({ urn }) => urn.split("::").at(-1))).toEqual([name]);
  expect(await stack.run("preview", "--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
}

const install = { name: "acmestg", domains: { primary: "acme.example" } };

test("an install goes on in another environment of its component, without a change, if adoption is on", async () => {
  const site = (args: Pick<WordPressSiteArgs, "environments" | "adopt">) => (): WordPressSite =>
    new WordPressSite("acme", { accountId, name: "Acme", ...args });
  await stack.up(site({ environments: { staging: install } }));
  stack.estate.install("acmestg").environment = "development";
  await goesOnAs("acme-development", site({ environments: { development: install }, adopt: true }));
});

test("an install goes on in another site of a file, without a change, if adoption is on", async () => {
  const environments = { staging: install };
  const estate =
    (sites: object, adopt = false) =>
    (): Estate => {
      const file = join(stack.workspace.project, "estate.json");
      writeFileSync(file, JSON.stringify({ version: 1, accounts: { agency: { id: accountId, sites } } }));
      return new Estate("estate", { file, adopt });
    };
  await stack.up(estate({ acme: { environments }, bakery: {} }));
  stack.estate.install("acmestg").siteId = stack.estate.site("bakery").id;
  await goesOnAs("agency/bakery-staging", estate({ acme: {}, bakery: { environments } }, true));
});

test("two installs that exchange their names are refused, and go on once somebody has moved them", async () => {
  const site = (staging: string, development: string) => (): WordPressSite =>
    new WordPressSite("acme", {
      accountId,
      name: "Acme",
      environments: { staging: { name: staging }, development: { name: development } },
    });
  await stack.up(site("acmea", "acmeb"));
  const [one, other] = [stack.estate.install("acmea"), stack.estate.install("acmeb")];
  stack.simulator.requests.clear();
  await stack.write(site("acmeb", "acmea"));
  const refused = await stack.run("preview");
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain("another resource of this program takes its name");
  const { code } = await stack.run("up", "--yes", "--skip-preview");
  expect([code === 0, stack.simulator.requests.writes()]).toEqual([false, []]);
  [one.environment, other.environment] = [other.environment, one.environment];
  await stack.succeeds("refresh", "--yes");
  await stack.succeeds("up", "--yes", "--config", "wpengine:adopt=true");
  expect(stack.simulator.requests.writes()).toEqual([]);
  expect((await stack.resource("acme-staging")).id).toBe(other.id);
  expect(await stack.run("preview", "--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
});
