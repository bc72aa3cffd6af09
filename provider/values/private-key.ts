import { type Values } from "./schema";

/**
 * Whether a text is a private key, or a part of one: with its first or last line, or without both; in base64 as pipelines
 * keep it. No input takes a text that is long and nothing but base64.
 */
export function isPrivateKey(text: string): boolean {
  if (/\b(BEGIN|END) [A-Z0-9 ]*PRIVATE KEY|PuTTY-User-Key-File|b3BlbnNzaC1rZXkt|LS0tLS1CRUdJTi/i.test(text))
    return true;
  // The blob of a public key begins with the length of its type's name.
  if (text.trim().startsWith("AAAA")) return false;
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

/** What is said of it, without repeating it. */
export const privateKeyRefused = (name: string): string =>
  `${isPrivateKey(name) ? "The name of an input" : name} holds a PRIVATE key. The provider did not send it anywhere: no input takes a private key. ` +
  "A public key is one line, in the file whose name ends in .pub.";
