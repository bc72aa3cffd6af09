import { defaultBaseUrl, isLoopback } from "../api";
import { millisecondsOf } from "./duration";

/** Everything that a stack or the environment can set. */
export interface Settings {
  username: string;
  password: string;
  baseUrl: string;
  /** Whether every resource adopts an existing object that has its natural key. */
  adopt: boolean;
  /** The key in the stack's configuration that sets `adopt` to true. With it, every later run adopts too. */
  adoptLasts?: string;
  /** Milliseconds that a create, an update, a delete or a function may take. A read gets at least 10 minutes. */
  timeout: number;
  /** Milliseconds between the first two looks at a resource that the provider waits for. Later pauses are longer. */
  pollInterval: number;
  retries: number;
  requestsPerSecond?: number;
}

/** Settings are missing or wrong. The message says what to write, or which command to run. */
export class ConfigurationError extends Error {
  constructor(problems: string[], connection?: string) {
    const what = connection === undefined ? "" : `connection "${connection}" of the `;
    super([`The ${what}WP Engine provider is not configured correctly.`, ...problems].join("\n  "));
    this.name = "ConfigurationError";
  }
}

export type ReadSetting = (key: string) => string | undefined;

/** A value, and where it was found. */
interface Found {
  value: string;
  namespace: string;
  isInStack: boolean;
}

/** What the keys of a connection's settings begin with: `wpengine-agency-b` in `wpengine-agency-b:username`. */
export const namespaceOf = (connection: string | undefined): string =>
  connection === undefined ? "wpengine" : `wpengine-${connection}`;

/**
 * Reads the settings of a connection; without a name, those of the default one. The stack (`wpengine:username`) comes
 * before the environment (`WPENGINE_USERNAME`). A named connection has credentials of its own, and takes from the
 * default one whatever else it does not set: if it took the public API for its base URL, a run against a simulator
 * would send this connection's deletions there.
 */
export function readSettings(stack: ReadSetting, environment: ReadSetting, connection?: string): Settings {
  const problems: string[] = [];
  const own = namespaceOf(connection);
  const find = (name: string, namespace: string): Found | undefined => {
    const given = [stack(`${namespace}:${name}`), environment(environmentName(namespace, name))];
    // A value that is pasted or comes from a file often ends in a blank or a line end.
    const values = given.map((value) => value?.trim() ?? "");
    const first = values.findIndex((value) => value !== "");
    return first < 0 ? undefined : { value: values[first] ?? "", namespace, isInStack: first === 0 };
  };
  const setting = (name: string): Found | undefined => find(name, own) ?? find(name, namespaceOf(undefined));
  const read = <T>(name: string, parse: (value: string) => T | undefined, fallback: T, expected: string): T => {
    const found = setting(name);
    if (found === undefined) return fallback;
    const parsed = parse(found.value);
    if (parsed === undefined) problems.push(`${placeOf(found.namespace, name)} must be ${expected}.`);
    return parsed ?? fallback;
  };
  const credential = (name: string, command: string): string => {
    const found = find(name, own);
    if (found === undefined) {
      problems.push(`${own}:${name} is missing: run \`${command}\` or set ${environmentName(own, name)}.`);
    }
    return found?.value ?? "";
  };
  const adopt = setting("adopt");
  const settings: Settings = {
    username: credential("username", `pulumi config set ${own}:username …`),
    // Without a value, Pulumi asks for the password, so that no shell history and no process list shows it.
    password: credential("password", `pulumi config set --secret ${own}:password`),
    baseUrl: readBaseUrl(setting("baseUrl"), problems),
    adopt: read("adopt", booleanOf, false, "true or false"),
    adoptLasts: adopt?.isInStack === true && booleanOf(adopt.value) === true ? `${adopt.namespace}:adopt` : undefined,
    timeout: read("timeout", positiveDuration, 1_800_000, "a duration such as 30m"),
    pollInterval: read("pollInterval", positiveDuration, 10_000, "a duration such as 10s"),
    retries: read("retries", wholeNumber, 4, "a whole number such as 4"),
    requestsPerSecond: read<number | undefined>("requestsPerSecond", positiveNumber, undefined, "a number such as 5"),
  };
  if (problems.length > 0) throw new ConfigurationError(problems, connection);
  return settings;
}

const environmentName = (namespace: string, name: string): string =>
  `${namespace.replaceAll("-", "_")}_${name.replace(/[A-Z]/g, "_$&")}`.toUpperCase();

const placeOf = (namespace: string, name: string): string =>
  `${namespace}:${name} (or ${environmentName(namespace, name)})`;

function readBaseUrl(found: Found | undefined, problems: string[]): string {
  if (found === undefined) return defaultBaseUrl;
  const { value, namespace } = found;
  const place = placeOf(namespace, "baseUrl");
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    problems.push(`${place} must be a URL such as ${defaultBaseUrl}.`);
    return defaultBaseUrl;
  }
  if (url.username !== "" || url.password !== "") {
    problems.push(`${place} must hold no credentials: set ${namespace}:username and ${namespace}:password instead.`);
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
