import { type ActorSettings } from "./actor";
import { type Gateway, type OddField, type PartialBulk, type SmallSuccess } from "./answers";
import { type Limits, type RetryAfterForm } from "./limits";
import { type RewrittenNames } from "./names";
import { type Occasion, Occasions, type RequestFilter, type SeenRequest } from "./occasions";
import { type Network, type Ownership, usualNetwork, usualOwnership } from "./ownership";
import { generator } from "./random";

/** By how many milliseconds an answer lags behind the world. */
export interface Lag {
  /**
   * A list shows the account as it was so long ago: creations, changes and removals appear late, in the parts that an
   * entry lists (`site.installs`), too. The list of something brand-new is empty, not missing.
   */
  lists: number;
  /** A GET of one object answers as it was so long ago: 404 after its creation, old values after a PATCH. */
  reads: number;
  /**
   * A PATCH or DELETE of what was made within that time answers 404, and so does a POST below it: in the API's form
   * where the operation lists a 404, otherwise as 500.
   */
  writes: number;
  /**
   * What was removed stays in every list and answer for so long, its parts with it, with {@link Lag.removedStatus} as
   * its status if it has one. A DELETE of it answers 404.
   */
  removals: number;
  /** Default: `deleting`. */
  removedStatus: string;
}

/** How many milliseconds a name stays taken after a removal: a POST with it answers `value_unavailable`. */
export interface HeldNames {
  installs: number;
  /** On every install. */
  domains: number;
}

export interface PageBehaviour {
  /** Each page is drawn from a freshly shuffled list, so that pages repeat some entries and leave others out. */
  shuffled: boolean;
  /** Whether a page says how many entries there are. `too-large`: five more than there are; `next` still is right. */
  count: "right" | "missing" | "too-large";
  /** The most entries on a page, whatever was asked for; `next` goes on where the page ends. Default: no such end. */
  atMost?: number;
}

/** The domain that every install comes with. */
export interface OwnDomain {
  /** Default: `wpengine.com`. With `both` the one under wpenginepowered.com is primary, and the install's cname. */
  under: "wpengine.com" | "wpenginepowered.com" | "both";
  /**
   * Whether an own domain redirects to the install's primary domain as soon as another domain is primary. It cannot be
   * primary again before its redirect goes: the API has this rule for every domain.
   */
  redirects: boolean;
}

/** How bad the simulated world is. By default, it is as good as the API's documents promise. */
export interface BehaviourSettings {
  /** All random choices depend on it: shares, orders, an actor's acts. Default: 1. */
  seed: number;
  lag: Lag;
  /** Somebody else who works in the same account between two requests. */
  actor: ActorSettings;
  /**
   * Answers have no more fields than the examples of the endpoint reference: a list's entries, single reads, creations
   * and changes, each its own. Combines with every shape.
   */
  short: boolean | RequestFilter;
  /** Fields of other types, missing fields, unknown words. */
  odd: OddField[];
  heldNames: HeldNames;
  /** Bulk requests that are done in part. */
  partialBulk: PartialBulk[];
  /** What answers in the place of the API. */
  gateways: Gateway[];
  /** Limits by class of request. */
  limits: Limits;
  /** How every 429 with a Retry-After writes it. Default: `seconds`. */
  retryAfter: RetryAfterForm;
  pages: PageBehaviour;
  /** Counts for installs that are made from then on. */
  ownDomain: OwnDomain;
  /** How a domain's ownership is verified. */
  ownership: Ownership;
  /** The network that serves domains, and its SSL. */
  network: Network;
  /** Successes that say little. */
  successes: SmallSuccess[];
  /** How the API rewrites names of sites and people. */
  names: RewrittenNames;
  /** The form of the ids of what is made from then on. `not-a-uuid` is as in the reference's own examples. */
  ids: "uuid" | "upper-case" | "not-a-uuid";
  /** The form of a 400 with field errors. */
  errors: "standard" | "by-field" | "texts" | "one-error" | "messages";
  /** Requests that are cut off unread if their connection has served one before. */
  resetReused: Occasion[];
}

