import { z } from "zod";
import { invalid, Refusal, unavailable } from "../http/errors";
import { page } from "../http/pages";
import { type DomainRecord, type InstallRecord } from "./records";
import { bulkDomainAnswer, domainAnswer } from "./shapes";
import { bodyOf, type SimulatedRequest, type Route } from "../http/route";
import { visibleDomain, visibleInstall } from "../world/world";

const name = z
  .string()
  .toLowerCase()
  .regex(/^(\*\.)?([a-z0-9_-]+\.)+[a-z0-9-]+$/, { error: "is invalid" });
const newDomain = z.object({ name, primary: z.boolean().optional(), redirect_to: z.string().optional() });
const bulk = z.object({
  domains: z
    .array(z.object({ name, redirect_to: z.string().toLowerCase().optional() }))
    .min(1)
    .max(20),
});
const change = z.object({
  primary: z.boolean().optional(),
  redirect_to: z.string().optional(),
  secure_all_urls: z.boolean().optional(),
});

const path = "/installs/:installId/domains";

export const domainRoutes: Route[] = [
  {
    method: "GET",
    path,
    listed: [401, 403, 404, 429, 503],
    handle: (request) => {
      const install = visibleInstall(request);
      const domains = request.world.estate.domainsOf(install.id);
      return page(request, `/installs/${install.id}/domains`, domains, (domain) => domainAnswer(request.world, domain));
    },
  },
  {
    method: "POST",
    path,
    listed: [400, 401, 403, 429, 503],
    handle: (request) => {
      const wanted = bodyOf(request, "Domain", newDomain);
      const install = activeInstall(request);
      refuseIfListed(request, install, wanted.name);
      const redirectTo =
        wanted.redirect_to === undefined ? null : redirectTarget(request, install, wanted.redirect_to).id;
      const domain: DomainRecord = request.world.estate.addDomain({
        installId: install.id,
        name: wanted.name,
        redirectTo,
      });
      if (wanted.primary === true) {
        const undo = () => request.world.estate.removeDomain(domain.id);
        undoIfRefused(() => makePrimary(request, domain), undo);
      }
      return { status: 201, body: domainAnswer(request.world, domain) };
    },
  },
  {
    method: "POST",
    path: `${path}/bulk`,
    listed: [400, 401, 403, 429, 503],
    handle: (request) => {
      const { domains } = bodyOf(request, "Domain", bulk);
      const install = activeInstall(request);
      const { estate } = request.world;
      const known = new Map(estate.domainsOf(install.id).map((domain) => [domain.name, domain.redirectTo !== null]));
      for (const wanted of domains) {
        if (known.has(wanted.name)) throw unavailable("Domain", "name", `${wanted.name} is on the install already`);
        known.set(wanted.name, wanted.redirect_to !== undefined);
      }
      for (const { redirect_to: target } of domains) {
        if (target !== undefined && known.get(target) !== false)
          throw invalid("Domain", "redirect_to", "invalid", "No such target");
      }
      const made = domains.map((wanted) => estate.addDomain({ installId: install.id, name: wanted.name }));
      // A target is named, and may stand in the same request.
      for (const [index, wanted] of domains.entries()) {
        const target = estate.domainsOf(install.id).find((domain) => domain.name === wanted.redirect_to);
        if (made[index] !== undefined) made[index].redirectTo = target?.id ?? null;
      }
      return { status: 201, body: { domains: made.map((domain) => bulkDomainAnswer(request.world, domain)) } };
    },
  },
  {
    method: "GET",
    path: `${path}/:domainId`,
    listed: [401, 403, 404, 429, 503],
    handle: (request) => ({ status: 200, body: domainAnswer(request.world, visibleDomain(request)) }),
  },
  {
    method: "PATCH",
    path: `${path}/:domainId`,
    listed: [400, 401, 403, 404, 429, 503],
    handle: (request) => {
      const domain = visibleDomain(request);
      const wanted = bodyOf(request, "Domain", change);
      const { redirectTo } = domain;
      if (wanted.redirect_to !== undefined) redirect(request, domain, wanted.redirect_to);
      if (wanted.primary === true) {
        const undo = () => (domain.redirectTo = redirectTo);
        undoIfRefused(() => makePrimary(request, domain), undo);
      }
      // Older versions of the API ignore a field that they do not know.
      if (wanted.secure_all_urls !== undefined && request.world.shape === "1.17.0")
        domain.secureAllUrls = wanted.secure_all_urls;
      return { status: 200, body: domainAnswer(request.world, domain) };
    },
  },
  {
    method: "DELETE",
    path: `${path}/:domainId`,
    listed: [400, 401, 403, 404, 429, 503],
    handle: (request) => {
      const domain = visibleDomain(request);
      if (domain.builtIn) throw new Refusal(400, "The domain of the install itself cannot be removed");
      if (domain.primary) throw new Refusal(400, "The primary domain cannot be removed");
      request.world.estate.removeDomain(domain.id);
      return { status: 204 };
    },
  },
];

function activeInstall(request: SimulatedRequest): InstallRecord {
  const install = visibleInstall(request);
  if (install.status !== "active") throw new Refusal(400, "The install is not active yet");
  return install;
}

function refuseIfListed({ world }: SimulatedRequest, install: InstallRecord, wanted: string): void {
  if (world.estate.domainsOf(install.id).some((domain) => domain.name === wanted)) {
    throw unavailable("Domain", "name", `${wanted} is on the install already`);
  }
}

function redirect(request: SimulatedRequest, domain: DomainRecord, to: string): void {
  // The API has no null here: this word removes a redirect.
  if (to === "nil") {
    domain.redirectTo = null;
    return;
  }
  const target = redirectTarget(request, visibleInstall(request), to);
  if (target === domain) throw invalid("Domain", "redirect_to", "invalid", "A domain cannot redirect to itself");
  if (domain.primary) throw invalid("Domain", "redirect_to", "invalid", "The primary domain cannot redirect");
  const isTarget = request.world.estate.domainsOf(domain.installId).some(({ redirectTo }) => redirectTo === domain.id);
  if (isTarget) throw invalid("Domain", "redirect_to", "invalid", "Other domains redirect to this one");
  domain.redirectTo = target.id;
}

function redirectTarget({ world }: SimulatedRequest, install: InstallRecord, id: string): DomainRecord {
  const target = world.estate.domains.get(id);
  if (target?.installId !== install.id)
    throw invalid("Domain", "redirect_to", "invalid", "There is no such domain on the install");
  if (target.redirectTo !== null) throw invalid("Domain", "redirect_to", "invalid", "The target redirects itself");
  return target;
}

function makePrimary({ world }: SimulatedRequest, domain: DomainRecord): void {
  const { duplicate } = domainAnswer(world, domain);
  if (duplicate === true || domain.name.startsWith("*.") || domain.redirectTo !== null) {
    throw invalid("Domain", "primary", "invalid", "Cannot be primary: a duplicate, wildcard or redirected domain");
  }
  world.estate.makePrimary(domain);
}

/** A refused request leaves nothing half done. */
function undoIfRefused(work: () => void, undo: () => void): void {
  try {
    work();
  } catch (refusal) {
    undo();
    throw refusal;
  }
}
