import { notFound } from "../http/errors";
import { type Estate } from "./estate";
import { type Faults } from "../http/faults";
import { type SimulatedRequest } from "../http/route";
import { type DomainRecord, type InstallRecord, type SiteRecord } from "../nouns/records";

/** In which form answers come: as recorded in 2021, or as one of the published Swaggers has it. */
export type Shape = "2021" | "1.6.7" | "1.17.0";

/** How long things take, in milliseconds. */
export interface Durations {
  /** Until a new install is active. */
  install: number;
  /** Until a deleted install is gone. */
  installRemoval: number;
  backup: number;
  domainCheck: number;
  /** Before each answer. */
  response: number;
}

/** The two limits that the API documents, in seconds between two requests for one install. */
export interface InstallLimits {
  purgeCache: number;
  checkStatus: number;
}

/** What a route works on. */
export interface World {
  estate: Estate;
  faults: Faults;
  durations: Durations;
  shape: Shape;
  limits: InstallLimits;
  /** The most entries on a page of a list, whatever was asked for. */
  mostPerPage: number;
  /** When something was last asked of an install, for the limits. */
  lastAsked: Map<string, number>;
}

export const sees = ({ world, caller }: SimulatedRequest, accountId: string): boolean =>
  !world.estate.hiddenAccounts.has(accountId) && (caller.accountIds?.includes(accountId) ?? true);

export function visibleSite(request: SimulatedRequest, id = request.params.siteId): SiteRecord {
  const site = request.world.estate.sites.get(id ?? "");
  if (site === undefined || !sees(request, site.accountId)) throw notFound("Site");
  return site;
}

export function visibleInstall(request: SimulatedRequest, id = request.params.installId): InstallRecord {
  const install = request.world.estate.installs.get(id ?? "");
  if (install === undefined || !sees(request, install.accountId)) throw notFound("Install");
  return install;
}

export function visibleDomain(request: SimulatedRequest): DomainRecord {
  const install = visibleInstall(request);
  const domain = request.world.estate.domains.get(request.params.domainId ?? "");
  if (domain?.installId !== install.id) throw notFound("Domain");
  return domain;
}
