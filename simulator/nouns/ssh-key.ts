import { z } from "zod";
import { notFound, unavailable } from "../http/errors";
import { page } from "../http/pages";
import { type SshKeyRecord } from "./records";
import { sshKeyAnswer } from "./shapes";
import { bodyOf, type Call, type Route } from "../world/world";

const newKey = z.object({
  public_key: z.string().regex(/^(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$/, { error: "is invalid" }),
});

export const sshKeyRoutes: Route[] = [
  {
    method: "GET",
    path: "/ssh_keys",
    listed: [400, 401, 429, 503],
    handle: (call) => page(call, "/ssh_keys", keysOf(call), sshKeyAnswer),
  },
  {
    method: "POST",
    path: "/ssh_keys",
    listed: [400, 401, 403, 429, 503],
    handle: (call) => {
      const { public_key: publicKey } = bodyOf(call, "SshKey", newKey);
      const mine = keysOf(call);
      const key = call.world.estate.addSshKey({ userId: call.caller.user.id, publicKey });
      if (mine.some(({ fingerprint }) => fingerprint === key.fingerprint)) {
        call.world.estate.removeSshKey(key.uuid);
        throw unavailable("SshKey", "public_key", "Key is taken");
      }
      return { status: 201, body: sshKeyAnswer(key) };
    },
  },
  {
    method: "DELETE",
    path: "/ssh_keys/:keyId",
    listed: [400, 401, 403, 429, 503],
    handle: (call) => {
      const key = keysOf(call).find(({ uuid }) => uuid === call.params.keyId);
      if (key === undefined) throw notFound("SSH key");
      call.world.estate.removeSshKey(key.uuid);
      return { status: 204 };
    },
  },
];

/** Keys belong to the user whose credentials are used. */
const keysOf = ({ world, caller }: Call): SshKeyRecord[] =>
  [...world.estate.sshKeys.values()].filter(({ userId }) => userId === caller.user.id);
