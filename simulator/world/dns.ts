export interface DnsRecord {
  /** `TXT`, `CNAME`, `A`. */
  type: string;
  name: string;
  values: string[];
}

/** The DNS of the simulated world: what the owners of domains have set. */
export class Dns {
  readonly #records = new Map<string, DnsRecord>();

  all(): DnsRecord[] {
    return [...this.#records.values()];
  }

  /** Sets the values of a name, in the place of those that it had. */
  set(type: string, name: string, values: string[]): DnsRecord {
    const record = { type: type.toUpperCase(), name: canonical(name), values };
    this.#records.set(key(type, name), record);
    return record;
  }

  /** The values of a name; none if nobody has set any. */
  values(type: string, name: string): string[] {
    return this.#records.get(key(type, name))?.values ?? [];
  }

  /** False: there is no such record. */
  remove(type: string, name: string): boolean {
    return this.#records.delete(key(type, name));
  }
}

const canonical = (name: string): string => name.toLowerCase().replace(/\.$/, "");
const key = (type: string, name: string): string => `${type.toUpperCase()} ${canonical(name)}`;

// Enough of the list of public suffixes for estates of tests.
const longSuffixes = ["co.uk", "com.au", "co.jp", "com.br"];

/** The registrable domain of a name: `acme.co.uk` of `*.shop.acme.co.uk`. */
export function registrableDomain(name: string): string {
  const labels = name.replace(/^\*\./, "").split(".");
  return labels.slice(longSuffixes.includes(labels.slice(-2).join(".")) ? -3 : -2).join(".");
}
