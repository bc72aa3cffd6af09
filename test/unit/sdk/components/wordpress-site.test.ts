import * as pulumi from "@pulumi/pulumi";
import { type MockResourceArgs } from "@pulumi/pulumi/runtime";
import { WordPressSite, type WordPressSiteArgs } from "../../../../sdk/nodejs";

const accountId = "a0000000-0000-4000-8000-000000000001";

let registered: Map<string, MockResourceArgs>;
beforeEach(async () => {
  registered = new Map();
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: (args) => {
      registered.set(args.name, args);
      return {
        id: `${args.name}-id`,
        state: { cname: "acme.wpengine.com", aRecords: ["192.0.2.1"], ...(args.inputs as object) },
      };
    },
  });
});
afterEach(() => pulumi.runtime.disconnect());

const acme = (args: Partial<WordPressSiteArgs> = {}): WordPressSite =>
  new WordPressSite("acme", {
    accountId,
    name: "Acme",
    environments: {
      production: {
        name: "acme",
        domains: {
          primary: "acme.example",
          redirects: ["www.acme.example", { name: "acme.test", to: "shop.acme.example" }],
          others: ["shop.acme.example"],
        },
      },
      staging: { name: "acmestg" },
    },
    ...args,
  });

/** What the engine is told of each part, once all of them are registered. */
async function told(site: WordPressSite): Promise<Map<string, Record<string, unknown>>> {
  const parts = [site.site, ...Object.values(site.installs), ...Object.values(site.domains)];
  await Promise.all(parts.map((part) => new Promise((resolve) => part.urn.apply(resolve))));
  return new Map([...registered].map(([name, { inputs }]) => [name, inputs as Record<string, unknown>]));
}

test("one declaration makes a site, its installs and their domains, each named after what it is", async () => {
  const all = await told(acme());
  expect([...all.keys()].sort()).toEqual([
    "acme",
    "acme-acme.example",
    "acme-acme.test",
    "acme-production",
    "acme-shop.acme.example",
    "acme-staging",
    "acme-www.acme.example",
  ]);
  expect(all.get("acme-production")).toMatchObject({
    accountId,
    name: "acme",
    environment: "production",
    siteId: "acme-id",
  });
  expect(all.get("acme-acme.example")).toMatchObject({
    installId: "acme-production-id",
    installProtection: "default",
    name: "acme.example",
    primary: true,
  });
});

test("a redirect leads to the primary domain, or to the domain that it names", async () => {
  const all = await told(acme());
  expect(all.get("acme-www.acme.example")).toMatchObject({ redirectTo: "acme-acme.example-id" });
  expect(all.get("acme-acme.test")).toMatchObject({ redirectTo: "acme-shop.acme.example-id" });
});

test("the parts have the connection and the adoption of the component", async () => {
  const all = await told(acme({ connection: "agency-b", adopt: true }));
  for (const inputs of all.values())
    if (Object.keys(inputs).length > 0) expect(inputs).toMatchObject({ connection: "agency-b", adopt: true });
  expect(all.size).toBe(7);
});

test("a program reaches each part by its environment or its name", async () => {
  const site = acme();
  const names = [site.site, site.production, site.staging, site.domains["acme.example"]!].map(({ name }) => name);
  expect(await new Promise((resolve) => pulumi.all(names).apply(resolve))).toEqual([
    "Acme",
    "acme",
    "acmestg",
    "acme.example",
  ]);
  expect(site.installs.development).toBeUndefined();
  expect(() => site.development).toThrow(
    "WordPressSite acme has no environment development. Add `development: { name: … }`",
  );
});

test("it gives the DNS records of all its domains", async () => {
  const site = acme();
  await told(site);
  expect(site.dnsRecords.map(({ type, name }) => `${type} ${name}`)).toEqual([
    "A acme.example",
    "CNAME shop.acme.example",
    "CNAME www.acme.example",
    "A acme.test",
  ]);
});

test("a domain in another spelling is the same resource", async () => {
  const domains = { primary: "Bücher.Example." };
  const all = await told(acme({ environments: { production: { name: "acme", domains } } }));
  expect([...all.keys()]).toContain("acme-xn--bcher-kva.example");
});

const production = (domains: object): Partial<WordPressSiteArgs> => ({
  environments: { production: { name: "acme", domains } },
});
const inDomains = "WordPressSite acme: environments.production.domains.";

