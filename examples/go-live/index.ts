import * as pulumi from "@pulumi/pulumi";
import {
  CachePurge,
  dnsRecordsOf,
  Domain,
  DomainVerification,
  getAccountOutput,
  Install,
  ownershipRecordsOf,
  Site,
} from "pulumi-wpengine";
import { SimulatedDnsRecord } from "./simulated-dns";

const config = new pulumi.Config();
const accountId = getAccountOutput({ name: config.require("account") }).id;

const site = new Site("acme", { accountId, name: "Acme" });

const production = new Install("acme-production", {
  accountId,
  siteId: site.id,
  name: config.require("install"),
  environment: "production",
  deletionProtection: config.getBoolean("deletionProtection"),
});

const apex = new Domain("acme.com", { install: production, name: "acme.com", primary: true });
const www = new Domain("www.acme.com", { install: production, name: "www.acme.com", redirectTo: apex });

// Both domains are in one zone, and WP Engine asks for one TXT record there.
const ownership = ownershipRecordsOf([apex, www]).apply((all) => {
  const record = all.at(0);
  if (record !== undefined) return record;
  throw new pulumi.RunError("WP Engine has verified acme.com already: remove its TXT record from the program.");
});

// With `dns: manual`, somebody else sets the records. Then the program only shows them.
const records =
  config.get("dns") === "manual"
    ? []
    : [
        new SimulatedDnsRecord("ownership", { type: "TXT", name: ownership.name, values: ownership.values }),
        ...dnsRecordsOf([apex, www]).map(
          ({ type, name, values }) => new SimulatedDnsRecord(`${type} ${name}`, { type, name, values }),
        ),
      ];

const live = new DomainVerification(
  "acme.com",
  { domain: apex, until: "serving" },
  { dependsOn: records, customTimeouts: { create: config.get("timeout") ?? "60m" } },
);

new CachePurge(
  "go-live",
  { install: production, types: ["all"], triggers: config.get("version") },
  { dependsOn: live },
);

export const ownershipRecord = ownership;
export const trafficRecords = dnsRecordsOf([apex, www]);
