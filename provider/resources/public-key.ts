import { createHash } from "node:crypto";

const parts = /^([a-z0-9@.-]+)[ \t]+([A-Za-z0-9+/]+={0,2})(?:[ \t]+([^\n]*))?$/;

/** A public key with one blank between its parts. */
export const inOneForm = (publicKey: string): string =>
  publicKey
    .trim()
    .replace(parts, (_all, type: string, blob: string, comment?: string) =>
      [type, blob, ...(comment === undefined ? [] : [comment])].join(" "),
    );

/** The MD5 of a public key's blob, as the API writes it. Undefined for a text that is not a public key on one line. */
export function fingerprintOf(publicKey: string): string | undefined {
  const [, type, blob] = parts.exec(publicKey.trim()) ?? [];
  if (type === undefined || blob === undefined) return undefined;
  const bytes = Buffer.from(blob, "base64");
  // A blob begins with the length and the name of the key's type.
  const length = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0;
  if (bytes.subarray(4, 4 + length).toString("ascii") !== type) return undefined;
  return createHash("md5")
    .update(bytes)
    .digest("hex")
    .replace(/(..)(?!$)/g, "$1:");
}
