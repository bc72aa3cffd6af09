import { Domain, getAccountOutput, Install, Site } from "pulumi-wpengine";

export function declareEstate() {
  const accountId = getAccountOutput({ name: "acme" }).id;
  const site = new Site("acme", { accountId, name: "Acme" });
  const production = new Install("acme-production", {
    accountId,
    siteId: site.id,
    name: "acme",
    environment: "production",
  });
  const apex = new Domain("acme.com", { install: production, name: "acme.com", primary: true });
  return { production, apex };
}
