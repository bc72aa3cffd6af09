import { randomUUID } from "node:crypto";
import { notFound } from "../http/errors";
import { refuseIfTooSoon } from "../http/install-limit";
import { domainAnswer } from "./shapes";
import { type Route } from "../http/route";
import { visibleDomain, visibleInstall } from "../world/world";

export const domainCheckRoutes: Route[] = [
  {
    method: "GET",
    path: "/installs/:installId/domains/check_status/:reportId",
    listed: [401, 403, 404, 429, 500, 503],
    handle: (request) => {
      const install = visibleInstall(request);
      const { estate, durations } = request.world;
      const check = estate.domainChecks.get(request.params.reportId ?? "");
      if (check?.installId !== install.id) throw notFound("Report");
      const complete = Date.now() >= check.requestedAt + durations.domainCheck;
      const name = estate.domains.get(check.domainId)?.name;
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
      const { estate, durations, shape, limits } = request.world;
      const domain = visibleDomain(request);
      const now = Date.now();
      // Older versions keep no report: the same question is asked again until it is answered.
      const key = shape === "1.17.0" ? randomUUID() : domain.id;
      const check = estate.domainChecks.get(key) ?? {
        reportId: key,
        installId: domain.installId,
        domainId: domain.id,
        requestedAt: now,
      };
      refuseIfTooSoon(request, "check_status", limits.checkStatus);
      estate.domainChecks.set(key, check);
      if (shape === "1.17.0") return { status: 202, body: { report_id: key } };
      if (now < check.requestedAt + durations.domainCheck) return { status: 202 };
      estate.domainChecks.delete(key);
      return { status: 200, body: domainAnswer(request.world, domain) };
    },
  },
];
