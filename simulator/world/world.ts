import { type CredentialsRecord } from "./credentials";
import { type Clock, documentedLimits, type Durations, type InstallLimits, systemClock, usualDurations } from "./time";

/** The form of answers: as recorded in 2021, or as in one of the published Swaggers. */
export type Shape = "2021" | "1.6.7" | "1.17.0";

export interface WorldSettings {
  durations?: Partial<Durations>;
  shape?: Shape;
  limits?: Partial<InstallLimits>;
  mostPerPage?: number;
  clock?: Clock;
}

/** The part of a world that a noun adds: its records. */
export interface Part {
  /** Makes the changes that are due by now. */
  catchUp(now: number): void;
}

/** A world makes one part of each class. */
export type PartClass<Kind extends Part = Part> = new (world: World) => Kind;

/** The simulated world that routes work on: all records, the credentials that see them, and all durations. */
export class World {
  /** Everything that knows the time asks this clock. */
  readonly clock: Clock;
  readonly durations: Durations;
  shape: Shape;
  readonly limits: InstallLimits;
  /** The most entries on a page of a list, even if a request asks for more. */
  readonly mostPerPage: number;
  /** The time of the last request for an operation of an install, for the limits. */
  readonly lastAsked = new Map<string, number>();

  readonly credentials: CredentialsRecord[] = [];
  /** No credentials see these accounts, as if somebody had withdrawn the access. */
  readonly hiddenAccounts = new Set<string>();
  /** The answer to GET /swagger. */
  swagger: Record<string, unknown> = {
    swagger: "2.0",
    info: { title: "Simulated Customer API", version: "simulated" },
    paths: {},
  };
  /** Turns the entries of a list into the order in which the API answers. */
  listOrder: <Entry>(entries: Entry[]) => Entry[] = (entries) => entries;
  /** Whether every answer has unknown fields. */
  unknownFields = false;

  readonly #parts = new Map<PartClass, Part>();

  constructor({ durations, shape, limits, mostPerPage, clock }: WorldSettings = {}) {
    this.clock = clock ?? systemClock;
    this.durations = { ...usualDurations, ...durations };
    this.shape = shape ?? "1.17.0";
    this.limits = { ...documentedLimits, ...limits };
    this.mostPerPage = mostPerPage ?? 100;
  }

  /**
   * This world's records of a noun. Their class finds them.
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

  /** Makes the changes that are due by now. */
  catchUp(now = this.clock.now()): void {
    for (const part of this.#parts.values()) part.catchUp(now);
  }
}
