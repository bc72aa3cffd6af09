import { runInThisContext } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import { type MockResourceArgs } from "@pulumi/pulumi/runtime";
import {
  type DnsRecordOptions,
  dnsRecordsOf,
  Domain,
  type DomainArgs,
  Install,
  ownershipRecordsOf,
} from "../../../sdk/nodejs";

/* Which DNS record follows from which field: the rows of the table in docs/go-live.md. */

const accountId = "a0000000-0000-4000-8000-000000000001";
const usual = { cname: "acme.wpenginepowered.com", aRecords: ["192.0.2.1", "192.0.2.2"] };

/** The process that Jest hides. */
const host = runInThisContext("process") as NodeJS.EventEmitter;

/** What the API says of each domain, and of the install. */
let said: Record<string, object>;
beforeEach(async () => {
  said = {};
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ name, inputs }: MockResourceArgs) => ({
      id: `${name}-id`,
      state: { ...(inputs as object), ...said[name] },
    }),
  });
});
afterEach(() => pulumi.runtime.disconnect());

function domain(
  name: string,
  outputs: object = usual,
  more: Partial<Pick<DomainArgs, "name" | "redirectTo">> = {},
): Domain {
  said[name] = outputs;
  return new Domain(name, { installId: accountId, name, ...more });
}

function install(outputs: object): Install {
  said.acme = outputs;
  return new Install("acme", { accountId, name: "acme", environment: "production" });
}

const valueOf = <Value>(output: pulumi.Output<Value>): Promise<Value> =>
  (output as unknown as { promise(): Promise<Value> }).promise();
const valuesOf = (one: Domain, options?: DnsRecordOptions): Promise<string[]> =>
  valueOf(dnsRecordsOf([one], options)[0]!.values);

test.each([
  ["www.acme.com", "CNAME", "www.acme.com", [usual.cname]],
  ["WWW.Acme.com.", "CNAME", "www.acme.com", [usual.cname]],
  ["*.acme.com", "CNAME", "*.acme.com", [usual.cname]],
  ["*.shop.acme.com", "CNAME", "*.shop.acme.com", [usual.cname]],
  ["acme.com", "A", "acme.com", usual.aRecords],
  ["acme.co.uk", "A", "acme.co.uk", usual.aRecords],
  ["acme.uk.com", "A", "acme.uk.com", usual.aRecords],
  ["bücher.example", "A", "xn--bcher-kva.example", usual.aRecords],
])("%s gets a record %s %s", async (name, type, recordName, values) => {
  const [record, ...others] = domain(name).dnsRecords;
  expect([record, others]).toMatchObject([{ purpose: "traffic", type, name: recordName }, []]);
  expect(await valueOf(record!.values)).toEqual(values);
});

test("a domain that redirects needs a record too", () => {
  const apex = domain("acme.com");
  expect(domain("www.acme.com", usual, { redirectTo: apex }).dnsRecords).toMatchObject([{ type: "CNAME" }]);
});

test.each(["acme.wpengine.com", "acme.wpenginepowered.com"])("the install's own domain %s needs none", (name) => {
  expect(domain(name).dnsRecords).toEqual([]);
});

test("the apex gets a CNAME if the program asks for one", async () => {
  const apex = domain("acme.com");
  expect(dnsRecordsOf([apex], { apex: "CNAME" })).toMatchObject([{ type: "CNAME", name: "acme.com" }]);
  expect(await valuesOf(apex, { apex: "CNAME" })).toEqual([usual.cname]);
});

test.each([undefined, {}, { cname: "", aRecords: [] }])(
  "where the API says %j of a domain, its install counts",
  async (outputs) => {
    const home = install({ cname: "acme.wpengine.com", stableIps: ["192.0.2.9"] });
    const of = (name: string): Domain => {
      said[name] = outputs ?? {};
      return new Domain(name, { install: home, name });
    };
    expect([await valuesOf(of("www.acme.com")), await valuesOf(of("acme.com"))]).toEqual([
      ["acme.wpengine.com"],
      ["192.0.2.9"],
    ]);
  },
);

