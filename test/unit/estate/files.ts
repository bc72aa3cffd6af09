/* Estate files, with what is said about them. */

const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc ada@agency.example";

const whole = `
version: 1
accounts:
  agency:
    connection: agency-b
    sites:
      acme:
        name: Acme
        was: [old-acme]
        environments:
          production:
            name: acme
            domains:
              primary: acme.example
              redirects: [www.acme.example, { name: acme.test, to: shop.acme.example }]
              others: [shop.acme.example]
          staging: { name: acmestg }
    installs: { lone: { environment: development } }
  client: { id: a0000000-0000-4000-8000-000000000002 }
people:
  jo@acme.example:
    firstName: Jo
    lastName: Do
    access: { client: full, agency: { roles: partial, installs: [acme, lone] } }
sshKeys: { deploy: { publicKey: "${publicKey}" } }
`;

export const inAgency = (text: string): string => `version: 1\naccounts:\n  agency:\n${text.replace(/^/gm, "    ")}`;
const inProduction = (text: string): string => inAgency(`sites: { a: { environments: { production: ${text} } } }`);
export const inKey = (text: string): string => `version: 1\nsshKeys:\n  a: ${text}`;
const inAccess = (text: string): string =>
  `${inAgency("installs: { acme: {} }")}\npeople:\n  jo@a.example: { firstName: J, lastName: D, access: { ${text} } }`;

export const good: [what: string, text: string][] = [
  ["everything", whole],
  ["nothing but the version", "version: 1"],
  ["JSON", JSON.stringify({ version: 1, accounts: { agency: { sites: { "Birch & Sons": {} } } } })],
  [
    "keys that YAML would make numbers of",
    inAgency('installs: { a: { environment: "staging", name: abc } }\nsites: { 2024: {}, 1.0: {} }'),
  ],
  ["a value that an alias repeats", inAgency("sites: { a: &one { deleteInstalls: true }, b: *one }")],
  ["a fingerprint", inKey(`{ fingerprint: "${Array(16).fill("a1").join(":")}" }`)],
  ["the path of the schema, for an editor", JSON.stringify({ $schema: "./estate.schema.json", version: 1 })],
  ["a comment of an editor", "# yaml-language-server: $schema=estate.schema.json\nversion: 1"],
];

