import { createHash } from "node:crypto";
import { z } from "zod";
import { notFound, unavailable } from "../http/errors";
import { page } from "../http/pages";
import { type Answer, bodyOf, type Noun, type SimulatedRequest } from "../http/route";
import { Collection } from "../world/collection";
import { moment } from "../world/time";

export interface SshKeyRecord {
  uuid: string;
  userId: string;
  fingerprint: string;
  comment: string;
  createdAt: string;
}

export class SshKeys extends Collection<SshKeyRecord> {
  /** Adds a public key. The record has no blob, because the API never answers it. */
  add({ userId, publicKey }: { userId: string; publicKey: string }): SshKeyRecord {
    const [, blob = "", ...comment] = publicKey.trim().split(/ +/);
    const record = {
      uuid: this.world.newId(),
      userId,
      fingerprint: createHash("md5")
        .update(Buffer.from(blob, "base64"))
        .digest("hex")
        .replace(/(..)(?!$)/g, "$1:"),
      comment: comment.join(" "),
      createdAt: moment(this.world.clock.now()),
    };
    return this.insert(record.uuid, record);
  }
}

const newKey = z.object({
  public_key: z.string().regex(/^(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$/, { error: "is invalid" }),
});

export const sshKeyNoun: Noun = {
  records: SshKeys,
  routes: [
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
        const keys = request.world.of(SshKeys);
        const key = keys.add({ userId: request.caller.user.id, publicKey });
        if (mine.some(({ fingerprint }) => fingerprint === key.fingerprint)) {
          keys.remove(key.uuid);
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
        request.world.of(SshKeys).remove(key.uuid);
        return { status: 204 };
      },
    },
  ],
};

/** The keys of the user whose credentials the request has. */
const keysOf = ({ world, caller }: SimulatedRequest): SshKeyRecord[] =>
  world
    .of(SshKeys)
    .all()
    .filter(({ userId }) => userId === caller.user.id);

const sshKeyAnswer = ({ uuid, fingerprint, comment, createdAt }: SshKeyRecord): Answer => ({
  comment,
  created_at: createdAt,
  fingerprint,
  uuid,
});
