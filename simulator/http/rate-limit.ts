import { type Limit, type Limits } from "../world/limits";
import { type SeenRequest } from "../world/occasions";
import { type World } from "../world/world";
import { type Reply } from "./route";

/** A request that came too early: its answer, and in how many seconds it may come again. */
export interface TooEarly {
  reply: Reply;
  retryAfter: number;
}

/** A general limit on the requests of any one second, and limits by class of request. */
export class RateLimit {
  /** When requests began, by what limits them. */
  readonly #begun = new Map<string, number[]>();

  constructor(
    private readonly world: World,
    readonly requestsPerSecond: number | undefined,
  ) {}

  refusal(request: SeenRequest): TooEarly | undefined {
    const { kind, key } = classOf(request);
    const limits: [string, Limit | undefined][] = [
      [
        "all",
        this.requestsPerSecond === undefined ? undefined : { requests: this.requestsPerSecond, milliseconds: 1000 },
      ],
      [key, this.world.behaviours.settings.limits[kind]],
    ];
    const now = this.world.clock.now();
    for (const [name, limit] of limits) {
      const free = limit === undefined ? now : this.#freeAt(name, limit, now);
      if (free > now) return { reply: { status: 429 }, retryAfter: Math.max(1, Math.ceil((free - now) / 1000)) };
    }
    for (const [name, limit] of limits) if (limit !== undefined) this.#begun.get(name)?.push(now);
    return undefined;
  }

  /** When the next request may begin. */
  #freeAt(name: string, { requests, milliseconds }: Limit, now: number): number {
    const begun = (this.#begun.get(name) ?? []).filter((time) => time > now - milliseconds && time <= now);
    this.#begun.set(name, begun);
    if (begun.length < requests) return now;
    return (begun[begun.length - requests] ?? now) + milliseconds;
  }
}

function classOf({ method, path }: SeenRequest): { kind: keyof Limits; key: string } {
  if (method === "POST" && path === "/installs") return { kind: "installs", key: "installs" };
  if (method === "POST" && /^\/installs\/[^/]+\/purge_cache$/.test(path)) return { kind: "purges", key: "purges" };
  const [, installId] = /^\/installs\/([^/]+)\/domains(?:\/|$)/.exec(path) ?? [];
  return installId === undefined ? { kind: "rest", key: "rest" } : { kind: "domains", key: `domains ${installId}` };
}