test.each<[mistake: string, args: Partial<WordPressSiteArgs>, said: string]>([
  [
    "an output in the place of a domain's name",
    production({ others: ["a.example", pulumi.output("b.example")] }),
    `${inDomains}others[1] is an output, but must be a plain text`,
  ],
  ["a number in its place", production({ primary: 1 }), `${inDomains}primary must be a text`],
  [
    "a redirect where nothing is primary",
    production({ redirects: ["www.acme.example"] }),
    `${inDomains}redirects[0] has nothing to redirect to. Give a primary domain, or write { name: "www.acme.example", to: … }.`,
  ],
  [
    "a redirect to a domain that the install does not have",
    production({ primary: "acme.example", redirects: [{ name: "a.test", to: "b.test" }] }),
    `${inDomains}redirects[0].to must name the primary domain or one of the others: write "acme.example"`,
  ],
  [
    "a redirect to a redirect",
    production({
      primary: "acme.example",
      redirects: ["www.acme.example", { name: "a.test", to: "www.acme.example" }],
    }),
    `${inDomains}redirects[1].to must name the primary domain`,
  ],
  [
    "a domain that stands twice",
    production({ primary: "acme.example", others: ["ACME.example"] }),
    `${inDomains}others[0] names acme.example a second time. Remove one of the two.`,
  ],
  [
    "domains that are an output",
    production(pulumi.output({ primary: "a.example" })),
    "WordPressSite acme: environments.production.domains must be an object, not an output. The parts of the component are named after",
  ],
  [
    "redirects that are a text",
    production({ primary: "a.example", redirects: "b.example" }),
    `${inDomains}redirects must be a list, not a text.`,
  ],
  [
    "a redirect that is nothing",
    production({ primary: "a.example", redirects: [null] }),
    `${inDomains}redirects[0] must be a text, such as "www.example.com".`,
  ],
  [
    "a redirect that leads nowhere",
    production({ primary: "a.example", redirects: [{ name: "b.example" }] }),
    `${inDomains}redirects[0].to must name the primary domain or one of the others: write "a.example"`,
  ],
  [
    "an environment that is a text",
    { environments: { production: "acme" } } as unknown as Partial<WordPressSiteArgs>,
    "WordPressSite acme: environments.production must be an object, not a text.",
  ],
  ["no environments", { environments: undefined }, "WordPressSite acme: environments must be an object, not nothing."],
  [
    "former names that are a text",
    { was: "acme" } as unknown as Partial<WordPressSiteArgs>,
    "WordPressSite acme: was must be an object, not a text.",
  ],
  [
    "a former name that is an output",
    { was: { site: pulumi.output("acme") } } as unknown as Partial<WordPressSiteArgs>,
    "WordPressSite acme: was.site must be a text, not an output.",
  ],
  [
    "an environment that no site has",
    { environments: { prodution: { name: "acme" } } } as Partial<WordPressSiteArgs>,
    "WordPressSite acme: environments.prodution is not known here. Write production, staging or development.",
  ],
  [
    "a misspelt list of domains",
    production({ redirect: [] }),
    `${inDomains}redirect is not known here. Write primary, redirects or others.`,
  ],
  [
    "a former name of a domain that is not declared",
    { was: { domains: { "acem.example": "apex" } } },
    'WordPressSite acme: was.domains["acem.example"] is no domain of this component. Write acme.example',
  ],
])("%s is refused, with its place and what to write", (_mistake, args, said) => {
  expect(() => acme(args)).toThrow(said);
  expect(registered.size).toBe(0);
});

test("null is as good as nothing where a member may be absent", async () => {
  const domains = { primary: null, redirects: null, others: null };
  const environments = {
    production: { name: "acme", domains },
    staging: { name: "acmestg", domains: null },
    development: null,
  };
  const was = { site: null, environments: { production: null }, domains: null };
  const all = await told(acme({ environments, was } as unknown as Partial<WordPressSiteArgs>));
  expect([...all.keys()].sort()).toEqual(["acme", "acme-production", "acme-staging"]);
});

test("no arguments at all are refused in words", () => {
  expect(() => new WordPressSite("acme", pulumi.output({}) as never)).toThrow(
    "WordPressSite acme: must be an object, not an output. The parts of the component",
  );
  expect(() => new WordPressSite("acme", undefined as never)).toThrow(
    "WordPressSite acme: environments must be an object",
  );
});

test("all mistakes are named at once", () => {
  expect(() => acme(production({ redirects: ["a.test"], others: ["b.test", "b.test"] }))).toThrow(
    /redirects\[0\] has nothing.*\n.*others\[1\] names b\.test a second time/,
  );
});
