import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { AccountUser, getAccountOutput, getInstallsOutput } from "pulumi-wpengine";

interface Person {
  email: string;
  firstName: string;
  lastName: string;
  roles: string;
  /** The names of the installs that a partial user may use. */
  installs?: string[];
}

const people = JSON.parse(readFileSync(join(__dirname, "people.json"), "utf8")) as Person[];

const config = new pulumi.Config();
const accountId = getAccountOutput({ name: config.require("account") }).id;
const { installs } = getInstallsOutput({ accountId });

/** The ids of installs. The list of people has their names, which a reader knows. */
const idsOf = (names: string[], email: string): pulumi.Output<string[]> =>
  installs.apply((all) =>
    names.map((name) => {
      const install = all.find((one) => one.name === name);
      if (install === undefined)
        throw new Error(`people.json gives ${email} the install "${name}", which does not exist.`);
      return install.id;
    }),
  );

// The address names the resource, so that the order of the list means nothing.
for (const { email, firstName, lastName, roles, installs: names } of people) {
  const installIds = names && idsOf(names, email);
  new AccountUser(email, { accountId, email, firstName, lastName, roles, installIds });
}

export const access = Object.fromEntries(people.map(({ email, roles }) => [email, roles]));
