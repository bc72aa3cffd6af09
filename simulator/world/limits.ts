/** At most this many requests in any period of this many milliseconds. */
export interface Limit {
  requests: number;
  milliseconds: number;
}

/** Limits by class of request. Each class has a limit and a count of its own. */
export interface Limits {
  /** POST /installs. */
  installs?: Limit;
  /** Every request about the domains of one install. Each install counts by itself. */
  domains?: Limit;
  /** POST of a purge. All installs count together. */
  purges?: Limit;
  /** Every other request. */
  rest?: Limit;
}

/**
 * How a Retry-After is written: whole seconds; an HTTP date; seconds since 1970, as some gateways write it; ten years
 * (`absurd`); or not at all.
 */
export type RetryAfterForm = "seconds" | "http-date" | "epoch-seconds" | "absurd" | "none";

const tenYears = 315_360_000;

/** The text of a Retry-After that asks for these seconds; undefined for none. */
export function retryAfterText(seconds: number, form: RetryAfterForm, now: number): string | undefined {
  switch (form) {
    case "seconds":
      return String(seconds);
    case "http-date":
      // A date has no milliseconds: a client that comes at that moment must not come too early.
      return new Date(Math.ceil(now / 1000 + seconds) * 1000).toUTCString();
    case "epoch-seconds":
      return String(Math.ceil(now / 1000 + seconds));
    case "absurd":
      return String(tenYears);
    case "none":
      return undefined;
  }
}