// `schema`: an editor finds the mistake too. `parser`: no JSON schema can tell it.
export const bad: [mistake: string, text: string, said: string, foundBy: "schema" | "parser"][] = [
  ["an empty file", "", "1:1 the file must be a mapping that begins with `version: 1`, not nothing.", "schema"],
  ["a list", "- version", "1:1 the file must be a mapping that begins with `version: 1`, not a list.", "schema"],
  ["no version", "accounts: {}", "1:1 version is missing: write 1.", "schema"],
  ["another version", "version: 2", "1:10 version must be 1, not 2.", "schema"],
  ["a misspelt key", "version: 1\nacounts: {}", '2:1 acounts is not known here. Did you mean "accounts"?', "schema"],
  [
    "a misspelt environment",
    inAgency("sites:\n  a:\n    environments:\n      prodution: { name: acme }"),
    '7:11 accounts.agency.sites.a.environments.prodution is not known here. Did you mean "production"?',
    "schema",
  ],
  [
    "a key that is like no other",
    inAgency("colour: red"),
    "4:5 accounts.agency.colour is not known here. Write id, name, was, connection, sites or installs.",
    "schema",
  ],
  [
    "a number as a name",
    inAgency("sites: { a: { name: 2024 } }"),
    "4:25 accounts.agency.sites.a.name must be a name of 1 to 40 characters, not a number. YAML reads it as a number: write it in quotes.",
    "schema",
  ],
  [
    "an install's name with a dash",
    inProduction("{ name: acme-stg }"),
    '4:55 accounts.agency.sites.a.environments.production.name must be a name of 3 to 14 lowercase letters and digits that begins with a letter, such as "acmestg", not "acme-stg".',
    "schema",
  ],
  [
    "an install without a name",
    inProduction("{}"),
    "4:35 accounts.agency.sites.a.environments.production.name is missing: write a name of 3 to 14",
    "schema",
  ],
  [
    "an environment without anything",
    inProduction(""),
    "4:48 accounts.agency.sites.a.environments.production must be a mapping, not nothing.",
    "schema",
  ],
  [
    "a text in the place of yes or no",
    inProduction('{ name: acme, deletionProtection: "no" }'),
    "4:81 accounts.agency.sites.a.environments.production.deletionProtection must be true or false.",
    "schema",
  ],
  [
    "a text in the place of a list",
    inProduction("{ name: acme, domains: { others: a.example } }"),
    '4:80 accounts.agency.sites.a.environments.production.domains.others must be a list, not "a.example".',
    "schema",
  ],
  [
    "a redirect with a misspelt key",
    inProduction("{ name: acme, domains: { redirects: [{ name: a.example, too: b.example }] } }"),
    'domains.redirects[0].too is not known here. Did you mean "to"?',
    "schema",
  ],
  [
    "a domain that is none",
    inProduction("{ name: acme, domains: { primary: acme } }"),
    'domains.primary must be a domain name such as "www.example.com" or "*.example.com", not "acme".',
    "parser",
  ],
  [
    "a wildcard as the primary domain",
    inProduction('{ name: acme, domains: { primary: "*.a.example" } }'),
    "domains.primary: a wildcard domain cannot be primary.",
    "parser",
  ],
  [
    "a handle with a slash",
    inAgency("sites: { a/b: {} }"),
    '4:14 accounts.agency.sites["a/b"] must be a name without `/` and `:`',
    "schema",
  ],
  [
    "both an account's id and its name",
    inAgency("id: a0000000-0000-4000-8000-000000000001\nname: agency"),
    "5:5 accounts.agency.name cannot stand beside `id`. Remove one of the two.",
    "schema",
  ],
  [
    "a handle that is no name of an install",
    inAgency("installs: { my-install: {} }"),
    "4:17 accounts.agency.installs.my-install is the name, and must be a name of 3 to 14",
    "parser",
  ],
  [
    "an install's name that stands twice",
    inAgency("installs: { acme: {} }\nsites: { a: { environments: { staging: { name: acme } } } }"),
    "is the install acme a second time. An install's name is unique across WP Engine",
    "parser",
  ],
  [
    "a key that stands twice",
    "version: 1\nversion: 1",
    "2:1 `version` stands here a second time: it is in line 1 already.",
    "parser",
  ],
  ["the same key in quotes", inAgency('sites: { a: {}, "a": {} }'), "4:21 `a` stands here a second time", "parser"],
  [
    "an e-mail address that is none",
    "version: 1\npeople: { jo: { firstName: J, lastName: D, access: {} } }",
    "2:11 people.jo must be an e-mail address",
    "schema",
  ],
  [
    "an unknown role",
    inAccess("agency: admin"),
    'access.agency must be one of "owner", "full", "full,billing", "partial", "partial,billing", not "admin".',
    "schema",
  ],
  ["a role of another kind", inAccess("agency: 1"), 'access.agency must be one of "owner"', "schema"],
  [
    "an unknown role beside installs",
    inAccess("agency: { roles: admin }"),
    "access.agency.roles must be one of",
    "schema",
  ],
  [
    "an account that the file does not have",
    inAccess("agenzy: full"),
    'access.agenzy is no account of this file. Did you mean "agency"?',
    "parser",
  ],
  [
    "a partial role without installs",
    inAccess("agency: partial"),
    'access.agency.installs is missing: with the roles "partial", list the installs to give access to.',
    "parser",
  ],
  [
    "installs without a partial role",
    inAccess("agency: { roles: full, installs: [acme] }"),
    'access.agency.installs needs the roles "partial" or "partial,billing"',
    "parser",
  ],
  [
    "an install that the file does not have",
    inAccess("agency: { roles: partial, installs: [acmee] }"),
    'access.agency.installs[0] names "acmee", which is no install of this file. Did you mean "acme"?',
    "parser",
  ],
  [
    "a person in other capitals",
    "version: 1\npeople:\n  jo@a.example: { firstName: J, lastName: D, access: {} }\n  JO@a.example: { firstName: J, lastName: D, access: {} }",
    '4:3 people["JO@a.example"] stands here a second time, in other capitals.',
    "parser",
  ],
  [
    "a person with a blank behind the address",
    'version: 1\npeople:\n  jo@a.example: { firstName: J, lastName: D, access: {} }\n  "jo@a.example ": { firstName: J, lastName: E, access: {} }',
    "4:3 a key must not begin or end with a blank.",
    "parser",
  ],
  [
    "an earlier handle that another site has",
    inAgency("sites: { a: { was: [b] }, b: {} }"),
    "4:25 accounts.agency.sites.a.was[0] names b, which another one in this file has now. Remove it; or give that one another name",
    "parser",
  ],
  [
    "one earlier handle of two installs",
    inAgency("installs: { abc: { was: [x, abc] }, xyz: { was: [x] } }"),
    "4:54 accounts.agency.installs.xyz.was[0] names x, which is an earlier name of abc already. Remove one of the two.",
    "parser",
  ],
  [
    "an earlier handle that stands twice",
    inAgency("sites: { a: { was: [x, x] } }"),
    "4:28 accounts.agency.sites.a.was[1] stands here a second time. Remove it.",
    "parser",
  ],
  [
    "an earlier handle that another account has",
    "version: 1\naccounts: { agency: { was: [client] }, client: {} }",
    "2:29 accounts.agency.was[0] names client, which another one in this file has now.",
    "parser",
  ],
  [
    "people who exchange their addresses",
    "version: 1\npeople:\n  a@a.example: { firstName: A, lastName: D, was: [B@a.example], access: {} }\n  b@a.example: { firstName: B, lastName: D, was: [a@a.example], access: {} }",
    '3:51 people["a@a.example"].was[0] names B@a.example, which another one in this file has now.',
    "parser",
  ],
  [
    "an earlier handle that another key has",
    `version: 1\nsshKeys: { a: { publicKey: "${publicKey}", was: [b] }, b: { publicKey: "${publicKey}" } }`,
    "sshKeys.a.was[0] names b, which another one in this file has now.",
    "parser",
  ],
  [
    "a key without its text",
    inKey("{}"),
    "3:3 sshKeys.a.publicKey is missing: write the text of a public key file",
    "schema",
  ],
  [
    "both forms of a key",
    inKey(`{ publicKey: "${publicKey}", fingerprint: "${Array(16).fill("a1").join(":")}" }`),
    "Give either publicKey or fingerprint, not both.",
    "schema",
  ],
  [
    "a connection's name in capitals",
    inKey(`{ publicKey: "${publicKey}", connection: B }`),
    "sshKeys.a.connection must be the name of a connection",
    "schema",
  ],
  ["YAML that is none", "version: [1", "1:12 this is no YAML: Flow sequence in block collection must be", "parser"],
  [
    "an alias without an anchor",
    inAgency("sites: *all"),
    "4:12 *all has no anchor &all before it. Write the value itself.",
    "parser",
  ],
  [
    "an alias inside of its own anchor",
    inAgency("sites: &all { a: *all }"),
    "4:22 *all stands inside of &all.",
    "parser",
  ],
  ["a merge key", inAgency("<<: { sites: {} }"), "4:5 YAML 1.2 has no merge key `<<`.", "parser"],
  ["an unknown tag", "version: !one 1", "1:10 Unresolved tag: !one.", "parser"],
  [
    "two documents",
    "version: 1\n---\nversion: 1",
    "2:1 a second document begins here. Remove the line `---` and what follows it.",
    "parser",
  ],
  [
    "an abbreviated environment",
    inAgency("sites: { a: { environments: { prod: { name: acme } } } }"),
    'environments.prod is not known here. Did you mean "production"?',
    "schema",
  ],
  [
    "an environment of another word",
    inAgency("sites: { a: { environments: { live: { name: acme } } } }"),
    "environments.live is not known here. Write production, staging or development.",
    "schema",
  ],
  [
    "the name of nothing as an install",
    inAccess("agency: { roles: partial, installs: [bakery] }"),
    'access.agency.installs[0] names "bakery", which is no install of this file. Those of agency are acme.',
    "parser",
  ],
];
