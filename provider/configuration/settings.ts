import { defaultBaseUrl, isLoopback } from "../api";
import { millisecondsOf } from "./duration";

/** Everything that a stack or the environment can set. */
export interface Settings {
  username: string;
  password: string;
  baseUrl: string;
  /** Whether every resource adopts an existing object that has its natural key. */
  adopt: boolean;
  /** Whether the stack's configuration says so: then it holds for every later run too. */
  adoptLasts?: boolean;
  /** Milliseconds that a create, an update, a delete or a function may take. A read gets at least 10 minutes. */
  timeout: number;
  /** Milliseconds between the first two looks at a resource that the provider waits for. Later pauses are longer. */
  pollInterval: number;
  retries: number;
  requestsPerSecond?: number;
}

/** Settings are missing or wrong. The message says what to write, or which command to run. */
export class ConfigurationError extends Error {
  constructor(problems: string[]) {
    super(["The WP Engine provider is not configured correctly.", ...problems].join("\n  "));
    this.name = "ConfigurationError";
  }
}

export type ReadSetting = (key: string) => string | undefined;

/** Reads the settings. The stack (`wpengine:username`) comes before the environment (`WPENGINE_USERNAME`). */
export function readSettings(stack: ReadSetting, environment: ReadSetting): Settings {
  const problems: string[] = [];
  const setting = (name: string): string | undefined => {
    const given = [stack(`wpengine:${name}`), environment(environmentName(name))];
    // A value that is pasted or comes from a file often ends in a blank or a line end.
    return given.map((value) => value?.trim()).find((value) => value !== undefined && value !== "");
  };
  const read = <T>(name: string, parse: (value: string) => T | undefined, fallback: T, expected: string): T => {
    const value = setting(name);
    if (value === undefined) return fallback;
    const parsed = parse(value);
    if (parsed === undefined) problems.push(`wpengine:${name} (or ${environmentName(name)}) must be ${expected}.`);
    return parsed ?? fallback;
  };
  const credential = (name: string, command: string): string => {
    const value = setting(name);
    if (value === undefined) {
      problems.push(`wpengine:${name} is missing: run \`${command}\` or set ${environmentName(name)}.`);
    }
    return value ?? "";
  };
  const settings: Settings = {
    username: credential("username", "pulumi config set wpengine:username …"),
    // Without a value, Pulumi asks for the password, so that no shell history and no process list shows it.
    password: credential("password", "pulumi config set --secret wpengine:password"),
    baseUrl: readBaseUrl(setting("baseUrl") ?? defaultBaseUrl, problems),
    adopt: read("adopt", booleanOf, false, "true or false"),
    adoptLasts: booleanOf(stack("wpengine:adopt")?.trim() ?? "") === true ? true : undefined,
    timeout: read("timeout", positiveDuration, 1_800_000, "a duration such as 30m"),
    pollInterval: read("pollInterval", positiveDuration, 10_000, "a duration such as 10s"),
    retries: read("retries", wholeNumber, 4, "a whole number such as 4"),
    requestsPerSecond: read<number | undefined>("requestsPerSecond", positiveNumber, undefined, "a number such as 5"),
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return settings;
}

const environmentName = (name: string): string => `WPENGINE_${name.replace(/[A-Z]/g, "_$&").toUpperCase()}`;

function readBaseUrl(value: string, problems: string[]): string {
  const place = "wpengine:baseUrl (or WPENGINE_BASE_URL)";
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    problems.push(`${place} must be a URL such as ${defaultBaseUrl}.`);
    return defaultBaseUrl;
  }
  if (url.username !== "" || url.password !== "") {
    problems.push(`${place} must hold no credentials: set wpengine:username and wpengine:password instead.`);
  } else if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    problems.push(
      `${place} is "${url.origin}": plain http would send the password unencrypted to ${url.hostname}. Write https.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

const booleanOf = (value: string): boolean | undefined =>
  /^(true|false)$/i.test(value) ? value.toLowerCase() === "true" : undefined;

function positiveDuration(value: string): number | undefined {
  const milliseconds = millisecondsOf(value);
  return milliseconds === 0 ? undefined : milliseconds;
}

const wholeNumber = (value: string): number | undefined => (/^\d+$/.test(value) ? Number(value) : undefined);

const positiveNumber = (value: string): number | undefined => (Number(value) > 0 ? Number(value) : undefined);
