const site = new Site("acme", { accountId, name: "Acme", deleteInstalls: false });
const inSite = { accountId, siteId: site.id };
const production = new Install("production", { ...inSite, name: "acme", environment: "production" });
const staging = new Install("staging", { ...inSite, name: "acmestg", environment: "staging" }, { customTimeouts: { create: "1h" } });
const apex = new Domain("apex", { installId: production.id, name: "acme.example", primary: true, secureAllUrls: true });
new Domain("www", { installId: production.id, name: "www.acme.example", redirectTo: apex.id });
new Domain("wildcard", { installId: production.id, name: "*.acme.example" });
const people = { owner: "owner", full: "full", billing: "full,billing", partial: "partial", both: "billing, partial" };
for (const [name, roles] of Object.entries(people)) {
  const installIds = /partial/.test(roles) ? [staging.id, production.id] : undefined;
  new AccountUser(name, { accountId, email: `${name}@Example.com`, firstName: name, lastName: "Ray", roles, installIds });
}
new SshKey("key", {
  publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc ada@agency.example",
});
