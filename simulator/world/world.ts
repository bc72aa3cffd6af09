import { type z } from "zod";
import { invalid, notFound } from "../http/errors";
import { type Estate } from "./estate";
import { type Faults } from "../http/faults";
import { type CredentialsRecord, type DomainRecord, type InstallRecord, type SiteRecord } from "../nouns/records";

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

export interface Call {
  world: World;
  caller: CredentialsRecord;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  /** Whether a list has moved since its page before was asked for. */
  movingList: boolean;
  /** Whether an install that this call creates stays pending. */
  stuckPending: boolean;
}

export interface Reply {
  status: number;
  body?: unknown;
}

/** One operation: the statuses it lists are those that pass the gateway, which turns every other into 500. */
export interface Route {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  listed: number[];
  handle: (call: Call) => Reply;
}

export const sees = ({ world, caller }: Call, accountId: string): boolean =>
  !world.estate.hiddenAccounts.has(accountId) && (caller.accountIds?.includes(accountId) ?? true);

export function visibleSite(call: Call, id = call.params.siteId): SiteRecord {
  const site = call.world.estate.sites.get(id ?? "");
  if (site === undefined || !sees(call, site.accountId)) throw notFound("Site");
  return site;
}

export function visibleInstall(call: Call, id = call.params.installId): InstallRecord {
  const install = call.world.estate.installs.get(id ?? "");
  if (install === undefined || !sees(call, install.accountId)) throw notFound("Install");
  return install;
}

export function visibleDomain(call: Call): DomainRecord {
  const install = visibleInstall(call);
  const domain = call.world.estate.domains.get(call.params.domainId ?? "");
  if (domain?.installId !== install.id) throw notFound("Domain");
  return domain;
}

/** A request's body in the form that the operation takes. */
export function bodyOf<T>(call: Call, resource: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(call.body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  throw invalid(
    resource,
    field,
    issue?.code === "too_big" ? "too_long" : "invalid",
    `${field.charAt(0).toUpperCase()}${field.slice(1)} ${issue?.message ?? "is invalid"}`,
  );
}
