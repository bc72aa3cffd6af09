import * as pulumi from "@pulumi/pulumi";
import { getInstall, getSiteOutput } from "pulumi-wpengine";
import { declareEstate } from "./program";

/* A program and its functions with mocks in the engine's place, as Pulumi's guide to unit tests has it. */

const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => {
    output.apply(resolve);
  });

const made: string[] = [];
beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }: pulumi.runtime.MockResourceArgs) => {
      made.push(`${type} ${name}`);
      return { id: `${name}-id`, state: inputs as object };
    },
    call: ({ token, inputs }: pulumi.runtime.MockCallArgs) => ({ id: `${token} ${JSON.stringify(inputs)}` }),
  }),
);

test("a program declares its resources with what the mocks answer", async () => {
  const { apex, production } = declareEstate();
  expect(await valueOf(production.accountId)).toBe('wpengine:index:getAccount {"name":"acme"}');
  expect(await valueOf(production.siteId)).toBe("acme-id");
  expect(await valueOf(apex.installId)).toBe("acme-production-id");
  expect(made.sort()).toEqual([
    "pulumi-nodejs:dynamic/wpengine:Domain acme.com",
    "pulumi-nodejs:dynamic/wpengine:Install acme-production",
    "pulumi-nodejs:dynamic/wpengine:Site acme",
  ]);
});

test("a function answers what the mocks answer", async () => {
  expect(await getInstall({ name: "acme" })).toEqual({ id: 'wpengine:index:getInstall {"name":"acme"}' });
  const site = getSiteOutput({ name: pulumi.output("Acme") });
  expect(await valueOf(site.id)).toBe('wpengine:index:getSite {"name":"Acme"}');
});
