import * as pulumi from "@pulumi/pulumi";
import type * as dns from "../../../provider/dns";
import { argumentsOf } from "./references";

/** A DNS record that leads the visitors of a domain to WP Engine. The program knows all of it but the values. */
export interface DnsRecord {
  purpose: "traffic";
  type: "A" | "CNAME";
  /** The whole name, without a trailing dot: `www.acme.com`. */
  name: string;
  /** IP addresses, or one host name. */
  values: pulumi.Output<string[]>;
}

/** Which of the possible DNS records to give. */
export interface DnsRecordOptions {
  /** The record of a registrable domain itself. Default: `A`. Some DNS providers flatten a `CNAME` there. */
  apex?: "A" | "CNAME";
}

/** The TXT record that proves a domain's ownership. */
export interface OwnershipRecord {
  /** The whole name, without a trailing dot. */
  name: string;
  value: string;
}

/** An output that the API may leave out. */
type Said<Value> = pulumi.Output<Value | undefined>;

/** The outputs of a domain that its records need. */
interface DomainOutputs extends pulumi.Resource {
  name: pulumi.Output<string>;
  cname: Said<string>;
  aRecords: Said<string[]>;
  txtVerificationKey: Said<string>;
  txtVerificationValue: Said<string>;
}

/** The outputs of an install that the records of its domains need. */
interface InstallOutputs {
  cname: Said<string>;
  stableIps: Said<string[]>;
}

/**
 * The DNS records that lead domains to WP Engine, one for each type and name: a CNAME for a name below a registrable
 * domain, an A record for the registrable domain itself, and none for an install's own domain. The types and the names
 * are plain, so a preview shows the records. The values are outputs.
 *
 * @example
 * for (const { type, name, values } of dnsRecordsOf([apex, www])) {
 *   new aws.route53.Record(`${type} ${name}`, { zoneId, type, name, ttl: 300, records: values });
 * }
 */
export function dnsRecordsOf(domains: readonly DomainOutputs[], options: DnsRecordOptions = {}): DnsRecord[] {
  const joined = new Map<string, DnsRecord>();
  for (const record of domains.flatMap((domain) => recordsOf(domain, options))) {
    const key = `${record.type} ${record.name}`;
    const { values } = joined.get(key) ?? { values: pulumi.output<string[]>([]) };
    const both = pulumi.all([values, record.values]).apply(([some, more]) => [...new Set([...some, ...more])]);
    joined.set(key, { ...record, values: both });
  }
  return [...joined.values()];
}

/** The TXT record that proves the ownership of a domain. Undefined where WP Engine asked for none. */
export const ownershipRecordOf = ({
  name,
  txtVerificationKey,
  txtVerificationValue,
}: DomainOutputs): pulumi.Output<OwnershipRecord | undefined> =>
  pulumi
    .all([name, txtVerificationKey, txtVerificationValue])
    .apply(([domain, key, value]) =>
      key === undefined || value === undefined
        ? undefined
        : { name: namesInDns().ownershipRecordName(key, domain), value },
    );

/** The TXT records that prove the ownership of domains, one for each name: domains of one zone may share one. */
export const ownershipRecordsOf = (
  domains: readonly DomainOutputs[],
): pulumi.Output<{ name: string; values: string[] }[]> =>
  pulumi.all(domains.map(ownershipRecordOf)).apply((records) => {
    const joined = new Map<string, Set<string>>();
    for (const record of records)
      if (record !== undefined) joined.set(record.name, (joined.get(record.name) ?? new Set()).add(record.value));
    return [...joined].map(([name, values]) => ({ name, values: [...values] }));
  });

function recordsOf(domain: DomainOutputs, { apex = "A" }: DnsRecordOptions): DnsRecord[] {
  const { isUnderWpEngine, isWildcard, registrableDomain } = namesInDns();
  const name = plainNameOf(domain);
  if (isUnderWpEngine(name)) return [];
  const { install } = argumentsOf(domain) as { install?: InstallOutputs };
  const isApex = !isWildcard(name) && registrableDomain(name) === name;
  const type = isApex ? apex : "CNAME";
  const values = type === "A" ? addressesOf(name, domain, install) : targetOf(name, domain, install);
  return [{ purpose: "traffic", type, name, values }];
}

/** The name in its normal form, as the program wrote it. */
function plainNameOf(domain: DomainOutputs): string {
  const { name } = argumentsOf(domain);
  const canonical = typeof name === "string" ? namesInDns().canonicalDomainName(name) : undefined;
  if (canonical !== undefined) return canonical;
  throw new pulumi.RunError(
    "dnsRecords needs a domain whose name is a plain text in this program, so that a preview can show the records. Write " +
      '`name: "www.acme.com"` where you declare the Domain, or make the records of its outputs `cname` and `aRecords`.',
  );
}

const targetOf = (name: string, { cname }: DomainOutputs, install?: InstallOutputs): pulumi.Output<string[]> =>
  orElse(cname, install?.cname).apply((target) => {
    if (isNone(target)) throw noTarget(name, "no host name for a CNAME record");
    return [target];
  });

const addressesOf = (name: string, { aRecords }: DomainOutputs, install?: InstallOutputs): pulumi.Output<string[]> =>
  orElse(aRecords, install?.stableIps).apply((addresses) => {
    if (!isNone(addresses)) return addresses;
    throw noTarget(
      name,
      "no IP address for an A record",
      'Ask for a CNAME with `dnsRecordsOf([domain], { apex: "CNAME" })`',
    );
  });

/** The domain's own value, else that of the install: a preview of an update of the install does not know the latter. */
const orElse = <Value extends string | string[]>(own: Said<Value>, other?: Said<Value>): Said<Value> =>
  pulumi
    .output(own)
    .apply((said): Said<Value> => (isNone(said as Value | undefined) && other !== undefined ? other : own));

const isNone = (value: string | string[] | undefined): value is undefined => value === undefined || value.length === 0;

const noTarget = (
  name: string,
  what: string,
  instead = "Run `pulumi refresh`, and then `pulumi up`",
): pulumi.RunError =>
  new pulumi.RunError(`Domain ${name}: the API gave ${what}, so there is no DNS record to set. ${instead}.`);

/** A dynamic `import()` would fail where a program's tests run in a sandbox of Jest, and under Yarn's Plug'n'Play. */
const namesInDns = (): typeof dns =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an `import` would load it at the program's start
  require("../../../provider/dns") as typeof dns;
