/* Estate files, of which nothing is wrong. */

export const publicKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc ada@agency.example";

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
export const inProduction = (text: string): string =>
  inAgency(`sites: { a: { environments: { production: ${text} } } }`);
export const inKey = (text: string): string => `version: 1\nsshKeys:\n  a: ${text}`;
export const inAccess = (text: string): string =>
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
  [
    "a site that came from another account, and one that moved with its account",
    "version: 1\naccounts: { agency: { was: [old], sites: { a: { was: [old/a, client/a, b] } } }, client: { sites: { b: { was: [b, c] } } } }",
  ],
  [
    "a site and an install whose earlier names are alike",
    inAgency("sites: { a: { was: [x] } }\ninstalls: { abc: { was: [x] } }"),
  ],
  ["a fingerprint", inKey(`{ fingerprint: "${Array(16).fill("a1").join(":")}" }`)],
  ["the path of the schema, for an editor", JSON.stringify({ $schema: "./estate.schema.json", version: 1 })],
  ["a comment of an editor", "# yaml-language-server: $schema=estate.schema.json\nversion: 1"],
];
