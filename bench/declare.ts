import { readFileSync } from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import { type EstateData } from "./estate";

type Declare<Args> = new (
  name: string,
  args: Args,
  options?: pulumi.CustomResourceOptions,
) => { id: pulumi.Output<pulumi.ID> };

export interface SiteArgs {
  accountId: string;
  name: string;
}

export interface InstallArgs {
  accountId: string;
  siteId: pulumi.Input<string>;
  name: string;
  environment: "production" | "staging" | "development";
}

export interface DomainArgs {
  installId: pulumi.Input<string>;
  name: string;
  primary?: boolean;
  redirectTo?: pulumi.Input<string>;
}

export interface SshKeyArgs {
  publicKey: string;
}

export interface AccountUserArgs {
  accountId: string;
  email: string;
  firstName: string;
  lastName: string;
  roles: string;
  installIds?: pulumi.Input<string>[];
}

/** The classes with which a program declares the estate. */
export interface ResourceClasses {
  Site: Declare<SiteArgs>;
  Install: Declare<InstallArgs>;
  Domain: Declare<DomainArgs>;
  SshKey: Declare<SshKeyArgs>;
  AccountUser: Declare<AccountUserArgs>;
}

/** The file in the program's folder that holds the estate, and the form of its content. */
export const estateFile = "estate.json";
export type EstateFile = EstateData & { accountId: string };

/** The program. It is the same for each provider. */
export function declareEstate({ Site, Install, Domain, SshKey, AccountUser }: ResourceClasses): void {
  const { accountId, ...estate } = JSON.parse(readFileSync(estateFile, "utf8")) as EstateFile;
  const sites = new Ids();
  const installs = new Ids();
  const domains = new Ids();

  for (const { resource, name } of estate.sites) sites.add(resource, new Site(resource, { accountId, name }));
  for (const { name, site, environment } of estate.installs) {
    const args = { accountId, siteId: sites.of(site), name, environment };
    // Production installs are protected by default, and a protected install cannot be destroyed.
    installs.add(name, new Install(name, args, { protect: false }));
  }
  for (const { name, install, primary, redirectTo } of estate.domains) {
    const args = { installId: installs.of(install), name, primary };
    const target = redirectTo === undefined ? {} : { redirectTo: domains.of(redirectTo) };
    domains.add(name, new Domain(name, { ...args, ...target }));
  }
  for (const { name, publicKey } of estate.keys) new SshKey(name, { publicKey });
  for (const { email, firstName, lastName, roles, installs: names } of estate.users) {
    const access = names === undefined ? {} : { installIds: names.map((name) => installs.of(name)) };
    new AccountUser(email, { accountId, email, firstName, lastName, roles, ...access });
  }
}

/** The ids of resources by name. */
class Ids {
  readonly #ids = new Map<string, pulumi.Output<pulumi.ID>>();

  add(name: string, { id }: { id: pulumi.Output<pulumi.ID> }): void {
    this.#ids.set(name, id);
  }

  of(name: string): pulumi.Output<pulumi.ID> {
    const id = this.#ids.get(name);
    if (id === undefined) throw new Error(`The estate names ${name} before it is declared.`);
    return id;
  }
}
