import { z } from "zod";
import { type SshKey } from "../api";
import { fingerprintOf, inOneForm } from "./public-key";
import { defineResource, input, output, text, unanswered } from "../define";
import { ResourceError } from "../report";
import { type Context } from "../run";
import { currentUser } from "./current-user";

const publicKeyRule = 'the text of a public key file on one line, such as "ssh-ed25519 AAAA… jo@example.com"';
const fingerprintRule = 'the MD5 fingerprint of a key, such as "a1:b2:…:05" (16 bytes)';

/** SshKey: a public key of the user to whom the credentials belong. API: /ssh_keys. */
export const sshKey = defineResource("SshKey", {
  documentation: {
    noun: "SSH key",
    description: [
      "An SSH public key of the user to whom the API credentials belong. The key opens the SSH gateway and SFTP 5 to " +
        "10 minutes after its creation.",
      "A key belongs to a user, not to an account. With the credentials of another user the provider fails, because they " +
        "cannot see the key.",
      "A creation fails if the user has this key already (see `adopt`).",
    ],
    operations: "GET, POST and DELETE of `/ssh_keys`, and GET of `/user`",
    example: ['new SshKey("deploy", { publicKey: readFileSync("deploy.pub", "utf8") });'],
  },
  // Two forms of one name: a program gives one of them.
  inputs: {
    publicKey: unanswered(
      input(
        text(publicKeyRule)
          .trim()
          .refine((value) => fingerprintOf(value) !== undefined, { error: `must be ${publicKeyRule}` })
          .transform(inOneForm)
          .optional(),
        {
          description:
            "The text of a public key file, on one line: type, key and an optional comment. Another comment changes " +
            "nothing. The provider refuses a private key and never sends it. Give either this or `fingerprint`.",
          output: "The public key as you declared it. The API never returns it.",
          key: true,
          onChange: "replace",
          neverQuoted: true,
          sameAs: fingerprintOf,
        },
      ),
    ),
    fingerprint: input(
      text(fingerprintRule)
        .trim()
        .toLowerCase()
        .transform((value) => value.replace(/^md5:/, ""))
        .pipe(z.string().regex(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/, { error: `must be ${fingerprintRule}` }))
        .optional(),
      {
        description:
          "Instead of `publicKey`: the MD5 fingerprint (`a1:b2:…`, 16 bytes) of an existing key, to adopt that key.",
        output: "The MD5 fingerprint of the key, in hexadecimal with colons.",
        isAlwaysThere: true,
        key: true,
        onChange: "replace",
      },
    ),
  },
  outputs: {
    comment: output(z.string(), "The key's comment.", { repeats: "publicKey" }),
    createdAt: output(z.string(), "When the user added the key: a date and time in UTC."),
    userId: output(z.string(), "The id of the user who has the key.", { isAlwaysThere: true }),
  },
  label: (inputs) => declaredFingerprint(inputs) ?? "",
  sameInOtherForm: (olds, news) =>
    declaredFingerprint(olds) !== undefined && declaredFingerprint(olds) === declaredFingerprint(news),
  rules: (_inputs, isDeclared) => {
    if (isDeclared("publicKey") !== isDeclared("fingerprint")) return [];
    return [
      isDeclared("publicKey")
        ? { property: "fingerprint", reason: "Give either publicKey or fingerprint, not both." }
        : { property: "publicKey", reason: `publicKey is missing: write ${publicKeyRule}` },
    ];
  },

  // The API cannot give a single key, and the list holds the keys of the credentials' user.
  listed: (api) => ({ within: "the current user", pages: api.sshKeys.pages() }),
  isNamed: (one: SshKey, inputs) => one.fingerprint?.toLowerCase() === declaredFingerprint(inputs),
  isOfUser: true,
  // Two connections may be of one user, who has a key only once.
  deleteBeforeReplace: (olds, news) => declaredFingerprint(olds) === declaredFingerprint(news),
  adoption: { namesExisting: ({ fingerprint }) => fingerprint !== undefined },
  belongsTo: { output: "userId", find: (context) => userOf(context) },
  create: async ({ api }, { publicKey, fingerprint }) => {
    if (publicKey === undefined) {
      throw new ResourceError(
        `SshKey ${String(fingerprint)}: the user of these credentials has no key with this fingerprint. ` +
          "To add the key, write publicKey instead.",
      );
    }
    return api.sshKeys.create({ public_key: publicKey });
  },
  update: async (_context, _state, changed) => {
    throw new ResourceError(`The API cannot update an SSH key (${Object.keys(changed).join(", ")}).`);
  },
  delete: { send: ({ api }, { id }) => api.sshKeys.delete(id) },
  assertVisible: async (context, { id, userId }) => {
    const current = await userOf(context);
    if (userId === undefined || userId === current) return;
    throw new ResourceError(
      `SshKey ${id}: belongs to the user ${JSON.stringify(userId)}, but these credentials are those of the user ` +
        `${JSON.stringify(current)}, who cannot see it.\n` +
        `Use the credentials with which you created it (${context.credentials}).`,
    );
  },

  id: ({ uuid }) => uuid,
  state: (found: SshKey) => ({
    fingerprint: found.fingerprint?.toLowerCase(),
    comment: found.comment,
    createdAt: found.created_at,
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

const userOf = async (context: Context): Promise<string> => (await currentUser(context)).id;
