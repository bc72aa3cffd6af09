import * as pulumi from "@pulumi/pulumi";
import { Backup, CachePurge, Domain, DomainCheck, Install } from "../../../sdk/nodejs";
import { checkedTriggers } from "../../../sdk/nodejs/base/triggers";
import { mockedEngine } from "../../support/mocked-engine";

const told = mockedEngine();
const accountId = "a0000000-0000-4000-8000-000000000001";
const install = (): Install => new Install("acme", { accountId, name: "acme", environment: "staging" });
const mail = { description: "d", notificationEmails: ["ops@acme.example"] };

test("an action takes the id and the connection of its install, and hands on no protection", async () => {
  const home = new Install("acme", { accountId, name: "acme", connection: "agency-b", deletionProtection: true });
  const inputs = await told(new Backup("b", { install: home, ...mail, triggers: { at: 1 } }), "b");
  expect(inputs).toMatchObject({ installId: "acme-id", connection: "agency-b", triggers: { at: 1 } });
  expect(inputs).not.toHaveProperty("installProtection");
});

/** The `protect` that the engine is told. */
async function protectOf(options: pulumi.CustomResourceOptions): Promise<boolean | undefined> {
  const backup = new Backup("b", { install: install(), ...mail }, options);
  await told(backup, "b");
  return (backup as unknown as { __protect?: boolean }).__protect;
}
const protecting: pulumi.ResourceTransformation = ({ props, opts }) => ({ props, opts: { ...opts, protect: true } });
const inComponent = (options: pulumi.ComponentResourceOptions): pulumi.CustomResourceOptions => ({
  parent: new pulumi.ComponentResource("test:index:Component", "component", {}, options),
});

test.each<[string, () => pulumi.CustomResourceOptions, boolean | undefined]>([
  ["in a protected component", () => inComponent({ protect: true }), false],
  ["under a transformation that protects everything", () => inComponent({ transformations: [protecting] }), false],
  [
    "that its own option protects, in a protected component",
    () => ({ ...inComponent({ protect: true }), protect: true }),
    true,
  ],
  ["that nobody protects", () => inComponent({}), undefined],
])("an action %s: only its own option keeps it from running again", async (_where, options, expected) => {
  expect(await protectOf(options())).toBe(expected);
});

test("a check takes the id and the install of its domain", async () => {
  const www = new Domain("www", { install: install(), name: "www.acme.example" });
  expect(await told(new DomainCheck("c", { domain: www }), "c")).toMatchObject({
    domainId: "www-id",
    installId: "acme-id",
  });
});

test.each<[string, unknown]>([
  ["a date", new Date()],
  ["a map inside a list", [new Map()]],
  ["a set inside an object", { all: new Set() }],
  ["a bigint", 1n],
  ["a function inside a list", [() => 1]],
  ["a symbol", Symbol("v1")],
  ["a member that is named constructor, and a date", { constructor: "x", at: new Date() }],
])("triggers that hold %s are refused, because Pulumi would keep nothing of it", (_what, triggers) => {
  expect(() => new CachePurge("p", { install: install(), types: ["page"], triggers })).toThrow(
    "CachePurge p: triggers must hold texts, numbers, lists and plain objects",
  );
});

test("triggers in a promise are refused once they are known", async () => {
  const triggers = checkedTriggers("CachePurge p", Promise.resolve([new Map()]));
  await expect(triggers).rejects.toThrow("CachePurge p: triggers must hold texts");
});

test("triggers may be plain objects of any names", async () => {
  const triggers = { constructor: "v1", hasOwnProperty: 1 };
  expect(await told(new CachePurge("p", { install: install(), types: ["page"], triggers }), "p")).toMatchObject({
    triggers,
  });
});

test("triggers may hold outputs, promises and assets", async () => {
  const triggers = [pulumi.output(1), Promise.resolve(2), new pulumi.asset.StringAsset("three")];
  expect(await told(new CachePurge("p", { install: install(), types: ["page"], triggers }), "p")).toMatchObject({
    types: ["page"],
  });
});

test.each<[string, () => unknown, string]>([
  [
    "the option `id`",
    () => new Backup("b", { install: install(), ...mail }, { id: "x" }),
    "the option `id` does not work with an action",
  ],
  [
    "a domain in the place of an install",
    () => new Backup("b", { install: new Domain("w", { installId: "i1", name: "w.example" }) as never, ...mail }),
    "Backup b: install must be an Install",
  ],
  [
    "a domain and the id of an install",
    () =>
      new DomainCheck("c", {
        domain: new Domain("w", { installId: "i1", name: "w.example" }),
        installId: "i2",
      } as never),
    "DomainCheck c: Give either domain or installId, not both.",
  ],
])("%s is refused", async (_what, declare, text) => {
  // Pulumi runs the last transformation, which sees the options, once it has all inputs.
  await expect(
    (async () => {
      const made = declare();
      await new Promise((resolve) => (made as pulumi.Resource).urn.apply(resolve));
    })(),
  ).rejects.toThrow(text);
});
