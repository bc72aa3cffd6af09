/** Tells the time of a simulated world: milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** The time of this machine. */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * A clock that stands still until somebody moves it, so that nobody waits for a lag or a limit.
 *
 * @example
 * const clock = new SettableClock();
 * const simulator = await startSimulator({ clock });
 * clock.pass(5000);
 */
export class SettableClock implements Clock {
  readonly #beforeMoving: (() => void)[] = [];
  #now: number;

  /** @param start Milliseconds since 1970. Default: the first of January 2026. */
  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Lets milliseconds pass. */
  pass(milliseconds: number): void {
    this.set(this.#now + milliseconds);
  }

  /** Sets the time, forwards or back. */
  set(now: number): void {
    for (const look of this.#beforeMoving) look();
    this.#now = now;
  }

  /** Registers what must look at the world before its time moves on, such as a history. */
  beforeMoving(look: () => void): void {
    this.#beforeMoving.push(look);
  }
}

/** A moment in the API's own form. */
export const moment = (now: number): string => new Date(now).toISOString();

/** Durations in milliseconds. */
export interface Durations {
  /** The time until a new install is active. */
  install: number;
  /** The time until a deleted install is gone. */
  installRemoval: number;
  backup: number;
  domainCheck: number;
  /** The time from a request that finds a domain's TXT record until the domain is verified. */
  verification: number;
  /** The time from a domain's verification until its network is active. */
  network: number;
  /** The time from a domain's verification until its SSL is active. */
  ssl: number;
  /** The pause before each answer. */
  response: number;
}

export const usualDurations: Durations = {
  install: 300,
  installRemoval: 0,
  backup: 500,
  domainCheck: 300,
  verification: 0,
  network: 0,
  ssl: 0,
  response: 0,
};

/** The two limits that the API documents, in seconds between two requests for one install. */
export interface InstallLimits {
  purgeCache: number;
  checkStatus: number;
}

export const documentedLimits: InstallLimits = { purgeCache: 60, checkStatus: 5 };
