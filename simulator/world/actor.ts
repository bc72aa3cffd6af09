import { type Behaviours } from "./behaviours";
import { matches, type Occasion, Occasions, type RequestFilter, type SeenRequest } from "./occasions";
import { shuffled } from "./random";

/**
 * What somebody else does. An act concerns what the request's path names. If the path names nothing, it concerns
 * something at random.
 * - `create-same`: creates an object with the natural key of the POST, and with other values.
 * - `rename`: gives a site another name.
 * - `move`: moves an install to another site of its account.
 * - `remove`: removes the object.
 * - `change-environment`: gives an install an environment that no install of its site has.
 * - `other-primary`: makes another domain of the install primary.
 * - `change-redirect`: removes a domain's redirect, or makes a domain without one redirect to the primary domain.
 * - `change-roles`: gives a user other roles.
 */
export type ActName =
  | "create-same"
  | "rename"
  | "move"
  | "remove"
  | "change-environment"
  | "other-primary"
  | "change-redirect"
  | "change-roles";

/** All that somebody can do. */
export const actNames: readonly ActName[] = [
  "create-same",
  "rename",
  "move",
  "remove",
  "change-environment",
  "other-primary",
  "change-redirect",
  "change-roles",
];

/** A request as the actor sees it. */
export interface WatchedRequest extends SeenRequest {
  body?: unknown;
}

/** When in a request's life somebody acts: before the API sees it, or after the API has handled it. */
export type Moment = "before" | "after";

/** An act at one request, or at several. */
export interface ActorStep extends RequestFilter, Pick<Occasion, "times"> {
  /** At which matching request, the first being 1. Default: 1. */
  nth?: number;
  /** Default: `before`. */
  moment?: Moment;
  /** A named act, or anything that the test does itself. Default for `times`: 1. */
  act: ActName | ((request: WatchedRequest) => void);
}

export interface RandomActs extends RequestFilter {
  /** From 0 to 1, for each matching request. */
  probability: number;
  /** Default: all. */
  acts?: readonly ActName[];
  /** Default: drawn. */
  moment?: Moment;
  /** The most acts. Default: no end. */
  times?: number;
}

export interface ActorSettings {
  script: ActorStep[];
  /** Acts that are drawn from the seed. */
  random?: RandomActs;
}

/** Does one act, and says in words what it did. Undefined: there is nothing to do it to. */
export type Acts = (name: ActName, request: WatchedRequest, random: () => number) => string | undefined;

/** Somebody else who works in the same account, between two requests. */
export class Actor {
  /**
   * What the actor did since the settings last changed, in words, for a test that fails:
   * `before POST /installs: made the install acme`.
   */
  readonly deeds: string[] = [];
  #settings: ActorSettings | undefined;
  #script = new Occasions<ActorStep & Occasion>();
  #acted = 0;

  constructor(
    private readonly behaviours: Behaviours,
    private readonly acts: Acts,
  ) {}

  /** Somebody's chance to act. */
  at(moment: Moment, request: WatchedRequest): void {
    this.#begin();
    for (const { act } of this.#script.strikeAll(request, (step) => (step.moment ?? "before") === moment))
      this.#do(moment, request, typeof act === "function" ? act : [act]);
    this.#actAtRandom(moment, request);
  }

  /** New settings begin a new count. */
  #begin(): void {
    const { actor } = this.behaviours.settings;
    if (this.#settings === actor) return;
    this.#settings = actor;
    this.deeds.length = 0;
    this.#acted = 0;
    this.#script = new Occasions(
      actor.script.map((step) => ({ ...step, times: step.times ?? 1, after: (step.nth ?? 1) - 1 })),
    );
  }

  #actAtRandom(moment: Moment, request: WatchedRequest): void {
    const random = this.#settings?.random;
    if (random === undefined || !matches(random, request) || this.#acted >= (random.times ?? Infinity)) return;
    // Without a moment, each of the two has half the probability, so that it holds for the whole request.
    if (moment !== (random.moment ?? "before") && random.moment !== undefined) return;
    const probability = random.moment === undefined ? random.probability / 2 : random.probability;
    if (this.#random() >= probability) return;
    if (this.#do(moment, request, shuffled(random.acts ?? actNames, this.#random))) this.#acted++;
  }

  /** Does the first of these that can be done. */
  #do(
    moment: Moment,
    request: WatchedRequest,
    acts: readonly ActName[] | ((request: WatchedRequest) => void),
  ): boolean {
    const at = `${moment} ${request.method} ${request.path}`;
    if (typeof acts === "function") {
      acts(request);
      this.deeds.push(`${at}: the test's own act`);
      return true;
    }
    for (const name of acts) {
      const deed = this.acts(name, request, this.#random);
      if (deed === undefined) continue;
      this.deeds.push(`${at}: ${deed}`);
      return true;
    }
    return false;
  }

  readonly #random = (): number => this.behaviours.random("actor");
}
