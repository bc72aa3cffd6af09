import { type Estate } from "../../simulator";
import { type Change, type Deletion } from "./commands";
import { type Neighbour } from "./neighbour";
import { clientId, email, plain, type Plan } from "./plans";

/** Lines about all that exists and is not the neighbour's. They leave out settings that the plan does not declare. */
export function found(estate: Estate, plan: Plan, neighbour: Neighbour): string[] {
  estate.catchUp();
  const install = (id: string): string => estate.installs.get(id)?.name ?? "?";
  const domains = [...estate.domains.values()].filter(
    ({ builtIn, name, installId }) => !builtIn && name !== "stray.example" && !neighbour.has(installId),
  );
  return [
    ...[...estate.sites.values()].filter((site) => !neighbour.has(site.id)).map(({ name }) => `site ${plain(name)}`),
    ...[...estate.installs.values()]
      .filter(({ id }) => !neighbour.has(id))
      .map(
        ({ name, environment, siteId }) =>
          `install ${name} ${String(environment)} on ${plain(estate.sites.get(siteId ?? "")?.name ?? "none")}`,
      ),
    ...domains.map((domain) => {
      const isApex = domain.name === "acme.example";
      const redirect = domain.redirectTo === null ? "none" : (estate.domains.get(domain.redirectTo)?.name ?? "?");
      const primary = isApex && plan.apex?.primary === true && domain.primary ? " primary" : "";
      const secure = isApex && plan.apex?.secure !== undefined ? ` secure ${domain.secureAllUrls}` : "";
      return `domain ${domain.name} → ${redirect}${primary}${secure}`;
    }),
    ...[...estate.accountUsers.values()]
      .filter((user) => user.email === email)
      .map(
        (user) =>
          `user ${user.accountId === clientId ? "of the client " : ""}${user.roles} on ${user.installIds.map(install).join() || "none"}`,
      ),
    ...[...estate.sshKeys.values()].map(({ fingerprint }) => `key ${fingerprint.startsWith("02") ? 0 : 1}`),
  ].sort();
}

const firstSite = (estate: Estate, neighbour: Neighbour) => estate.sites.all().find(({ id }) => !neighbour.has(id));

/** Somebody changes something in the portal, if it exists. */
export function changeOutside(estate: Estate, what: Change, neighbour: Neighbour): void {
  const domain = (name: string) => [...estate.domains.values()].find((one) => one.name === name);
  const apex = domain("acme.example");
  const www = domain("www.acme.example");
  const user = [...estate.accountUsers.values()].find((one) => one.email === email);
  const site = firstSite(estate, neighbour);
  const staging = [...estate.installs.values()].find(({ name }) => name === "stag");
  if (what === "site" && site) site.name = "Renamed";
  if (what === "account" && site) {
    site.accountId = clientId;
    for (const install of estate.installsOf(site.id)) install.accountId = clientId;
  }
  if (what === "redirect" && www) www.redirectTo = null;
  if (what === "secure" && apex) apex.secureAllUrls = !apex.secureAllUrls;
  if (what === "roles" && user)
    Object.assign(user, { roles: user.roles === "full" ? "owner" : "full", installIds: [] });
  if (what === "person" && user) user.firstName = "Joan";
  if (what === "environment" && staging) staging.environment = "development";
  if (what === "order") estate.listOrder = (entries) => [...entries].reverse();
  if (what === "primary" && apex?.primary) {
    const builtIn = estate.domainsOf(apex.installId).find((one) => one.builtIn);
    if (builtIn) estate.makePrimary(builtIn);
  }
  if (what === "stray" && apex && !domain("stray.example"))
    estate.addDomain({ installId: apex.installId, name: "stray.example" });
}

export function deleteOutside(estate: Estate, what: Deletion, neighbour: Neighbour): void {
  const install = (name: RegExp) => [...estate.installs.values()].find((one) => name.test(one.name))?.id ?? "";
  const domain = (name: string) => [...estate.domains.values()].find((one) => one.name === name)?.id ?? "";
  const user = [...estate.accountUsers.values()].find((one) => one.email === email);
  if (what === "site") estate.removeSite(firstSite(estate, neighbour)?.id ?? "");
  if (what === "production") estate.removeInstall(install(/^prod/));
  if (what === "staging") estate.removeInstall(install(/^stag/));
  if (what === "apex") estate.removeDomain(domain("acme.example"));
  if (what === "www") estate.removeDomain(domain("www.acme.example"));
  if (what === "user" && user) estate.removeAccountUser(user);
  if (what === "key") estate.sshKeys.clear();
}
