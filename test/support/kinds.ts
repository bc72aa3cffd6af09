import { agencyId, type TestWorld } from "./world";

export type Inputs = Record<string, unknown>;

/** A kind of resource, as the rules that all kinds obey are tested with it. */
export interface Kind {
  type: string;
  /** Makes what it needs in the world, and declares one. */
  declare: (world: TestWorld) => Inputs;
  /** Somebody makes what these inputs declare; its id. */
  makeOutside: (world: TestWorld, inputs: Inputs) => string;
  /** The ids of all that exist, without those that the world began with. */
  ids: (world: TestWorld) => string[];
  /** Other inputs than these, under another natural key. */
  another: (world: TestWorld, inputs: Inputs) => Inputs;
}

export const accountId = agencyId;
export const otherAccountId = "a0000000-0000-4000-8000-000000000002";
export const publicKeys = [
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc ada@agency.example",
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIyeaf8WsX86CdQht/lUhiZPzNoXzBseLZLgKkS98BPq bo@agency.example",
] as const;
export const fingerprint = "02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38";
const credentialsUser = "b0000000-0000-4000-8000-000000000001";

const site: Kind = {
  type: "Site",
  declare: () => ({ accountId, name: "Acme" }),
  makeOutside: ({ estate }, inputs) => estate.addSite(inputs as { accountId: string; name: string }).id,
  ids: ({ estate }) => [...estate.sites.keys()],
  another: ({ estate }, inputs) => ({
    ...inputs,
    accountId: estate.addAccount({ id: otherAccountId, name: "other" }).id,
  }),
};

const install: Kind = {
  type: "Install",
  declare: ({ estate }) => {
    const { id: siteId } = estate.addSite({ accountId, name: "Home" });
    return { accountId, siteId, name: "acme", environment: "staging" };
  },
  makeOutside: ({ estate }, inputs) => estate.addInstall(inputs as { accountId: string; name: string }).id,
  ids: ({ estate }) => [...estate.installs.keys()],
  another: (_world, inputs) => ({ ...inputs, name: "acmenew", environment: "development" }),
};

const domain: Kind = {
  type: "Domain",
  declare: ({ estate }) => ({ installId: estate.addInstall({ accountId, name: "home" }).id, name: "acme.example" }),
  makeOutside: ({ estate }, inputs) => estate.addDomain(inputs as { installId: string; name: string }).id,
  ids: ({ estate }) => [...estate.domains.values()].filter(({ builtIn }) => !builtIn).map(({ id }) => id),
  another: (_world, inputs) => ({ ...inputs, name: "new.example" }),
};

const accountUser: Kind = {
  type: "AccountUser",
  declare: () => ({ accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "full" }),
  makeOutside: ({ estate }, inputs) =>
    estate.addAccountUser(inputs as unknown as Parameters<typeof estate.addAccountUser>[0]).userId,
  ids: ({ estate }) =>
    [...estate.accountUsers.values()].map(({ userId }) => userId).filter((userId) => userId !== credentialsUser),
  another: (_world, inputs) => ({ ...inputs, email: "bo@acme.example" }),
};

const sshKey: Kind = {
  type: "SshKey",
  declare: () => ({ publicKey: publicKeys[0] }),
  makeOutside: ({ estate }, { publicKey }) =>
    estate.addSshKey({ userId: credentialsUser, publicKey: String(publicKey) }).uuid,
  ids: ({ estate }) => [...estate.sshKeys.keys()],
  another: () => ({ publicKey: publicKeys[1] }),
};

export const kinds = [site, install, domain, accountUser, sshKey].map((kind) => [kind.type, kind] as const);
