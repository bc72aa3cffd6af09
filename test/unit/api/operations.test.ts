import { type Endpoints } from "../../../provider/api";
import { agencyId, type Shape, type Simulator } from "../../../simulator";
import { clientOf, simulated } from "../../support/api-world";

const ownerId = "b0000000-0000-4000-8000-000000000001";
const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPTB5ozlGwLjL5XtIu7UUkPCqLWz3Yd2tTd5lKoPcXdd pia@acme.com";
const anotherKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBu1Z0t2w1xQYb1WwHRkUQqkD0bJ5zQmGQe4mG0Xw0aa tom@acme.com";

interface Operation {
  asks: string;
  call: (api: Endpoints) => Promise<unknown>;
  sends?: unknown;
  gives?: unknown;
}

const pia = { first_name: "Pia", last_name: "Baker", email: "pia@acme.com" };
const acme = { id: "acme-install", name: "acme", account: { id: agencyId }, environment: "production" };
const apex = { id: "apex", name: "acme.com", primary: false, duplicate: false };
const tom = { account_id: agencyId, first_name: "Tom", last_name: "Cook", email: "tom@acme.com", roles: "full" };
const shop = { name: "shop", account_id: agencyId, site_id: "acme-site", environment: "staging" };
const piaAt = `/accounts/${agencyId}/account_users/pia`;
const domainsAt = "/installs/acme-install/domains";

const operations: Operation[] = [
  { asks: "GET /status", call: (api) => api.status.get(), gives: { success: true } },
  { asks: "GET /swagger", call: (api) => api.status.swagger(), gives: { swagger: "2.0" } },
  { asks: "GET /user", call: (api) => api.user.get(), gives: { id: ownerId, email: "olga@agency.example" } },

  { asks: "GET /accounts", call: (api) => api.accounts.list(), gives: [{ id: agencyId, name: "agency" }] },
  { asks: `GET /accounts/${agencyId}`, call: (api) => api.accounts.get(agencyId), gives: { name: "agency" } },

  {
    asks: `GET /accounts/${agencyId}/account_users`,
    call: (api) => api.accountUsers.list(agencyId),
    gives: [{ user_id: ownerId }, { ...pia, installs: [{ id: "acme-install", name: "acme" }] }],
  },
  {
    asks: `GET ${piaAt}`,
    call: (api) => api.accountUsers.get(agencyId, "pia"),
    gives: { ...pia, user_id: "pia", roles: "billing, partial" },
  },
  {
    asks: `POST /accounts/${agencyId}/account_users`,
    call: (api) => api.accountUsers.create(tom),
    sends: { user: tom },
    gives: { ...tom, user_id: expect.any(String) as unknown },
  },
  {
    asks: `PATCH ${piaAt}`,
    call: (api) => api.accountUsers.update(agencyId, "pia", { roles: "full" }),
    sends: { roles: "full" },
    gives: { ...pia, roles: "full" },
  },
  { asks: `DELETE ${piaAt}`, call: (api) => api.accountUsers.delete(agencyId, "pia") },

  { asks: "GET /sites", call: (api) => api.sites.list(), gives: [{ id: "acme-site", name: "Acme" }] },
  {
    asks: "GET /sites/acme-site",
    call: (api) => api.sites.get("acme-site"),
    gives: { account: { id: agencyId }, installs: [{ id: "acme-install", name: "acme", environment: "production" }] },
  },
  {
    asks: "POST /sites",
    call: (api) => api.sites.create({ name: "New", account_id: agencyId }),
    sends: { name: "New", account_id: agencyId },
    gives: { name: "New", account: { id: agencyId } },
  },
  {
    asks: "PATCH /sites/acme-site",
    call: (api) => api.sites.update("acme-site", { name: "Renamed" }),
    sends: { name: "Renamed" },
    gives: { id: "acme-site", name: "Renamed" },
  },
  { asks: "DELETE /sites/acme-site", call: (api) => api.sites.delete("acme-site") },

  { asks: "GET /installs", call: (api) => api.installs.list(), gives: [{ ...acme, status: "active" }] },
  {
    asks: "GET /installs/acme-install",
    call: (api) => api.installs.get("acme-install"),
    gives: { ...acme, site: { id: "acme-site" }, cname: "acme.wpengine.com", stable_ips: null },
  },
  {
    asks: "POST /installs",
    call: (api) => api.installs.create(shop),
    sends: shop,
    gives: { name: "shop", status: "pending", site: { id: "acme-site" } },
  },
  {
    asks: "PATCH /installs/acme-install",
    call: (api) => api.installs.update("acme-install", { environment: "development" }),
    sends: { environment: "development" },
    gives: { ...acme, environment: "development" },
  },
  { asks: "DELETE /installs/acme-install", call: (api) => api.installs.delete("acme-install") },

  {
    asks: `GET ${domainsAt}`,
    call: (api) => api.domains.list("acme-install"),
    gives: [{ name: "acme.wpengine.com", primary: true }, apex],
  },
  { asks: `GET ${domainsAt}/apex`, call: (api) => api.domains.get("acme-install", "apex"), gives: apex },
  {
    asks: `POST ${domainsAt}`,
    call: (api) => api.domains.create("acme-install", { name: "acme.org", primary: true }),
    sends: { name: "acme.org", primary: true },
    gives: { name: "acme.org", primary: true },
  },
  {
    asks: `POST ${domainsAt}/bulk`,
    call: (api) => api.domains.createBulk("acme-install", [{ name: "www.acme.com", redirect_to: "acme.com" }]),
    sends: { domains: [{ name: "www.acme.com", redirect_to: "acme.com" }] },
    gives: [{ name: "www.acme.com", redirects_to: { id: "apex" } }],
  },
  {
    asks: `PATCH ${domainsAt}/apex`,
    call: (api) => api.domains.update("acme-install", "apex", { primary: true, redirect_to: "nil" }),
    sends: { primary: true, redirect_to: "nil" },
    gives: { ...apex, primary: true },
  },
  { asks: `DELETE ${domainsAt}/apex`, call: (api) => api.domains.delete("acme-install", "apex") },
  {
    asks: `POST ${domainsAt}/apex/check_status`,
    call: (api) => api.domains.checkStatus("acme-install", "apex"),
    gives: { complete: expect.any(Boolean) as unknown },
  },
  {
    asks: `GET ${domainsAt}/check_status/report`,
    call: (api) => api.domains.checkReport("acme-install", "report"),
    gives: { complete: true, reportId: "report" },
  },

  {
    asks: "POST /installs/acme-install/backups",
    call: (api) => api.backups.create("acme-install", { description: "Before", notification_emails: [pia.email] }),
    sends: { description: "Before", notification_emails: [pia.email] },
    gives: { status: "requested" },
  },
  {
    asks: "GET /installs/acme-install/backups/backup",
    call: (api) => api.backups.get("acme-install", "backup"),
    gives: { id: "backup", status: "completed" },
  },
  {
    asks: "POST /installs/acme-install/purge_cache",
    call: (api) => api.cache.purge("acme-install", "page"),
    sends: { type: "page" },
  },

  { asks: "GET /ssh_keys", call: (api) => api.sshKeys.list(), gives: [{ uuid: "key", comment: "pia@acme.com" }] },
  {
    asks: "POST /ssh_keys",
    call: (api) => api.sshKeys.create({ public_key: anotherKey }),
    sends: { public_key: anotherKey },
    gives: { comment: "tom@acme.com", fingerprint: expect.stringMatching(/^(..:){15}..$/) as unknown },
  },
  { asks: "DELETE /ssh_keys/key", call: (api) => api.sshKeys.delete("key") },
];

