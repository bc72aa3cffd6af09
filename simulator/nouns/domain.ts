import { z } from "zod";
import { invalid, notFound, Refusal, unavailable } from "../http/errors";
import { page } from "../http/pages";
import { type Answer, bodyOf, type Noun, type SimulatedRequest } from "../http/route";
import { type PartialBulk } from "../world/answers";
import { type World } from "../world/world";
import { networkFields, ownershipFields } from "./domain-ownership";
import { type DomainRecord, Domains } from "./domain-records";
import { type InstallRecord, standingInstall, visibleInstall } from "./install";

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
const short = ["name", "duplicate", "primary", "id"];

export const domainNoun: Noun = {
  records: Domains,
  routes: [
    {
      method: "GET",
      path,
      listed: [401, 403, 404, 429, 503],
      short,
      handle: (request) => {
        const install = visibleInstall(request);
        const domains = request.world.of(Domains).onInstall(install.id);
        return page(request, `/installs/${install.id}/domains`, domains, (one) => domainAnswer(request.world, one));
      },
    },
    {
      method: "POST",
      path,
      listed: [400, 401, 403, 429, 503],
      short,
      handle: (request) => {
        const wanted = bodyOf(request, "Domain", newDomain);
        const install = activeInstall(request);
        const { world } = request;
        const domains = world.of(Domains);
        if (domains.onInstall(install.id).some((one) => one.name === wanted.name)) throw listedAlready(wanted.name);
        refuseHeld(world, wanted.name);
        const target = wanted.redirect_to === undefined ? null : redirectTarget(world, install, wanted.redirect_to);
        const domain = domains.add({ installId: install.id, name: wanted.name, redirectTo: target?.id ?? null });
        if (wanted.primary === true) {
          undoIfRefused(
            () => makePrimary(world, domain),
            () => domains.remove(domain.id),
          );
        }
        return { status: 201, body: domainAnswer(world, domain) };
      },
    },
    {
      method: "POST",
      path: `${path}/bulk`,
      listed: [400, 401, 403, 429, 503],
      short: [...short, "redirects_to"],
      handle: (request) => {
        const { domains: all } = bodyOf(request, "Domain", bulk);
        const install = activeInstall(request);
        const { world } = request;
        const domains = world.of(Domains);
        const known = new Map(domains.onInstall(install.id).map((one) => [one.name, one.redirectTo !== null]));
        for (const wanted of all) {
          if (known.has(wanted.name)) throw listedAlready(wanted.name);
          refuseHeld(world, wanted.name);
          known.set(wanted.name, wanted.redirect_to !== undefined);
        }
        for (const { redirect_to: target } of all) {
          if (target !== undefined && known.get(target) !== false)
            throw invalid("Domain", "redirect_to", "invalid", "No such target");
        }
        const [part] = world.behaviours.struck("partialBulk", { method: "POST", path: request.path });
        const made = all.slice(0, part?.made).map((one) => domains.add({ installId: install.id, name: one.name }));
        // The body names a target by its name. The target may come later in the same request.
        for (const [index, domain] of made.entries()) {
          const target = domains.onInstall(install.id).find((one) => one.name === all[index]?.redirect_to);
          domain.redirectTo = target?.id ?? null;
        }
        const answers = made.map((domain) => bulkDomainAnswer(world, domain));
        return { status: 201, body: { domains: part === undefined ? answers : inPart(part, answers, all) } };
      },
    },
    {
      method: "GET",
      path: `${path}/:domainId`,
      listed: [401, 403, 404, 429, 503],
      short,
      handle: (request) => ({ status: 200, body: domainAnswer(request.world, visibleDomain(request)) }),
    },
    {
      method: "PATCH",
      path: `${path}/:domainId`,
      listed: [400, 401, 403, 404, 429, 503],
      short,
      handle: (request) => {
        standingInstall(request);
        const domain = visibleDomain(request);
        const wanted = bodyOf(request, "Domain", change);
        const { redirectTo } = domain;
        if (wanted.redirect_to !== undefined) redirect(request, domain, wanted.redirect_to);
        if (wanted.primary === true) {
          undoIfRefused(
            () => makePrimary(request.world, domain),
            () => (domain.redirectTo = redirectTo),
          );
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
        request.world.of(Domains).remove(domain.id);
        return { status: 204 };
      },
    },
  ],
};

/** The domain that the request's path names. */
export function visibleDomain(request: SimulatedRequest): DomainRecord {
  const install = visibleInstall(request);
  const domain = request.world.of(Domains).get(request.params.domainId ?? "");
  if (domain?.installId !== install.id) throw notFound("Domain");
  return domain;
}

function activeInstall(request: SimulatedRequest): InstallRecord {
  const install = standingInstall(request);
  if (install.status !== "active") throw new Refusal(400, "The install is not active yet");
  return install;
}

/** The answer to a bulk request that was done in part. */
function inPart({ answer }: PartialBulk, made: Answer[], all: { name: string }[]): Answer[] {
  if (answer === "made-only") return made;
  const left = all.slice(made.length).map(({ name }) => ({ name, error: "It could not be added" }));
  if (answer === "mixed") return [...made, ...left];
  throw new Refusal(answer, answer === 400 ? "Some domains could not be added" : "Internal Server Error");
}

function refuseHeld({ heldNames }: World, name: string): void {
  if (heldNames.has("domains", name)) throw unavailable("Domain", "name", `${name} is taken`);
}

const listedAlready = (name: string): Refusal => unavailable("Domain", "name", `${name} is on the install already`);

function redirect(request: SimulatedRequest, domain: DomainRecord, to: string): void {
  // The API takes no null here. This word ends a redirect.
  if (to === "nil") {
    domain.redirectTo = null;
    return;
  }
  const target = redirectTarget(request.world, visibleInstall(request), to);
  if (target === domain) throw invalid("Domain", "redirect_to", "invalid", "A domain cannot redirect to itself");
  if (domain.primary) throw invalid("Domain", "redirect_to", "invalid", "The primary domain cannot redirect");
  const others = request.world.of(Domains).onInstall(domain.installId);
  if (others.some(({ redirectTo }) => redirectTo === domain.id))
    throw invalid("Domain", "redirect_to", "invalid", "Other domains redirect to this one");
  domain.redirectTo = target.id;
}

function redirectTarget(world: World, install: InstallRecord, id: string): DomainRecord {
  const target = world.of(Domains).get(id);
  if (target?.installId !== install.id)
    throw invalid("Domain", "redirect_to", "invalid", "There is no such domain on the install");
  if (target.redirectTo !== null) throw invalid("Domain", "redirect_to", "invalid", "The target redirects itself");
  return target;
}

function makePrimary(world: World, domain: DomainRecord): void {
  if (isDuplicate(world, domain) || domain.name.startsWith("*.") || domain.redirectTo !== null)
    throw invalid("Domain", "primary", "invalid", "Cannot be primary: a duplicate, wildcard or redirected domain");
  const domains = world.of(Domains);
  if (domain.verifiedAt === null) domains.designate(domain);
  else domains.makePrimary(domain);
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

/** The first install that got a domain has the original. Every other install has a duplicate. */
const isDuplicate = (world: World, { name, installId }: DomainRecord): boolean =>
  world
    .of(Domains)
    .all()
    .find((other) => other.name === name)?.installId !== installId;

export const domainAnswer = (world: World, domain: DomainRecord): Answer => ({
  name: domain.name,
  duplicate: isDuplicate(world, domain),
  primary: domain.primary,
  id: domain.id,
  ...redirectAnswer(world, domain),
  ...(world.shape === "1.17.0" && newestFields(world, domain)),
});

/** A bulk answer gives a redirect's target as one object, and omits the network and the secure URLs. */
function bulkDomainAnswer(world: World, domain: DomainRecord): Answer {
  const target = targetAnswer(world, domain);
  const { redirect_to, redirects_to, secure_all_urls, network_type, network_details, ...rest } = domainAnswer(
    world,
    domain,
  );
  return target === undefined ? rest : { ...rest, redirects_to: target };
}

function targetAnswer(world: World, { redirectTo }: DomainRecord): { id: string; name: string } | undefined {
  const target = redirectTo === null ? undefined : world.of(Domains).get(redirectTo);
  return target && { id: target.id, name: target.name };
}

function redirectAnswer(world: World, domain: DomainRecord): Answer {
  const target = targetAnswer(world, domain);
  if (world.shape === "2021") return { redirect_to: target ?? {} };
  return target === undefined ? {} : { redirects_to: [target] };
}

const newestFields = (world: World, domain: DomainRecord): Answer => ({
  secure_all_urls: domain.secureAllUrls,
  ...networkFields(world, domain),
  ...ownershipFields(world, domain),
});
