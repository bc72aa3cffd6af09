import * as pulumi from "@pulumi/pulumi";
import { AccountUser, Domain, Install, Site, SshKey, type WpEngineResource } from "../../../sdk/nodejs";
import { mockedEngine } from "../../support/mocked-engine";

type Options = pulumi.CustomResourceOptions;
type Protection = Options & { deletionProtection?: boolean };
type Make = (name: string, options?: Options, more?: object) => WpEngineResource;

const accountId = "a0000000-0000-4000-8000-000000000001";
const user = { accountId, email: "a@b.c", firstName: "A", lastName: "B", roles: "full" };
const site: Make = (name, options, more) => new Site(name, { accountId, name: "Acme", ...more }, options);
const staging: Make = (name, options, more) =>
  new Install(name, { accountId, name: "acme", environment: "staging", ...more }, options);
const production: Make = (name, options, more) =>
  new Install(name, { accountId, name: "acme", environment: "production", ...more }, options);
const domain: Make = (name, options, more) =>
  new Domain(name, { installId: accountId, name: "acme.example", ...more }, options);
const accountUser: Make = (name, options, more) => new AccountUser(name, { ...user, ...more }, options);
const sshKey: Make = (name, options, more) => new SshKey(name, { publicKey: "ssh-ed25519 AAAA jo", ...more }, options);
const everyKind: [string, Make][] = [
  ["Site", site],
  ["Install", staging],
  ["Domain", domain],
  ["AccountUser", accountUser],
  ["SshKey", sshKey],
];

const inputsOf = mockedEngine();

/** What the engine is told of its protection, and what the provider is. */
async function told(resource: WpEngineResource, name: string): Promise<[engine: unknown, provider: unknown]> {
  const { deletionProtection } = await inputsOf(resource, name);
  return [(resource as unknown as { __protect?: boolean }).__protect, deletionProtection];
}

const component = (options: pulumi.ComponentResourceOptions): pulumi.ComponentResource =>
  new pulumi.ComponentResource("test:index:Component", "component", {}, options);
const setting =
  (options: Options): pulumi.ResourceTransformation =>
  (args) => ({
    props: args.props,
    opts: { ...args.opts, ...options },
  });
const protecting = { transformations: [setting({ protect: true })] };

test.each<[string, Make, pulumi.ComponentResourceOptions, Protection, boolean | undefined, boolean | undefined]>([
  ["a site in a protected component is protected", site, { protect: true }, {}, true, true],
  ["a staging install in a protected component is protected", staging, { protect: true }, {}, true, true],
  ["`protect: false` on the resource wins", staging, { protect: true }, { protect: false }, false, false],
  ["`deletionProtection: false` wins", staging, { protect: true }, { deletionProtection: false }, false, false],
  ["`deletionProtection: true` wins", site, { protect: false }, { deletionProtection: true }, true, true],
  ["a component's `protect: false` is inherited", production, { protect: false }, {}, false, false],
  ["an unprotected component leaves the default", production, {}, {}, true, undefined],
  ["what nobody gives stays unset", staging, {}, {}, undefined, undefined],
  ["a component's transformation protects its children", staging, protecting, {}, true, true],
  ["`deletionProtection: false` wins over it", site, protecting, { deletionProtection: false }, false, false],
  ["`protect: false` wins over it", site, protecting, { protect: false }, false, false],
  ["the resource's own transformation protects it", staging, {}, protecting, true, true],
])("%s", async (_what, make, parent, { deletionProtection, ...options }, engine, provider) => {
  const more = deletionProtection === undefined ? {} : { deletionProtection };
  const resource = make("r", { ...options, parent: component(parent) }, more);
  expect(await told(resource, "r")).toEqual([engine, provider]);
});

test("a transformation that gives way to an option sees none that nobody gave", async () => {
  const byDefault: pulumi.ResourceTransformation = ({ props, opts }) => ({ props, opts: { protect: true, ...opts } });
  const resource = staging("r", { transformations: [byDefault] });
  expect(await told(resource, "r")).toEqual([true, true]);
});

test.each(everyKind)(
  "%s: customTimeouts of a parent's transformation and of the own one arrive",
  async (_type, make) => {
    const customTimeouts = { read: "5m", create: "1h" };
    const transformations = [setting({ customTimeouts })];
    const one = await inputsOf(make("one", { parent: component({ transformations }) }), "one");
    const two = await inputsOf(make("two", { transformations }), "two");
    expect([one.customTimeouts, two.customTimeouts]).toEqual([customTimeouts, customTimeouts]);
  },
);

test("children of a resource run its transformations, and none of ours", async () => {
  const seen: string[] = [];
  const note: pulumi.ResourceTransformation = ({ name }) => void seen.push(name);
  const parent = site("parent", { transformations: [note] });
  const child = staging("child", { parent });
  const stranger = new pulumi.ComponentResource("test:index:Other", "other", {}, { parent: child });
  const lists = [parent, child, stranger].map(
    (one) => (one as unknown as { __transformations: unknown[] }).__transformations,
  );
  expect([seen, lists]).toEqual([
    ["parent", "child", "other"],
    [[note], [note], [note]],
  ]);
});

test.each(everyKind)("%s: `import` is refused in the constructor, with adoption as the way to take", (_type, make) => {
  expect(() => make("r", { import: "an-id" })).toThrow(/r: the option `import` .* set `adopt: true` on the resource/);
  expect(() => make("r", { transformations: [setting({ import: "an-id" })] })).toThrow("the option `import`");
});

test.each(everyKind)("%s: a foreign `provider` is refused in the constructor", (_type, make) => {
  class Foreign extends pulumi.ProviderResource {}
  const provider = new Foreign("aws", "foreign", {});
  expect(() => make("r", { provider })).toThrow(/r: the option `provider` names a provider of aws.*`adopt: true`/);
  expect(() => make("r", { parent: component({ providers: [provider] }) })).not.toThrow();
});
