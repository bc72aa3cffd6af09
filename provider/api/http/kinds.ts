/** A kind of requests that the API may limit on its own. */
export interface RequestKind {
  name: string;
  /** Whether the request only reads. */
  isRead: boolean;
}

export const otherRequests: RequestKind = { name: "others", isRead: true };

/** The kinds: creations of installs, the domains of one install, purges, and all other requests. */
export function kindOf({ method, path }: { method: string; path: string }): RequestKind {
  return { name: nameOf(method, path), isRead: method === "GET" };
}

function nameOf(method: string, path: string): string {
  if (method === "POST" && path === "/installs") return "creations of installs";
  if (/^\/installs\/[^/]+\/purge_cache$/.test(path)) return "purges";
  const [, install] = /^\/installs\/([^/]+)\/domains(\/|$)/.exec(path) ?? [];
  return install === undefined ? otherRequests.name : `domains of ${install}`;
}
