import * as pulumi from "@pulumi/pulumi";
import { AccountUser, Domain, getAccountOutput, Install, Site, SshKey } from "pulumi-wpengine";

interface Agency {
  /** The name of the connection. Here it is the name of the account too. */
  connection: string;
  client: string;
  install: string;
  domain: string;
  adasRoles: string;
  publicKey: string;
}

const agencies: Agency[] = [
  {
    connection: "north",
    client: "Lighthouse",
    install: "lighthouse",
    domain: "lighthouse.example",
    adasRoles: "full",
    publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINbRht+1/hrpyL2zCN5EiRgpBtIqqRyFxiRD5v11jNJu deploy@north.example",
  },
  {
    connection: "south",
    client: "Vineyard",
    install: "vineyard",
    domain: "vineyard.example",
    adasRoles: "full,billing",
    publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICI9xp2FTZgMthT0kkTb/gDJfbp2qVoPQZKgEZ3CW/eV deploy@south.example",
  },
];

// A production install is protected from deletion unless the program says otherwise.
const deletionProtection = new pulumi.Config().getBoolean("deletionProtection");

for (const { connection, client, install: name, domain, adasRoles: roles, publicKey } of agencies) {
  const accountId = getAccountOutput({ name: connection }, { connection }).id;

  const site = new Site(client, { connection, accountId, name: client });
  const install = new Install(name, {
    connection,
    accountId,
    siteId: site.id,
    name,
    environment: "production",
    deletionProtection,
  });
  // A domain uses the connection of its install.
  new Domain(domain, { install, name: domain, primary: true });

  const ada = { email: "ada@agencies.example", firstName: "Ada", lastName: "Byte" };
  new AccountUser(`ada-${connection}`, { connection, accountId, ...ada, roles });
  new SshKey(`${connection}-deploy`, { connection, publicKey });
}
