import { basename } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type MockResourceArgs } from "@pulumi/pulumi/runtime";
import {
  AccountUser,
  Domain,
  Install,
  type InstallArgs,
  Site,
  SshKey,
  type WpEngineResource,
} from "../../../sdk/nodejs";

const accountId = "a0000000-0000-4000-8000-000000000001";
type Told = Omit<MockResourceArgs, "inputs"> & { inputs: Record<string, unknown> };
let registered: Told[];

beforeEach(async () => {
  registered = [];
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: (args) => {
      registered.push(args);
      return { id: `${args.name}-id`, state: { ...(args.inputs as object), cname: "acme.wpengine.com" } };
    },
  });
});

/** What the engine was told of a resource. */
async function told(resource: WpEngineResource): Promise<Told> {
  await new Promise((resolve) => resource.urn.apply(resolve));
  return registered[0]!;
}

const install = (args: Partial<InstallArgs> = {}, options: pulumi.CustomResourceOptions = {}): Install =>
  new Install("i", { accountId, name: "acme", ...args }, options);

test.each([
  ["Site", () => new Site("r", { accountId, name: "Acme" })],
  ["Install", () => install()],
  ["Domain", () => new Domain("r", { installId: accountId, name: "acme.example" })],
  [
    "AccountUser",
    () => new AccountUser("r", { accountId, email: "a@b.c", firstName: "A", lastName: "B", roles: "full" }),
  ],
  ["SshKey", () => new SshKey("r", { publicKey: "ssh-ed25519 AAAA" })],
] as const)("a %s is registered under its type, with the one short text that serves it", async (type, make) => {
  const { type: token, inputs } = await told(make());
  const code = String(inputs.__provider);
  expect(token).toBe(`pulumi-nodejs:dynamic/wpengine:${type}`);
  expect(code.length).toBeLessThanOrEqual(130);
  expect(code).toContain(`("pulumi-wpengine/dynamic").handler("${type}")`);
});

test("a class tells its own resources from all others, as a policy pack asks it", () => {
  const mine = install();
  const matches = [Site, Install, Domain, AccountUser, SshKey].map((one) => one.isInstance(mine));
  expect(matches).toEqual([false, true, false, false, false]);
  // A policy pack has no resource, but the type of one.
  expect(Install.isInstance({ __pulumiType: Install.__pulumiType })).toBe(true);
  expect([undefined, null, "Install", {}].some((one) => Install.isInstance(one))).toBe(false);
});

test("outputs are there from the beginning, and resolve", async () => {
  const { cname } = install();
  expect(await new Promise((resolve) => cname.apply(resolve))).toBe("acme.wpengine.com");
});

/** The files of the frames of each stack trace that is taken of an install's registration. */
function tracesOfAnInstall(): string[][] {
  const traces: string[][] = [];
  Error.prepareStackTrace = (_error, frames) => {
    if (frames.length > 0) traces.push(frames.map((frame) => frame.getFileName() ?? "none"));
  };
  install();
  Reflect.deleteProperty(Error, "prepareStackTrace");
  return traces;
}

test("outputs cost no stack traces, and those of the program are as long as before", () => {
  const { stackTraceLimit } = Error;
  // Two of Pulumi's say where the resource stands in the program.
  expect(tracesOfAnInstall().length).toBeLessThanOrEqual(2);
  expect(Error.stackTraceLimit).toBe(stackTraceLimit);
});

test("a resource's stack trace is the program's: no frame of Node.js, of Pulumi below it, or of ours but the constructor", () => {
  const [trace = []] = tracesOfAnInstall();
  const files = trace.map((file) => basename(file));
  // Two of Pulumi's own, the constructors of its two classes, and what it takes for the constructor of the one class of
  // a package.
  expect(files.slice(0, 5)).toEqual(["resource.js", "resource.js", "resource.js", "resource.js", "resource.ts"]);
  expect(files.slice(5, 7)).toEqual(["classes.test.ts", "classes.test.ts"]);
  expect(files).not.toContain("none");
  expect(files).not.toContain("install.ts");
  expect(trace.filter((file) => file.startsWith("node:"))).toEqual([]);
});

test("what Pulumi refuses says where in the program it stands", () => {
  const nameless = (): Site => new Site("", { accountId, name: "Acme" });
  let error: unknown;
  try {
    nameless();
  } catch (thrown) {
    error = thrown;
  }
  expect(String(error)).toMatch(/name/);
  expect((error as Error).stack).toMatch(/nameless.*classes\.test/);
});

test("customTimeouts reach the provider", async () => {
  const { inputs } = await told(install({}, { customTimeouts: { create: "1h" } }));
  expect(inputs).toMatchObject({ customTimeouts: { create: "1h" } });
});

test("without customTimeouts nothing of them is sent", async () => {
  expect((await told(install())).inputs).not.toHaveProperty("customTimeouts");
});

// The mocks are not told of `protect`; the resource is.
const protect = (resource: Install | Site): unknown => (resource as unknown as { __protect?: boolean }).__protect;

test.each<[string, Partial<InstallArgs>, pulumi.CustomResourceOptions, boolean | undefined, boolean | undefined]>([
  ["is protected by default", {}, {}, true, undefined],
  ["of production is protected", { environment: "production" }, {}, true, undefined],
  ["whose environment is not known yet is protected", { environment: pulumi.output("staging") }, {}, true, undefined],
  ["of staging is left to others", { environment: "staging" }, {}, undefined, undefined],
  ["of development is left to others", { environment: "development" }, {}, undefined, undefined],
  [
    "of production that the user released is not",
    { environment: "production", deletionProtection: false },
    {},
    false,
    false,
  ],
  ["of staging that the user protects is", { environment: "staging", deletionProtection: true }, {}, true, true],
  [
    "with `protect: false` is not, and the provider is told",
    { environment: "production" },
    { protect: false },
    false,
    false,
  ],
  ["with `protect: true` is, and the provider is told", { environment: "staging" }, { protect: true }, true, true],
] as const)("an install %s", async (_case, args, options, isProtected, input) => {
  const made = install(args, options);
  expect(protect(made)).toBe(isProtected);
  expect((await told(made)).inputs.deletionProtection).toBe(input);
});

test("a site is protected only if the user says so", () => {
  expect(protect(new Site("one", { accountId, name: "Acme" }))).toBeUndefined();
  expect(protect(new Site("two", { accountId, name: "Acme", deletionProtection: true }))).toBe(true);
});

test("a get reads, with what the API needs to find it", async () => {
  const { id, inputs } = await told(Domain.get("d", "the-id", { installId: "the-install" }));
  expect(id).toBe("the-id");
  expect(inputs).toMatchObject({ installId: "the-install" });
});
