import { agencyId } from "./world";
import { type Subject } from "./error-table";

const accountId = agencyId;
const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc ada@agency.example";

/** One resource of each kind, and a change of it. */
export const site: Subject = {
  type: "Site",
  declare: () => ({ accountId, name: "Acme" }),
  change: { name: "Acme 2" },
};

export const install: Subject = {
  type: "Install",
  declare: ({ estate }) => {
    const { id: siteId } = estate.addSite({ accountId, name: "Acme" });
    return { accountId, siteId, name: "acme", environment: "staging" };
  },
  change: { environment: "development" },
};

export const domain: Subject = {
  type: "Domain",
  declare: ({ estate }) => ({
    installId: estate.addInstall({ accountId, name: "acme" }).id,
    name: "www.acme.example",
  }),
  change: { primary: true },
};

export const accountUser: Subject = {
  type: "AccountUser",
  declare: () => ({ accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Doe", roles: "full" }),
  change: { roles: "full,billing" },
};

/** A key that changes is another key: there is no update. */
export const sshKey: Subject = { type: "SshKey", declare: () => ({ publicKey }) };

export const everyKind = [site, install, domain, accountUser, sshKey].map(
  (subject) => [subject.type, subject] as const,
);
