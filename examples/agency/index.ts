import * as pulumi from "@pulumi/pulumi";
import { AccountUser, Domain, getAccountOutput, Install, Site, SshKey } from "pulumi-wpengine";
import { type Client, clients, keys, people, subdomains } from "./estate";

const config = new pulumi.Config();
const accountId = getAccountOutput({ name: config.get("account") ?? "agency" }).id;

// While this is true, a destroy or a replacement of a production install stops in the preview.
const deletionProtection = config.getBoolean("deletionProtection") ?? true;

/** A client's site with its installs, and the domains of the production install. */
function declareClient({ name, install, domain, development }: Client): { production: Install; staging: Install } {
  const site = new Site(name, { accountId, name });
  const inSite = { accountId, siteId: site.id };

  const production = new Install(install, { ...inSite, name: install, environment: "production", deletionProtection });
  const staging = new Install(`${install}stg`, { ...inSite, name: `${install}stg`, environment: "staging" });
  if (development) new Install(`${install}dev`, { ...inSite, name: `${install}dev`, environment: "development" });

  const apex = new Domain(domain, { install: production, name: domain, primary: true });
  new Domain(`www.${domain}`, { install: production, name: `www.${domain}`, redirectTo: apex });
  for (const subdomain of subdomains) {
    new Domain(`${subdomain}.${domain}`, { install: production, name: `${subdomain}.${domain}` });
  }
  return { production, staging };
}

const installs = new Map(clients.map((client) => [client.name, declareClient(client)]));

for (const { clients: theirs, ...person } of people) {
  const installIds = theirs?.flatMap((client) => {
    const found = installs.get(client);
    if (found === undefined) throw new Error(`${person.email} works for "${client}", which is no client in estate.ts.`);
    return [found.production, found.staging];
  });
  new AccountUser(person.email, { accountId, ...person, installIds });
}

for (const [holder, publicKey] of Object.entries(keys)) new SshKey(holder, { publicKey });

export const cnames = Object.fromEntries([...installs].map(([client, { production }]) => [client, production.cname]));