test("what the API says of the domain itself counts before its install", async () => {
  const home = install({ cname: "acme.wpengine.com", stableIps: ["192.0.2.9"] });
  said["acme.com"] = usual;
  expect(await valuesOf(new Domain("acme.com", { install: home, name: "acme.com" }))).toEqual(usual.aRecords);
});

test.each([
  ["www.acme.com", "Domain www.acme.com: the API gave no host name for a CNAME record"],
  ["acme.com", "Domain acme.com: the API gave no IP address for an A record"],
])("where neither says anything of %s, the text says that the API gave no target", async (name, text) => {
  expect(await withRejections(() => expect(valuesOf(domain(name, {}))).rejects.toThrow(text))).toContain(text);
});

/** The errors that Pulumi leaves to the process, which ends a program with them. Jest would end the test. */
async function withRejections(work: () => Promise<unknown>): Promise<string> {
  const errors: unknown[] = [];
  const others = host.rawListeners("unhandledRejection") as (() => void)[];
  host.removeAllListeners("unhandledRejection");
  host.on("unhandledRejection", (error) => void errors.push(error));
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve, 10));
    return errors.join("\n");
  } finally {
    host.removeAllListeners("unhandledRejection");
    for (const one of others) host.on("unhandledRejection", one);
  }
}

test("a name that the program does not know is refused, and so is a domain that it only reads", () => {
  const late = domain("www.acme.com", usual, { name: pulumi.output("www.acme.com") });
  const read = Domain.get("read", "d1", { installId: accountId });
  for (const one of [late, read])
    expect(() => one.dnsRecords).toThrow("dnsRecords needs a domain whose name is a plain text");
});

test("records of several domains are joined by type and name", async () => {
  const twice = ["one", "other"].map((resource, index) => {
    said[resource] = {
      aRecords: [
        ["192.0.2.1", "192.0.2.2"],
        ["192.0.2.2", "192.0.2.3"],
      ][index],
    };
    return new Domain(resource, { installId: accountId, name: "acme.com" });
  });
  const records = dnsRecordsOf([...twice, domain("www.acme.com")]);
  expect(records.map(({ type, name }) => `${type} ${name}`)).toEqual(["A acme.com", "CNAME www.acme.com"]);
  expect(await valueOf(records[0]!.values)).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
});

const pending = { txtVerificationKey: "_wpeproperty", txtVerificationValue: "wpe-1" };

test.each([
  ["_wpeproperty", "_wpeproperty.acme.com"],
  ["_wpeproperty.acme.com", "_wpeproperty.acme.com"],
  ["@", "acme.com"],
])("the ownership record of the key %s is named %s", async (key, name) => {
  const www = domain("www.acme.com", { ...pending, txtVerificationKey: key });
  expect(await valueOf(www.ownershipRecord)).toEqual({ name, value: "wpe-1" });
});

test.each([{}, { txtVerificationKey: "_wpeproperty" }, { ownershipStatus: "TXT_VERIFIED" }])(
  "where the API says %j, no ownership record is needed",
  async (outputs) => {
    expect(await valueOf(domain("www.acme.com", outputs).ownershipRecord)).toBeUndefined();
  },
);

test("the ownership record stays after the verification", async () => {
  const www = domain("www.acme.com", { ...pending, ownershipStatus: "TXT_VERIFIED" });
  expect(await valueOf(www.ownershipRecord)).toEqual({ name: "_wpeproperty.acme.com", value: "wpe-1" });
});

test("an ownership record needs no plain name", async () => {
  const late = domain("www.acme.com", pending, { name: pulumi.output("www.acme.com") });
  expect(await valueOf(late.ownershipRecord)).toMatchObject({ name: "_wpeproperty.acme.com" });
});

test.each([
  ["one value", ["wpe-1", "wpe-1"], ["wpe-1"]],
  ["a value each", ["wpe-1", "wpe-2"], ["wpe-1", "wpe-2"]],
])("domains of one zone with %s ask for one TXT record", async (_what, given, values) => {
  const [apex, www] = ["acme.com", "www.acme.com"].map((name, index) =>
    domain(name, { ...pending, txtVerificationValue: given[index] }),
  );
  const verified = domain("shop.acme.com", {});
  const records = await valueOf(ownershipRecordsOf([apex!, www!, verified]));
  expect(records).toEqual([{ name: "_wpeproperty.acme.com", values }]);
});
