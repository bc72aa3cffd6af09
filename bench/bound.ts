import { type DomainData, type EstateData } from "./estate";

/*
 * The least number of requests that each operation needs, worked out from the estate alone.
 *
 * Reads: one request for each page of each list that must be read. A page holds 100 entries. All users come on one
 * page. A list of domains belongs to one install, so each install with declared domains needs a request of its own.
 * Writes: one request for each resource. One request creates up to 20 domains of an install, if they are neither
 * primary nor redirect.
 */

const pageSize = 100;
const bulkSize = 20;

/** What the benchmark does with the estate, in this order. */
export const operations = ["up", "preview", "preview --refresh", "up of one change", "destroy"] as const;
export type Operation = (typeof operations)[number];

export const boundsOf = (estate: EstateData): Record<Operation, number> => ({
  up: lookingBeforeCreating + creating(estate),
  preview: 0,
  "preview --refresh": refreshing(estate),
  "up of one change": 1,
  destroy: lookingBeforeDeleting(estate) + deleting(estate),
});

/** The requests of one poll for all pending installs together. An `up` and a `destroy` may poll once an interval. */
export const sweepOf = ({ installs }: EstateData): number => pages(installs.length);

/**
 * One page each of the sites, the installs and the keys, of which none exists yet, and of the users, of which only the
 * owner exists.
 */
const lookingBeforeCreating = 4;

/** A primary domain and a redirect need no second request: POST takes both. */
function creating({ sites, installs, domains, keys, users }: EstateData): number {
  const plain = domains.filter(isPlain);
  const inBulk = [...byInstall(plain).values()].reduce((sum, some) => sum + Math.ceil(some.length / bulkSize), 0);
  return sites.length + installs.length + keys.length + users.length + (domains.length - plain.length) + inBulk;
}

export function refreshing({ sites, installs, domains, keys, users }: EstateData): number {
  return (
    pages(sites.length) +
    pages(installs.length) +
    pagesOfDomains(domains) +
    pages(keys.length) +
    // The list of users has no pages.
    Math.min(1, users.length)
  );
}

/**
 * Nobody can undo a deletion, and a list may be late. So a provider reads each site, install and user by itself before
 * it deletes it: a site may hold installs of others, an install may have become a production install, a user the last
 * owner. It reads a deleted install by itself once more, since a list that lacks it proves nothing. A domain that is not
 * primary needs no look of its own, because the API refuses to delete a primary one.
 */
const lookingBeforeDeleting = ({ sites, installs, domains, users }: EstateData): number =>
  pagesOfDomains(domains) +
  pages(installs.length) +
  lookingAtPrimaries(domains) +
  sites.length +
  2 * installs.length +
  users.length;

/** Before a primary domain hands on its role, the provider reads its list again, and the domain by itself. */
const lookingAtPrimaries = (domains: DomainData[]): number => {
  const primaries = domains.filter(({ primary }) => primary);
  return (
    pagesOfDomains(domains.filter(({ install }) => primaries.some((one) => one.install === install))) + primaries.length
  );
};

/**
 * A primary domain costs one request more: the API deletes it only after the install's own domain has become primary.
 */
const deleting = ({ sites, installs, domains, keys, users }: EstateData): number =>
  sites.length +
  installs.length +
  domains.length +
  domains.filter(({ primary }) => primary).length +
  keys.length +
  users.length;

const isPlain = ({ primary, redirectTo }: DomainData): boolean => !primary && redirectTo === undefined;

const pages = (entries: number): number => Math.ceil(entries / pageSize);

/** Each install has one domain that no program declares: its own. */
const pagesOfDomains = (domains: DomainData[]): number =>
  [...byInstall(domains).values()].reduce((sum, some) => sum + pages(some.length + 1), 0);

function byInstall(domains: DomainData[]): Map<string, DomainData[]> {
  const groups = new Map<string, DomainData[]>();
  for (const domain of domains) groups.set(domain.install, [...(groups.get(domain.install) ?? []), domain]);
  return groups;
}
