import { type AxiosProxyConfig } from "axios";
import { getProxyForUrl } from "proxy-from-env";

/** Whether a URL's host is this machine. */
export const isLoopback = (hostname: string): boolean =>
  /^(.+\.)?localhost\.?$/i.test(hostname) ||
  /^127(\.\d+){3}$/.test(hostname) ||
  ["[::1]"].includes(hostname) ||
  hostname.startsWith("[::ffff:7f");

/**
 * The proxy that the environment names for a URL. Undefined for a URL of this machine: a proxy could not reach it, and
 * would read the credentials of a plain request.
 */
export function proxyFor(url: string): URL | undefined {
  if (!URL.canParse(url) || isLoopback(new URL(url).hostname)) return undefined;
  const proxy = getProxyForUrl(url);
  return proxy === "" ? undefined : new URL(proxy);
}

/** A proxy as axios takes it. */
export function axiosProxy({ protocol, hostname, port, username, password }: URL): AxiosProxyConfig {
  return {
    protocol,
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
    ...(username !== "" && {
      auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    }),
  };
}

/** A proxy as an error names it: without its credentials. */
export const nameOfProxy = ({ protocol, host }: URL): string => `${protocol}//${host}`;
