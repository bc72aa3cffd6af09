import { agencyId, type Simulator } from "../../simulator";

/** The Swagger says that every id is a UUID. These ids are constant, so that a test can repeat a request. */
const id = (number: number): string => `c0000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

export const ownerId = "b0000000-0000-4000-8000-000000000001";
export const strangerId = id(404);
export const otherAccountId = id(1);
export const siteIds = { acme: id(11), bare: id(12), spare: id(13) };
export const installIds = { acme: id(21), stray: id(22), pending: id(23) };
export const domainIds = {
  apex: id(31),
  www: id(32),
  secured: id(33),
  wildcard: id(34),
  duplicate: id(35),
  builtIn: id(36),
  primary: id(37),
  unverified: id(38),
};
export const userIds = { owner: ownerId, pia: id(41), tom: id(42) };
export const keyIds = { laptop: id(51), nameless: id(52) };
/** The ids of backups and of domain checks, one in each state. */
export const workIds = { requested: id(61), underWay: id(62), completed: id(63) };

export const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPTB5ozlGwLjL5XtIu7UUkPCqLWz3Yd2tTd5lKoPcXdd";
export const anotherKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBu1Z0t2w1xQYb1WwHRkUQqkD0bJ5zQmGQe4mG0Xw0aa tom@acme.com";
const thirdKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBu1Z0t2w1xQYb1WwHRkUQqkD0bJ5zQmGQe4mG0Xw0bb pia@acme.com";

const workDuration = 600_000;
export const durations = { backup: workDuration, domainCheck: workDuration };
const ages = { requested: 0, underWay: 0.75 * workDuration, completed: workDuration };

/** Fills an account with every kind of object in each of its forms. */
export function furnish({ estate }: Simulator): void {
  const accountId = agencyId;
  estate.addAccount({ id: otherAccountId, name: "another" });

  estate.addSite({ id: siteIds.acme, accountId, name: "Acme", groupName: "Bakers", tags: ["bread"] });
  estate.addSite({ id: siteIds.bare, accountId, name: "Bare" });
  estate.addSite({ id: siteIds.spare, accountId: otherAccountId, name: "Spare" });

  const pending = { status: "pending", activeAt: Infinity } as const;
  estate.addInstall({
    id: installIds.acme,
    accountId,
    name: "acme",
    siteId: siteIds.acme,
    environment: "production",
  });
  estate.addInstall({ id: installIds.stray, accountId, name: "stray" });
  estate.addInstall({ id: installIds.pending, accountId, name: "pending", siteId: siteIds.bare, ...pending });

  const installId = installIds.acme;
  estate.addDomain({ id: domainIds.apex, installId, name: "acme.com" });
  estate.addDomain({ id: domainIds.www, installId, name: "www.acme.com", redirectTo: domainIds.apex });
  estate.addDomain({ id: domainIds.secured, installId, name: "shop.acme.com", secureAllUrls: true });
  estate.addDomain({ id: domainIds.wildcard, installId, name: "*.acme.com" });
  estate.addDomain({ id: domainIds.duplicate, installId: installIds.stray, name: "acme.com" });
  estate.addDomain({ id: domainIds.primary, installId: installIds.stray, name: "stray.com", primary: true });
  estate.addDomain({ id: domainIds.unverified, installId: installIds.stray, name: "new.com", verifiedAt: null });
  const builtIn = estate.domain("acme.wpengine.com");
  estate.domains.delete(builtIn.id);
  estate.domains.set(domainIds.builtIn, Object.assign(builtIn, { id: domainIds.builtIn }));

  const pia = { firstName: "Pia", lastName: "Baker", email: "pia@acme.com", phone: "5551234", mfaEnabled: true };
  estate.addAccountUser({ userId: userIds.pia, accountId, ...pia, roles: "partial,billing", installIds: [installId] });
  const tom = { firstName: "Tom", lastName: "Cook", email: "tom@acme.com", inviteAccepted: true };
  estate.addAccountUser({ userId: userIds.tom, accountId, ...tom, roles: "full" });

  for (const [uuid, text] of [[keyIds.laptop, thirdKey] as const, [keyIds.nameless, publicKey] as const]) {
    const key = estate.addSshKey({ userId: ownerId, publicKey: text });
    estate.removeSshKey(key.uuid);
    estate.sshKeys.set(uuid, { ...key, uuid });
  }

  for (const state of ["requested", "underWay", "completed"] as const) {
    const requestedAt = Date.now() - ages[state];
    const work = { installId, requestedAt };
    estate.backups.set(workIds[state], { id: workIds[state], description: "Before", ...work });
    estate.domainChecks.set(workIds[state], { reportId: workIds[state], domainId: domainIds.apex, ...work });
  }
  // Three pages: the simulator of the contract gives two entries each.
  for (const domains of [["acme.com", "www.acme.com"], ["*.acme.com"], ["shop.acme.com"]]) {
    estate.sslCertificates.add({ installId, domains });
  }

  // Older versions of the API keep no report. So the simulator knows a check by its domain.
  const done = { installId, domainId: domainIds.www, requestedAt: Date.now() - ages.completed };
  estate.domainChecks.set(domainIds.www, { reportId: domainIds.www, ...done });
}
