import { type DomainData, type EstateData } from "./estate";

/*
 * The least number of calls that each operation can do with, worked out from the estate alone.
 *
 * Reads: a call for each page of each list that must be read. A page holds 100 entries; users come on one page; and a list of
 * domains is an install's own, so that it is a call for each install that has declared domains.
 * Writes: a call for each resource, but one for up to 20 domains of an install that are neither primary nor redirect.
 */

const pageSize = 100;
const bulkSize = 20;

/** What can be done with the estate, in the order in which it is done. */
export const operations = ["up", "preview", "preview --refresh", "up of one change", "destroy"] as const;
export type Operation = (typeof operations)[number];

export const boundsOf = (estate: EstateData): Record<Operation, number> => ({
  up: lookingBeforeCreating + creating(estate),
  preview: 0,
  "preview --refresh": refreshing(estate),
  "up of one change": 1,
  destroy: lookingBeforeDeleting(estate) + deleting(estate),
});

/** One look at all installs that are being waited for together: what comes to an `up` and a `destroy` once an interval. */
export const sweepOf = ({ installs }: EstateData): number => pages(installs.length);

/** The sites, the installs and the keys (none yet, which is one page), and the users (the owner). */
const lookingBeforeCreating = 4;

/** A primary domain and a redirect need no second call: POST takes both. */
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
 * What is read afresh because a deletion cannot be undone: whether a domain is still primary, whether an install has become
 * one of production, whether a site holds installs of others. The API itself guards the last owner.
 */
const lookingBeforeDeleting = ({ sites, installs, domains }: EstateData): number =>
  pagesOfDomains(domains) + pages(installs.length) + pages(sites.length);

/** A primary domain costs one call more: the role is handed back before the API lets it be deleted. */
const deleting = ({ sites, installs, domains, keys, users }: EstateData): number =>
  sites.length +
  installs.length +
  domains.length +
  domains.filter(({ primary }) => primary).length +
  keys.length +
  users.length;

const isPlain = ({ primary, redirectTo }: DomainData): boolean => !primary && redirectTo === undefined;

const pages = (entries: number): number => Math.ceil(entries / pageSize);

/** Each install has one domain more than are declared: its own. */
const pagesOfDomains = (domains: DomainData[]): number =>
  [...byInstall(domains).values()].reduce((sum, some) => sum + pages(some.length + 1), 0);

function byInstall(domains: DomainData[]): Map<string, DomainData[]> {
  const groups = new Map<string, DomainData[]>();
  for (const domain of domains) groups.set(domain.install, [...(groups.get(domain.install) ?? []), domain]);
  return groups;
}
