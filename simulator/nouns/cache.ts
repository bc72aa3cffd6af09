import { z } from "zod";
import { refuseIfTooSoon } from "../http/install-limit";
import { bodyOf, type Route } from "../http/route";
import { visibleInstall } from "../world/world";

export const cacheRoutes: Route[] = [
  {
    method: "POST",
    path: "/installs/:installId/purge_cache",
    listed: [400, 401, 403, 404, 429, 503],
    handle: (request) => {
      visibleInstall(request);
      const types = ["object", "page", "cdn", ...(request.world.shape === "1.17.0" ? ["all"] : [])];
      bodyOf(request, "Cache", z.object({ type: z.enum(types) }));
      refuseIfTooSoon(request, "purge_cache", request.world.limits.purgeCache);
      return { status: 202 };
    },
  },
];
