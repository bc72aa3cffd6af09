import { z } from "zod";
import { refuseIfTooSoon } from "../http/install-limit";
import { bodyOf, type Noun } from "../http/route";
import { visibleInstall } from "./install";

export const cacheNoun: Noun = {
  routes: [
    {
      method: "POST",
      path: "/installs/:installId/purge_cache",
      listed: [400, 401, 403, 404, 429, 503],
      handle: (request) => {
        visibleInstall(request);
        const { shape, limits } = request.world;
        const types = ["object", "page", "cdn", ...(shape === "1.17.0" ? ["all"] : [])];
        bodyOf(request, "Cache", z.object({ type: z.enum(types) }));
        refuseIfTooSoon(request, "purge_cache", limits.purgeCache);
        return { status: 202 };
      },
    },
  ],
};
