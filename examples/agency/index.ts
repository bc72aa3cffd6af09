import * as pulumi from "@pulumi/pulumi";
import { getAccountOutput, Person, SshKey, WordPressSite } from "pulumi-wpengine";
import { type Client, clients, keys, people, subdomains } from "./estate";

const config = new pulumi.Config();
const accountId = getAccountOutput({ name: config.get("account") ?? "agency" }).id;

// While this is true, a destroy or a replacement of a production install stops in the preview.
const deletionProtection = config.getBoolean("deletionProtection") ?? true;

function declareClient({ name, install, domain, development }: Client): WordPressSite {
  const others = subdomains.map((subdomain) => `${subdomain}.${domain}`);
  const environments = {
    production: {
      name: install,
      deletionProtection,
      domains: { primary: domain, redirects: [`www.${domain}`], others },
    },
    staging: { name: `${install}stg` },
    development: development ? { name: `${install}dev` } : undefined,
  };
  return new WordPressSite(install, { accountId, name, environments });
}

const sites = new Map(clients.map((client) => [client.name, declareClient(client)]));

for (const { clients: theirs, roles, ...person } of people) {
  const installIds = theirs?.flatMap((client) => {
    const site = sites.get(client);
    if (site === undefined) throw new Error(`${person.email} works for "${client}", which is no client in estate.ts.`);
    return [site.production, site.staging];
  });
  new Person(person.email, { ...person, access: [{ key: "agency", accountId, roles, installIds }] });
}

for (const [holder, publicKey] of Object.entries(keys)) new SshKey(holder, { publicKey });

export const cnames = Object.fromEntries([...sites].map(([client, { production }]) => [client, production.cname]));
