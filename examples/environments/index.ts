import * as pulumi from "@pulumi/pulumi";
import { Domain, getAccountOutput, getSiteOutput, Install, Site } from "pulumi-wpengine";

const config = new pulumi.Config();
const accountId = getAccountOutput({ name: config.require("account") }).id;
const environment = config.require("environment");

// All environments stand in one site, which belongs to the stack of production.
const siteId =
  environment === "production"
    ? new Site("acme", { accountId, name: "Acme" }).id
    : getSiteOutput({ accountId, name: "Acme" }).id;

const install = new Install(environment, {
  accountId,
  siteId,
  name: config.require("install"),
  environment,
  // A production install is protected from deletion unless the program says otherwise.
  deletionProtection: config.getBoolean("deletionProtection"),
});

// The first domain is the primary one.
const domains = config.requireObject<string[]>("domains");
domains.forEach((name, index) => new Domain(name, { install, name, primary: index === 0 }));

export const address = `https://${domains[0]}`;
export const pointYourDnsAt = install.cname;
