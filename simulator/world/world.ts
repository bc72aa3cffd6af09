import { randomUUID } from "node:crypto";
import { type BehaviourChange, Behaviours, type Lag } from "./behaviours";
import { type CredentialsRecord } from "./credentials";
import { Dns } from "./dns";
import { HeldNames } from "./held-names";
import { History } from "./history";
import {
  type Clock,
  documentedLimits,
  type Durations,
  type InstallLimits,
  SettableClock,
  systemClock,
  usualDurations,
} from "./time";

/** The form of answers: as recorded in 2021, or as in one of the published Swaggers. */
export type Shape = "2021" | "1.6.7" | "1.17.0";

export interface WorldSettings {
  durations?: Partial<Durations>;
  shape?: Shape;
  limits?: Partial<InstallLimits>;
  mostPerPage?: number;
  clock?: Clock;
  behaviours?: BehaviourChange;
}

/** The part of a world that a noun adds: its records. */
export interface Part {
  /** The records by their keys. */
  readonly records: Map<string, object>;
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
  /** Turns an answer into the form in which the API gives it. */
  reword: (body: unknown, request: { method: string; path: string }) => unknown = (body) => body;
  /** Whether every answer has unknown fields. */
  unknownFields = false;

  /** How bad this world is. */
  readonly behaviours: Behaviours;
  readonly heldNames: HeldNames;
  readonly dns = new Dns();

  readonly #parts = new Map<PartClass, Part>();
  readonly #upperCaseIds = new Set<string>();
  /** What a lagging answer looks back to. Kept only while something lags. */
  #history: Map<PartClass, History> | undefined;

  constructor({ durations, shape, limits, mostPerPage, clock, behaviours }: WorldSettings = {}) {
    this.clock = clock ?? systemClock;
    this.behaviours = new Behaviours(behaviours, () => this.look());
    this.heldNames = new HeldNames(this);
    if (this.clock instanceof SettableClock) this.clock.beforeMoving(() => this.look());
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

  /** An id for something new. */
  newId(): string {
    const id = randomUUID();
    const { ids } = this.behaviours.settings;
    if (ids === "upper-case") {
      this.#upperCaseIds.add(id.toUpperCase());
      return id.toUpperCase();
    }
    // The reference's own examples hold letters that no UUID has.
    return ids === "not-a-uuid" ? `q${id.slice(1, -1)}y` : id;
  }

  /** A UUID in the case in which this world made it, in whichever case it comes. */
  idAsMade(id: string): string {
    return this.#upperCaseIds.has(id.toUpperCase()) ? id.toUpperCase() : id.toLowerCase();
  }

  sees({ accountIds }: CredentialsRecord, accountId: string): boolean {
    return !this.hiddenAccounts.has(accountId) && (accountIds?.includes(accountId) ?? true);
  }

  /** Makes the changes that are due by now. */
  catchUp(now = this.clock.now()): void {
    for (const part of this.#parts.values()) part.catchUp(now);
    this.look();
  }

  /** Notes what has changed since the last look, for the answers that lag. */
  look(): void {
    const longest = longestOf(this.behaviours.settings.lag);
    if (longest === 0) this.#history = undefined;
    else if (this.#history === undefined) this.#beginHistory();
    else for (const history of this.#history.values()) history.note(this.clock.now(), longest);
  }

  /** Makes the present the only past: no answer lags behind it, and no name is held. */
  settle(): void {
    this.heldNames.clear();
    this.#history = undefined;
    this.look();
  }

  #beginHistory(): void {
    this.#history = new Map([...this.#parts].map(([kind, { records }]) => [kind, new History(records)] as const));
  }

  /** This world as a lagging GET sees it. Its records are copies. */
  seenBy(read: "list" | "single", params: Record<string, string>): this {
    const { lists, reads, removals, removedStatus } = this.behaviours.settings.lag;
    const lag = read === "list" ? lists : reads;
    if (this.#history === undefined || (lag === 0 && removals === 0)) return this;
    const now = this.clock.now();
    const seen: this = Object.assign(new World(), this, { clock: { now: () => now - lag } });
    for (const [kind, part] of this.#parts) {
      const { records } = seen.of(kind);
      const history = this.#history.get(kind);
      for (const [id, record] of history?.at(now - lag) ?? []) records.set(id, record);
      for (const [id, record] of history?.removedSince(now - removals) ?? [])
        records.set(id, "status" in record ? { ...record, status: removedStatus } : record);
      if (read === "single") continue;
      // The list of something brand-new is empty, but its owner is there.
      for (const id of keysIn(params)) {
        const parent = part.records.get(id);
        if (parent !== undefined && !records.has(id)) records.set(id, structuredClone(parent));
      }
    }
    return seen;
  }

  /** Whether a write names something so new that writes do not know it yet. */
  isTooNew(params: Record<string, string>): boolean {
    const { writes } = this.behaviours.settings.lag;
    if (this.#history === undefined || writes === 0) return false;
    const then = this.clock.now() - writes;
    return [...this.#history].some(([kind, history]) => {
      const known = keysIn(params).filter((id) => this.of(kind).records.has(id));
      return known.length > 0 && known.some((id) => !history.at(then).has(id));
    });
  }
}

const longestOf = ({ lists, reads, writes, removals }: Lag): number => Math.max(lists, reads, writes, removals);

/** The keys that a path's parameters may be: an id, or an account's and a person's together. */
const keysIn = (params: Record<string, string>): string[] => [
  ...Object.values(params),
  `${params.accountId ?? ""} ${params.userId ?? ""}`,
];
