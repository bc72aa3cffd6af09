import { z } from "zod";
import { notFound, unavailable } from "../http/errors";
import { page } from "../http/pages";
import { type SshKeyRecord } from "./records";
import { sshKeyAnswer } from "./shapes";
import { bodyOf, type SimulatedRequest, type Route } from "../http/route";

const newKey = z.object({
  public_key: z.string().regex(/^(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$/, { error: "is invalid" }),
});

export const sshKeyRoutes: Route[] = [
  {
    method: "GET",
    path: "/ssh_keys",
    listed: [400, 401, 429, 503],
    handle: (request) => page(request, "/ssh_keys", keysOf(request), sshKeyAnswer),
  },
  {
    method: "POST",
    path: "/ssh_keys",
    listed: [400, 401, 403, 429, 503],
    handle: (request) => {
      const { public_key: publicKey } = bodyOf(request, "SshKey", newKey);
      const mine = keysOf(request);
      const key = request.world.estate.addSshKey({ userId: request.caller.user.id, publicKey });
      if (mine.some(({ fingerprint }) => fingerprint === key.fingerprint)) {
        request.world.estate.removeSshKey(key.uuid);
        throw unavailable("SshKey", "public_key", "Key is taken");
      }
      return { status: 201, body: sshKeyAnswer(key) };
    },
  },
  {
    method: "DELETE",
    path: "/ssh_keys/:keyId",
    listed: [400, 401, 403, 429, 503],
    handle: (request) => {
      const key = keysOf(request).find(({ uuid }) => uuid === request.params.keyId);
      if (key === undefined) throw notFound("SSH key");
      request.world.estate.removeSshKey(key.uuid);
      return { status: 204 };
    },
  },
];

/** Keys belong to the user whose credentials are used. */
const keysOf = ({ world, caller }: SimulatedRequest): SshKeyRecord[] =>
  [...world.estate.sshKeys.values()].filter(({ userId }) => userId === caller.user.id);
