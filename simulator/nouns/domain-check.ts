import { notFound } from "../http/errors";
import { refuseIfTooSoon } from "../http/install-limit";
import { type Noun } from "../http/route";
import { Collection } from "../world/collection";
import { type World } from "../world/world";
import { domainAnswer, visibleDomain } from "./domain";
import { Domains } from "./domain-records";
import { visibleInstall } from "./install";

/** A check of a domain, under way or done. */
export interface DomainCheckRecord {
  reportId: string;
  installId: string;
  domainId: string;
  requestedAt: number;
}

export class DomainChecks extends Collection<DomainCheckRecord> {
  constructor(world: World) {
    super(world);
    // The domains of an install go with it, and so their checks go too.
    world.of(Domains).beforeRemoving((domainId) => {
      for (const check of this.values()) if (check.domainId === domainId) this.remove(check.reportId);
    });
  }
}

export const domainCheckNoun: Noun = {
  records: DomainChecks,
  routes: [
    {
      method: "GET",
      path: "/installs/:installId/domains/check_status/:reportId",
      listed: [401, 403, 404, 429, 500, 503],
      handle: (request) => {
        const install = visibleInstall(request);
        const { world } = request;
        const check = world.of(DomainChecks).get(request.params.reportId ?? "");
        if (check?.installId !== install.id) throw notFound("Report");
        const complete = world.clock.now() >= check.requestedAt + world.durations.domainCheck;
        const name = world.of(Domains).get(check.domainId)?.name;
        return {
          status: 200,
          body: { report: { id: check.reportId, complete, install_name: install.name, domains: [{ name, complete }] } },
        };
      },
    },
    {
      method: "POST",
      path: "/installs/:installId/domains/:domainId/check_status",
      listed: [401, 403, 404, 429, 500, 503],
      handle: (request) => {
        const { world } = request;
        const domain = visibleDomain(request);
        const checks = world.of(DomainChecks);
        const now = world.clock.now();
        // Older versions keep no report: a client repeats the same request until its answer has the domain.
        const key = world.shape === "1.17.0" ? world.newId() : domain.id;
        const check = checks.get(key) ?? {
          reportId: key,
          installId: domain.installId,
          domainId: domain.id,
          requestedAt: now,
        };
        refuseIfTooSoon(request, "check_status", world.limits.checkStatus);
        checks.set(key, check);
        if (world.shape === "1.17.0") return { status: 202, body: { report_id: key } };
        if (now < check.requestedAt + world.durations.domainCheck) return { status: 202 };
        checks.delete(key);
        return { status: 200, body: domainAnswer(world, domain) };
      },
    },
  ],
};
