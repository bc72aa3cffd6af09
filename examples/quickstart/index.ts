import * as pulumi from "@pulumi/pulumi";
import { Domain, getAccountOutput, Install, Site } from "pulumi-wpengine";

const config = new pulumi.Config();
const accountId = getAccountOutput({ name: config.require("account") }).id;
const name = config.require("install");

const site = new Site("acme", { accountId, name: "Acme" });

const production = new Install("acme-production", {
  accountId,
  siteId: site.id,
  name,
  environment: "production",
  // A production install is protected from deletion unless the program says otherwise.
  deletionProtection: config.getBoolean("deletionProtection"),
});

const domain = new Domain("acme.example", { install: production, name: "acme.example", primary: true });

export const address = pulumi.interpolate`https://${domain.name}`;
export const pointYourDnsAt = production.cname;
