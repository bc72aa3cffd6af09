import { domainToASCII } from "node:url";

const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * A domain name as the API writes it: lowercase letters, punycode, no trailing dot. Undefined for a text that is no
 * domain name.
 */
export function canonicalDomainName(name: string): string | undefined {
  const [, wildcard = "", host = ""] = /^(\*\.)?(.*?)\.?$/.exec(name.trim().toLowerCase()) ?? [];
  // `domainToASCII` takes more than a host: it silently drops a path, for example.
  const ascii = /[\s/?#@:%\\]/.test(host) ? "" : domainToASCII(host);
  const labels = ascii.split(".");
  const isName = ascii.length <= 253 && labels.length >= 2 && labels.every((part) => label.test(part));
  // A text of digits and dots alone is an IP address.
  return isName && !/^[\d.]+$/.test(ascii) ? wildcard + ascii : undefined;
}

/** Whether this is the name of a domain that installs come with, under either of WP Engine's names. */
export const isUnderWpEngine = (name: string): boolean => /^[a-z0-9-]+\.wpengine[a-z]*\.com$/i.test(name);

export const isWildcard = (name: string): boolean => name.startsWith("*.");
