import { credentialsUserId, type Noun } from "./noun";

export const publicKeys = [
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc ada@agency.example",
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIyeaf8WsX86CdQht/lUhiZPzNoXzBseLZLgKkS98BPq bo@agency.example",
] as const;
/** The fingerprint of the first public key. */
export const fingerprint = "02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38";

export const sshKey: Noun = {
  type: "SshKey",
  declare: () => ({ publicKey: publicKeys[0] }),
  record: ({ estate }) => [...estate.sshKeys.values()].find((key) => key.fingerprint === fingerprint)!,
  makeOutside: ({ estate }, { publicKey }) =>
    estate.addSshKey({ userId: credentialsUserId, publicKey: String(publicKey) }).uuid,
  ids: ({ estate }) => [...estate.sshKeys.keys()],
  another: () => ({ publicKey: publicKeys[1] }),
  whenUnknown: { publicKey: "replaces" },
  errors: {
    called: `SshKey ${fingerprint}`,
    // The API has no GET of a single key, and a key is never changed.
    routes: { create: "POST /ssh_keys", read: "GET /ssh_keys", delete: "DELETE /ssh_keys/:keyId" },
    looks: { create: [400, 401, 429, 503], delete: [] },
  },
};
