import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk/nodejs";
import { agencyId as accountId, type Simulator, startSimulator } from "../../../simulator";
import { programEnvironment } from "../../support/program-environment";

/* What a program without a compiler may give a function. */

let simulator: Simulator;
const environment = programEnvironment();

beforeEach(async () => {
  simulator = await startSimulator();
  environment.ask(simulator);
});
afterEach(() => simulator.close());

const valueOf = (output: pulumi.Output<unknown>): Promise<unknown> =>
  (output as unknown as { promise: () => Promise<unknown> }).promise();

test.each<[mistake: string, call: () => Promise<unknown>, said: string]>([
  [
    "a misspelt connection",
    () => sdk.getSites({}, { conection: "agency-b" } as never),
    "getSites: there is no option conection. The options are connection and, with getSitesOutput, dependsOn.",
  ],
  [
    "a misspelt connection of the Output form",
    () => valueOf(sdk.getSitesOutput({}, { conection: "agency-b" } as never)),
    "getSites: there is no option conection.",
  ],
  [
    "a connection in the place of the options",
    () => sdk.getSites({}, "agency-b" as never),
    'getSites: the options must be an object, such as { connection: "agency-b" }.',
  ],
  [
    "dependsOn in the form that does not wait",
    () => sdk.getSites({}, { dependsOn: [] } as never),
    "getSites: this form of the function does not wait. Write getSitesOutput, which takes dependsOn.",
  ],
  [
    "an empty id",
    () => sdk.getSite({ id: "" }),
    'getSite: id must be the id of a site, such as "eeda3227-9a39-46ae-9e14-20958bb4e6c9", not "".',
  ],
  ["a name as an id", () => sdk.getInstall({ id: "acme" }), "getInstall: id must be the id of an install, such as"],
])("%s is refused by name, and nothing is asked", async (_mistake, call, said) => {
  const failure: unknown = await (async () => call())().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(pulumi.RunError);
  expect(String(failure)).toContain(said);
  expect(simulator.requests.count()).toBe(0);
});

test("options that are absent count as none", async () => {
  simulator.estate.addSite({ accountId, name: "Acme" });
  const absent = { connection: null, dependsOn: null } as never;
  expect(await valueOf(sdk.getSiteOutput({ name: "Acme" }, absent))).toMatchObject({ name: "Acme" });
  expect(await valueOf(sdk.getSiteOutput({ name: "Acme" }, { dependsOn: [undefined as never] }))).toMatchObject({
    name: "Acme",
  });
  expect(await sdk.getSite({ name: "Acme" }, null as never)).toMatchObject({ name: "Acme" });
});

test("Pulumi's own options of a function change nothing", async () => {
  simulator.estate.addSite({ accountId, name: "Acme" });
  const options = { parent: undefined, async: true, version: "1.0.0", pluginDownloadURL: "https://a.example" } as never;
  expect(await sdk.getSite({ name: "Acme" }, options)).toMatchObject({ name: "Acme" });
});
