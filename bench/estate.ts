import { createHash, createPrivateKey, createPublicKey } from "node:crypto";

/*
 * The estates of the benchmark. They are mere data, and the same for the three programs. Their names have numbers and
 * nothing random.
 */

export interface SiteData {
  /** The name of the resource in the program. The name of the site may change. */
  resource: string;
  name: string;
}

export interface InstallData {
  name: string;
  /** The resource name of its site. */
  site: string;
  environment: "production" | "staging" | "development";
}

export interface DomainData {
  name: string;
  install: string;
  primary?: true;
  /** The name of the domain that it redirects to. */
  redirectTo?: string;
}

export interface UserData {
  email: string;
  firstName: string;
  lastName: string;
  roles: "full" | "partial";
  /** The names of the installs that a partial user may use. */
  installs?: string[];
}

export interface KeyData {
  name: string;
  publicKey: string;
}

export interface EstateData {
  sites: SiteData[];
  installs: InstallData[];
  domains: DomainData[];
  keys: KeyData[];
  users: UserData[];
}

/** The proportions of the kinds of resources. */
export type Mix = Record<keyof EstateData, number>;

/** An agency's estate: two installs for each client, and a key for everybody and everything that connects. */
export const agency: Mix = { sites: 20, installs: 40, domains: 80, keys: 120, users: 20 };

/** Almost all of these are installs and users: a list answers a hundred of them, or all, in one request. */
export const installsAndUsers: Mix = { sites: 60, installs: 180, domains: 12, keys: 8, users: 240 };

/** An estate of exactly `size` resources in this mix. If the mix leaves a remainder, keys make up for it. */
export function estateOf(size: number, mix: Mix): EstateData {
  const whole = Object.values(mix).reduce((sum, count) => sum + count, 0);
  const siteCount = Math.floor((size * mix.sites) / whole);
  if (siteCount === 0)
    throw new Error(`${size} resources are too few for the mix: write at least ${Math.ceil(whole / mix.sites)}.`);
  const perSite = (kind: keyof Mix): number => (siteCount * mix[kind]) / mix.sites;
  const siteOf = (index: number): string => `client-${numbered(index % siteCount)}`;

  const sites = times(siteCount, (index) => ({ resource: siteOf(index), name: `Client ${numbered(index)}` }));
  const installs = times(Math.round(perSite("installs")), (index) => {
    const environment = environments[Math.floor(index / siteCount)] ?? "development";
    return { name: `c${numbered(index % siteCount)}${environment.slice(0, 4)}`, site: siteOf(index), environment };
  });
  const domains = installs
    .slice(0, Math.round(perSite("domains") / 2))
    .flatMap(({ name }, index) => pairOf(name, index));
  const users = times(Math.round(perSite("users")), (index) => {
    const person = { email: `person${numbered(index)}@agency.example`, firstName: "Pat", lastName: numbered(index) };
    const theirs = installs.filter(({ site }) => site === siteOf(index)).map(({ name }) => name);
    return index % 2 === 0
      ? { ...person, roles: "full" as const }
      : { ...person, roles: "partial" as const, installs: theirs };
  });
  const rest = size - sites.length - installs.length - domains.length - users.length;
  return { sites, installs, domains, keys: times(rest, keyOf), users };
}

/** The same estate with one site renamed. */
export function withOneChange({ sites, ...rest }: EstateData): EstateData {
  return { ...rest, sites: sites.map((site, index) => (index === 0 ? { ...site, name: `${site.name} Ltd` } : site)) };
}

export function inWords({ sites, installs, domains, keys, users }: EstateData): string {
  const kinds = { sites, installs, domains, "SSH keys": keys, users };
  return Object.entries(kinds)
    .map(([kind, entries]) => `${entries.length} ${kind}`)
    .join(", ");
}

const environments = ["production", "staging", "development"] as const;

const numbered = (index: number): string => String(index + 1).padStart(4, "0");

const times = <Entry>(count: number, make: (index: number) => Entry): Entry[] =>
  Array.from({ length: count }, (_nothing, index) => make(index));

/**
 * An even install gets a primary apex domain and a www domain that redirects to it. An odd install gets two plain
 * domains.
 */
function pairOf(install: string, index: number): DomainData[] {
  if (index % 2 === 1) {
    return ["shop", "blog"].map((word) => ({ install, name: `${word}.${install}.example` }));
  }
  const apex = `${install}.example`;
  return [
    { install, name: apex, primary: true },
    { install, name: `www.${apex}`, redirectTo: apex },
  ];
}

// PKCS #8 puts these bytes before the seed of an Ed25519 key (RFC 8410).
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** A real public key. Anyone can work out its private key. */
function keyOf(index: number): KeyData {
  const name = `key-${numbered(index)}`;
  const seed = createHash("sha256").update(name).digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: "der", type: "pkcs8" });
  const point = Buffer.from(createPublicKey(privateKey).export({ format: "jwk" }).x ?? "", "base64url");
  const blob = Buffer.concat([Buffer.from("ssh-ed25519"), point].flatMap((part) => [lengthOf(part), part]));
  return { name, publicKey: `ssh-ed25519 ${blob.toString("base64")} ${name}@agency.example` };
}

function lengthOf(part: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return length;
}
