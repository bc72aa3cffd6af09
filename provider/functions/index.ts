import { type FunctionDefinition } from "../define";
import { type Values } from "../values";
import { getAccountUser, getAccountUsers } from "./account-users";
import { getAccount, getAccounts } from "./accounts";
import { getApiStatus } from "./api-status";
import { getBackups } from "./backups";
import { type Access, callWith } from "./call";
import { getCurrentUser } from "./current-user";
import { getDomain, getDomains } from "./domains";
import { getInstall, getInstalls } from "./installs";
import { getSite, getSites } from "./sites";
import { getSshKeys } from "./ssh-keys";
import { getSslCertificates } from "./ssl-certificates";

/** The functions by the file of the SDK that has them: that of the resource's class, where there is one. */
export const functionsByFile: Readonly<Record<string, readonly FunctionDefinition[]>> = {
  account: [getAccounts, getAccount],
  site: [getSites, getSite],
  install: [getInstalls, getInstall],
  domain: [getDomains, getDomain],
  "account-user": [getAccountUsers, getAccountUser],
  "ssh-key": [getSshKeys],
  backup: [getBackups],
  "ssl-certificate": [getSslCertificates],
  "current-user": [getCurrentUser],
  "api-status": [getApiStatus],
};

const functions = new Map(Object.values(functionsByFile).flatMap((all) => all.map((one) => [one.name, one])));

/** Calls a function by its name. */
export async function callFunction(name: string, args: Values, access: Access): Promise<Values> {
  const definition = functions.get(name);
  if (definition === undefined) throw new Error(`There is no function ${name}.`);
  return callWith(definition, args, access);
}
