import { z } from "zod";
import { connectionName, type Described, id, text } from "../define";
import { accountUser, domain, environments, install, site, sshKey } from "../resources";

/** An input of a resource as the file has it, with the description of its definition and what the file adds. */
function field<Value>(
  { type, fields }: Pick<Described, "type" | "fields">,
  name: string,
  more = "",
): z.ZodType<Value, Value> {
  const found = fields.inputs[name] ?? fields.controls[name];
  if (found === undefined) throw new Error(`${type} has no input ${name}.`);
  return found.schema.describe(found.description + more) as z.ZodType<Value, Value>;
}

const mapping = <Shape extends z.ZodRawShape>(shape: Shape, what = "a mapping") =>
  z.strictObject(shape, { error: must(what) });

const must =
  (what: string) =>
  ({ code, input }: { code?: string; input?: unknown }): string | undefined =>
    code === "unrecognized_keys"
      ? undefined
      : input === undefined
        ? `is missing: write ${what}`
        : `must be ${what}, not ${kindOf(input)}`;

const kindOf = (value: unknown): string =>
  value === null
    ? "nothing"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "object"
        ? "a mapping"
        : JSON.stringify(value);

const handleRule = "a name without `/` and `:`, and without blanks at its ends";
/** What resources are named after. The names of an account and of its site are joined with a slash. */
const handle = z.string().regex(/^[^\s/:]([^/:]*[^\s/:])?$/, { error: `must be ${handleRule}` });

const byHandle = <Value extends z.ZodType>(value: Value) => z.record(handle, value, { error: must("a mapping") });
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item, { error: must("a list") });

const oneOfWords = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: must(`one of ${words.map((word) => `"${word}"`).join(", ")}`) });

const was = (names: string, moved: string) =>
  listOf(text("an earlier name"))
    .describe(
      `${names}. The next \`pulumi up\` moves ${moved}, and the provider sends no request. Remove \`was\` after that.`,
    )
    .optional();

/** The earlier names of what is a component in a program, or a resource. */
const formerly = (kind: "component" | "resource") =>
  was(`Earlier handles in this file, or names that the ${kind} had in a program`, "what had them");

const connection = connectionName.describe(
  "The connection to use: a set of credentials of its own. Default: that of the `Estate`, else the default connection.",
);

const domainName = field<string>(domain, "name");
const redirect = mapping({
  name: field<string>(domain, "name").describe("The name of the domain that redirects."),
  to: text("a domain of the same install").describe(
    "The name of the domain to redirect to: the primary domain, or one of the others.",
  ),
}).describe("A domain that redirects to another one of the same install.");

const domains = mapping({
  primary: domainName.optional().describe("The primary domain."),
  redirects: listOf(z.union([domainName, redirect]))
    .optional()
    .describe(
      "The domains that redirect: to the primary domain, which must then be given, or to the one that `to` names.",
    ),
  others: listOf(domainName).optional().describe("The other domains that lead to the install."),
}).describe(
  "The domains of an install. If you remove one, Pulumi deletes it. Those that you never declared stay as they are.",
);

/** What the arguments of a component have in common with the file, by the names of the types in the SDK. */
export const sharedArguments = { Redirect: redirect, DomainsOfInstall: domains } as const;

const ofInstall = {
  deletionProtection: field<boolean | undefined>(install, "deletionProtection"),
  domains: domains.optional(),
};

const environment = mapping({ name: field<string>(install, "name"), ...ofInstall }).describe(
  "An environment of a site: an install, and its domains.",
);

const siteInFile = mapping({
  name: field<string>(site, "name", " Default: the handle.").optional(),
  was: formerly("component"),
  deleteInstalls: field<boolean | undefined>(site, "deleteInstalls"),
  deletionProtection: field<boolean | undefined>(site, "deletionProtection"),
  environments: mapping({
    production: environment.optional(),
    staging: environment.optional(),
    development: environment.optional(),
  })
    .optional()
    .describe("The environments of the site. Each is an install with its domains."),
}).describe("A site, its installs and their domains.");

const loneInstall = mapping({
  name: field<string>(install, "name", " Default: the handle.").optional(),
  was: formerly("resource"),
  environment: oneOfWords(environments).optional().describe("What the install is for."),
  ...ofInstall,
}).describe("An install in no site, and its domains.");

const account = mapping({
  id: id("an account")
    .optional()
    .describe("The id of the account. Without it, the provider looks the account up by its name."),
  name: text("the name of an account").optional().describe("The account's name. Default: the handle."),
  was: was("Earlier handles of the account in this file", "all that is named after them"),
  connection,
  sites: byHandle(siteInFile).optional().describe("The sites of the account, by handle."),
  installs: byHandle(loneInstall).optional().describe("The installs of an account without sites, by handle."),
})
  .meta({ not: { required: ["id", "name"] } })
  .describe("An account, its sites and its installs.");

const roles = oneOfWords(
  (accountUser.fields.inputs.roles?.words?.of ?? []) as unknown as readonly [string, ...string[]],
).describe("What the user may do.");

const access = z.union([
  roles,
  mapping({
    roles,
    installs: listOf(text("the name of an install"))
      .optional()
      .describe(
        "The names of the installs that a partial user may use. Required with the partial roles, and refused with all others.",
      ),
  }).describe("What a person may do in an account."),
]);

const person = mapping({
  firstName: field<string>(accountUser, "firstName"),
  lastName: field<string>(accountUser, "lastName"),
  was: formerly("component"),
  access: byHandle(access).describe(
    "The accounts that the person may use, by handle, and what the person may do there.",
  ),
}).describe("A person, and the accounts that the person may use.");

const key = mapping({
  publicKey: field<string | undefined>(sshKey, "publicKey"),
  fingerprint: field<string | undefined>(sshKey, "fingerprint"),
  connection,
  was: formerly("resource"),
})
  .meta({ oneOf: [{ required: ["publicKey"] }, { required: ["fingerprint"] }] })
  .describe("An SSH public key of the user to whom the credentials belong.");

/** The whole file. */
export const estateFile = mapping(
  {
    $schema: text("the path of the schema")
      .optional()
      .describe("The path of this schema, for an editor of a JSON file."),
    version: z.literal(1, { error: must("1") }).describe("The version of this format: 1."),
    accounts: byHandle(account)
      .optional()
      .describe("The accounts, by handle: the account's name, unless `name` or `id` is given."),
    people: z
      .record(field<string>(accountUser, "email") as unknown as z.ZodString, person, { error: must("a mapping") })
      .optional()
      .describe("The people who may use the accounts, by e-mail address."),
    sshKeys: byHandle(key).optional().describe("The SSH keys, by handle."),
  },
  "a mapping that begins with `version: 1`",
).meta({ title: "A WP Engine estate", description: "All that the component `Estate` of pulumi-wpengine declares." });

export type EstateFile = z.output<typeof estateFile>;
export type AccountInFile = z.output<typeof account>;
export type SiteInFile = z.output<typeof siteInFile>;
export type EnvironmentInFile = z.output<typeof environment>;
export type InstallInFile = z.output<typeof loneInstall>;
export type PersonInFile = z.output<typeof person>;
export type KeyInFile = z.output<typeof key>;

/** The same as a JSON schema, for editors. */
export const estateSchema = (): object => {
  const { $schema, ...schema } = z.toJSONSchema(estateFile, { target: "draft-7", io: "input", unrepresentable: "any" });
  return { $schema, ...schema };
};
