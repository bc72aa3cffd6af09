import { z } from "zod";
import { type SshKey } from "../api";
import { type Context, defineResource, ResourceError, text } from "../lifecycle";
import { fingerprintOf } from "./public-key";

const publicKeyRule = 'the text of a public key file on one line, such as "ssh-ed25519 AAAA… jo@example.com"';
const fingerprintRule = 'the MD5 fingerprint of a key, such as "a1:b2:…:05" (16 bytes)';

/** A key, with the user whose credentials see it. */
type SshKeyOfUser = SshKey & { userId: string };

/** SshKey: a public key of the user whose credentials are used. API: /ssh_keys. */
export const sshKey = defineResource({
  type: "SshKey",
  inputs: z.object({
    publicKey: text(publicKeyRule)
      .trim()
      .refine((value) => fingerprintOf(value) !== undefined, { error: `must be ${publicKeyRule}` })
      .optional(),
    fingerprint: text(fingerprintRule)
      .trim()
      .toLowerCase()
      .transform((value) => value.replace(/^md5:/, ""))
      .pipe(z.string().regex(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/, { error: `must be ${fingerprintRule}` }))
      .optional(),
  }),
  replaceOn: ["publicKey", "fingerprint"],
  naturalKey: ["publicKey", "fingerprint"],
  apiRefusesDuplicates: true,
  label: (inputs) => declaredFingerprint(inputs) ?? "",
  neverQuoted: ["publicKey"],
  namesExisting: ({ fingerprint }) => fingerprint !== undefined,
  sameAs: { publicKey: fingerprintOf },
  sameInOtherForm: (olds, news) =>
    declaredFingerprint(olds) !== undefined && declaredFingerprint(olds) === declaredFingerprint(news),
  rules: (_inputs, isDeclared) => {
    if (isDeclared("publicKey") !== isDeclared("fingerprint")) return [];
    return [
      isDeclared("publicKey")
        ? { property: "fingerprint", reason: "fingerprint goes without publicKey: remove one of the two" }
        : { property: "publicKey", reason: `publicKey is missing: write ${publicKeyRule}` },
    ];
  },

  find: async (context, inputs) => {
    const keys = await context.api.sshKeys.list();
    const wanted = declaredFingerprint(inputs);
    return ofUser(
      context,
      keys.filter((key) => key.fingerprint?.toLowerCase() === wanted),
    );
  },
  create: async (context, { publicKey, fingerprint }) => {
    if (publicKey === undefined) {
      throw new ResourceError(
        `SshKey ${String(fingerprint)}: there is no such key among those of these credentials' user. Write publicKey to add it.`,
      );
    }
    const userId = await userOf(context);
    return { ...(await context.api.sshKeys.create({ public_key: publicKey })), userId };
  },
  // There is no request for a single key.
  read: async (context, { id }) => {
    const [found] = await ofUser(
      context,
      (await context.api.sshKeys.list()).filter(({ uuid }) => uuid === id),
    );
    return found;
  },
  update: async (_context, _state, changed) => {
    throw new ResourceError(`An SSH key cannot be changed (${Object.keys(changed).join(", ")}).`);
  },
  remove: ({ api }, { id }) => api.sshKeys.remove(id),
  assertVisible: async (context, { id, userId }) => {
    const current = await userOf(context);
    if (userId === undefined || userId === current) return;
    throw new ResourceError(
      `SshKey ${id}: belongs to the user ${JSON.stringify(userId)}, and these credentials are those of ${current}, who cannot see it.\n` +
        "Use the credentials with which it was made (wpengine:username, wpengine:password).",
    );
  },

  id: ({ uuid }) => uuid,
  state: (found: SshKeyOfUser) => ({
    fingerprint: found.fingerprint?.toLowerCase(),
    comment: found.comment,
    createdAt: found.created_at,
    userId: found.userId,
  }),
});

const declaredFingerprint = ({
  publicKey,
  fingerprint,
}: {
  publicKey?: unknown;
  fingerprint?: unknown;
}): string | undefined => {
  if (typeof fingerprint === "string") return fingerprint;
  return typeof publicKey === "string" ? fingerprintOf(publicKey) : undefined;
};

const userOf = async ({ api, once }: Context): Promise<string> => (await once("current user", () => api.user.get())).id;

async function ofUser(context: Context, keys: SshKey[]): Promise<SshKeyOfUser[]> {
  return Promise.all(keys.map(async (key) => ({ ...key, userId: await userOf(context) })));
}
