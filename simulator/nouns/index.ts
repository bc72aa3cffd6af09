import { type Route } from "../http/route";
import { accountRoutes } from "./account";
import { accountUserRoutes } from "./account-user";
import { backupRoutes } from "./backup";
import { cacheRoutes } from "./cache";
import { domainRoutes } from "./domain";
import { domainCheckRoutes } from "./domain-check";
import { installRoutes } from "./install";
import { siteRoutes } from "./site";
import { sshKeyRoutes } from "./ssh-key";
import { aboutRoutes } from "./status";

// A check's report stands before the domains, whose paths would match it too.
export const routes: Route[] = [
  ...aboutRoutes,
  ...accountRoutes,
  ...accountUserRoutes,
  ...siteRoutes,
  ...installRoutes,
  ...domainCheckRoutes,
  ...domainRoutes,
  ...backupRoutes,
  ...cacheRoutes,
  ...sshKeyRoutes,
];
