import type * as tldts from "tldts";

/**
 * The registrable domain of a name, which is a zone of its own: `acme.co.uk` of `*.shop.acme.co.uk`. A name that is a
 * public suffix itself is its own zone.
 */
export function registrableDomain(name: string): string {
  const host = name.replace(/^\*\./, "");
  // People register names below private suffixes too, such as uk.com.
  return publicSuffixes().getDomain(host, { allowPrivateDomains: true }) ?? host;
}

/** The whole name of the TXT record that proves the ownership of a domain. `key` is the name as the API writes it. */
export function ownershipRecordName(key: string, domain: string): string {
  const zone = registrableDomain(domain);
  const name = key.trim().toLowerCase().replace(/\.$/, "");
  if (name === "@" || name === zone) return zone;
  return name.endsWith(`.${zone}`) ? name : `${name}.${zone}`;
}

/** The list of public suffixes is large, and few programs need it. */
const publicSuffixes = (): typeof tldts =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an `import` would load it at the program's start
  require("tldts") as typeof tldts;
