import { type CredentialsRecord } from "./credentials";
import { documentedLimits, type Durations, type InstallLimits, usualDurations } from "./time";

/** In which form answers come: as recorded in 2021, or as one of the published Swaggers has it. */
export type Shape = "2021" | "1.6.7" | "1.17.0";

export interface WorldSettings {
  durations?: Partial<Durations>;
  shape?: Shape;
  limits?: Partial<InstallLimits>;
  mostPerPage?: number;
}

/** What a noun adds to a world: its records. */
export interface Part {
  /** Does what time has done since the last look. */
  catchUp(now: number): void;
}

/** A world makes one part of each class. */
export type PartClass<Kind extends Part = Part> = new (world: World) => Kind;

/** What a route works on: everything that exists, who may see it, and how long things take. */
export class World {
  readonly durations: Durations;
  shape: Shape;
  readonly limits: InstallLimits;
  /** The most entries on a page of a list, whatever a request asks for. */
  readonly mostPerPage: number;
  /** When a request last asked something of an install, for the limits. */
  readonly lastAsked = new Map<string, number>();

  readonly credentials: CredentialsRecord[] = [];
  /** No credentials see these accounts, as if somebody had withdrawn the access. */
  readonly hiddenAccounts = new Set<string>();
  /** What GET /swagger answers. */
  swagger: Record<string, unknown> = {
    swagger: "2.0",
    info: { title: "Simulated Customer API", version: "simulated" },
    paths: {},
  };
  /** Turns the entries of a list into the order in which the API answers. */
  listOrder: <Entry>(entries: Entry[]) => Entry[] = (entries) => entries;
  /** Whether every answer has fields that nobody knows. */
  unknownFields = false;

  readonly #parts = new Map<PartClass, Part>();

  constructor({ durations, shape, limits, mostPerPage }: WorldSettings = {}) {
    this.durations = { ...usualDurations, ...durations };
    this.shape = shape ?? "1.17.0";
    this.limits = { ...documentedLimits, ...limits };
    this.mostPerPage = mostPerPage ?? 100;
  }

  /**
   * This world's records of a noun, found by their class.
   *
   * @example
   * world.of(Sites).get(id);
   */
  of<Kind extends Part>(kind: PartClass<Kind>): Kind {
    const known = this.#parts.get(kind) as Kind | undefined;
    if (known !== undefined) return known;
    const part = new kind(this);
    this.#parts.set(kind, part);
    return part;
  }

  sees({ accountIds }: CredentialsRecord, accountId: string): boolean {
    return !this.hiddenAccounts.has(accountId) && (accountIds?.includes(accountId) ?? true);
  }

  /** Does what time has done since the last look. */
  catchUp(now = Date.now()): void {
    for (const part of this.#parts.values()) part.catchUp(now);
  }
}