/** Some of the settings. A group may have some of its settings too. A list replaces the whole list. */
export type BehaviourChange = {
  [Name in keyof BehaviourSettings]?: BehaviourSettings[Name] extends readonly unknown[]
    ? BehaviourSettings[Name]
    : BehaviourSettings[Name] extends object
      ? Partial<BehaviourSettings[Name]>
      : BehaviourSettings[Name];
};

const wellBehaved: BehaviourSettings = {
  seed: 1,
  lag: { lists: 0, reads: 0, writes: 0, removals: 0, removedStatus: "deleting" },
  actor: { script: [] },
  short: false,
  odd: [],
  heldNames: { installs: 0, domains: 0 },
  partialBulk: [],
  gateways: [],
  limits: {},
  retryAfter: "seconds",
  pages: { shuffled: false, count: "right" },
  ownDomain: { under: "wpengine.com", redirects: false },
  ownership: usualOwnership,
  network: usualNetwork,
  successes: [],
  names: { escaped: false, collapsed: false },
  ids: "uuid",
  errors: "standard",
  resetReused: [],
};

/**
 * The one door to all that can be bad about the simulated world. Every behaviour is off until it is set, may be set at
 * any time, and combines with every other.
 *
 * @example
 * simulator.behaviours.set({ lag: { lists: 4000, removals: 20_000 }, short: true });
 * simulator.behaviours.reset();
 */
export class Behaviours {
  #settings: BehaviourSettings = { ...wellBehaved };
  readonly #draws = new Map<string, () => number>();
  readonly #occasions = new Map<string, Occasions<Occasion>>();

  /** @param onChange Called after each change of the settings. */
  constructor(
    change: BehaviourChange = {},
    private readonly onChange: () => void = () => undefined,
  ) {
    this.#apply(change);
  }

  /** The present settings. */
  get settings(): Readonly<BehaviourSettings> {
    return this.#settings;
  }

  /** Changes the settings that `change` names, and leaves all others. Their rules count their requests anew. */
  set(change: BehaviourChange): void {
    this.#apply(change);
    this.onChange();
  }

  /** The world behaves well again. The seed begins anew. */
  reset(): void {
    this.#settings = { ...wellBehaved };
    this.#draws.clear();
    this.#occasions.clear();
    this.onChange();
  }

  /** The next number, from 0 to 1, that one behaviour draws. It does not depend on what other behaviours draw. */
  random(behaviour: string): number {
    let next = this.#draws.get(behaviour);
    if (next === undefined) this.#draws.set(behaviour, (next = generator(this.#settings.seed + hash(behaviour))));
    return next();
  }

  /** The rules of one list that strike a request, in their order. */
  struck<Name extends "odd" | "partialBulk" | "gateways" | "successes" | "resetReused">(
    name: Name,
    request: SeenRequest,
    holds: (rule: BehaviourSettings[Name][number]) => boolean = () => true,
  ): BehaviourSettings[Name] {
    const known = this.#occasions.get(name);
    const occasions = known ?? new Occasions<Occasion>(this.#settings[name], () => this.random(name));
    this.#occasions.set(name, occasions);
    return occasions.strikeAll(request, holds) as BehaviourSettings[Name];
  }

  #apply(change: BehaviourChange): void {
    const all: Record<string, unknown> = { ...this.#settings };
    const changed: Record<string, unknown> = { ...change };
    for (const [name, value] of Object.entries(changed)) {
      if (value === undefined) continue;
      const old = all[name];
      all[name] = isGroup(value) && isGroup(old) ? { ...old, ...value } : value;
      this.#occasions.delete(name);
      this.#draws.delete(name);
    }
    this.#settings = all as unknown as BehaviourSettings;
    if (change.seed !== undefined) this.#draws.clear();
  }
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const hash = (text: string): number => Buffer.from(text).reduce((sum, byte) => (sum * 31 + byte) | 0, 7);
