import { type Values } from "./schema";

/**
 * Whether a text is a private key or a part of one: with its first or last line, without both, or in base64 as
 * pipelines keep it. A long text of nothing but base64 counts as a private key, because no input takes such a text. The
 * sum of a file, in hexadecimal, may well be a trigger.
 */
export function isPrivateKey(text: string): boolean {
  if (/\b(BEGIN|END) [A-Z0-9 ]*PRIVATE KEY|PuTTY-User-Key-File|b3BlbnNzaC1rZXkt|LS0tLS1CRUdJTi/i.test(text))
    return true;
  // The blob of every public key begins like this, because it begins with the length of the name of the key's type.
  if (text.trim().startsWith("AAAA")) return false;
  if (/^[0-9a-f\s]+$/i.test(text)) return false;
  return text.length >= 100 && /\d/.test(text) && /^[A-Za-z0-9+/=\s]+$/.test(text);
}

/** The names of the values that hold a private key anywhere inside. */
export const privateKeysIn = (values: Values): string[] =>
  Object.keys(values).filter((name) => isPrivateKey(name) || holdsPrivateKey(values[name]));

function holdsPrivateKey(value: unknown): boolean {
  if (typeof value === "string") return isPrivateKey(value);
  return (
    typeof value === "object" && value !== null && Object.entries(value).some((entry) => entry.some(holdsPrivateKey))
  );
}

/** The text of the refusal, which does not repeat the key. */
export const privateKeyRefused = (name: string): string =>
  `${isPrivateKey(name) ? "The name of an input" : name} holds a PRIVATE key. ` +
  "The provider did not send it anywhere: no input takes a private key. A public key is one line, in the file whose name ends in .pub.";
