import { z } from "zod";
import { refuseIfTooSoon } from "../http/install-limit";
import { bodyOf, type Route, visibleInstall } from "../world/world";

export const cacheRoutes: Route[] = [
  {
    method: "POST",
    path: "/installs/:installId/purge_cache",
    listed: [400, 401, 403, 404, 429, 503],
    handle: (call) => {
      visibleInstall(call);
      const types = ["object", "page", "cdn", ...(call.world.shape === "1.17.0" ? ["all"] : [])];
      bodyOf(call, "Cache", z.object({ type: z.enum(types) }));
      refuseIfTooSoon(call, "purge_cache", call.world.limits.purgeCache);
      return { status: 202 };
    },
  },
];