/** Fills an account with one object of each kind, under ids that are easy to read. */
function furnish({ estate }: Simulator): void {
  estate.addSite({ id: "acme-site", accountId: agencyId, name: "Acme" });
  const place = { siteId: "acme-site", environment: "production" as const };
  estate.addInstall({ id: "acme-install", accountId: agencyId, name: "acme", ...place });
  estate.addDomain({ id: "apex", installId: "acme-install", name: "acme.com" });
  const person = { firstName: pia.first_name, lastName: pia.last_name, email: pia.email };
  const access = { roles: "partial,billing", installIds: ["acme-install"] };
  estate.addAccountUser({ userId: "pia", accountId: agencyId, ...person, ...access });
  const key = estate.addSshKey({ userId: ownerId, publicKey });
  estate.sshKeys.set("key", Object.assign(key, { uuid: "key" }));
  estate.backups.set("backup", { id: "backup", installId: "acme-install", description: "Old", requestedAt: 0 });
  const check = { reportId: "report", installId: "acme-install", domainId: "apex", requestedAt: 0 };
  estate.domainChecks.set("report", check);
}

describe.each<Shape>(["2021", "1.6.7", "1.17.0"])("in %s", (shape) => {
  test.each(operations)("the client sends $asks, and returns the answer", async ({ asks, call, sends, gives }) => {
    const simulator = await simulated({ shape, limits: { checkStatus: 0 } });
    furnish(simulator);
    const given = await call(clientOf(simulator));
    const asked = simulator.requests
      .all()
      .map(({ method, path, body }) => ({ asks: `${method} ${path}`, sends: body }));
    expect({ asked, given }).toMatchObject({ asked: [{ asks, sends }], given: gives });
  });
});

test("a verification is asked for, however little the answer says of the domain", async () => {
  const simulator = await simulated();
  furnish(simulator);
  const verify = (): Promise<unknown> => clientOf(simulator).domains.verify("acme-install", "apex");
  expect(await verify()).toMatchObject({ id: "apex", txt_verified_time: expect.any(String) as unknown });
  simulator.behaviours.set({ successes: [{ method: "POST", status: 204 }] });
  expect(await verify()).toEqual({ id: "apex" });
});

test("these are the 33 operations of the reference, and the report of a domain check", () => {
  expect(new Set(operations.map(({ asks }) => asks)).size).toBe(33 + 1);
});
