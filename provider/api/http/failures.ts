/** Whether a request failed because this machine does not trust the server's certificate. */
export const isCertificateCode = (code: string): boolean =>
  !code.startsWith("ERR_SSL_") && /CERT|LEAF_SIGNATURE|^INVALID_(CA|PURPOSE)$|^HOSTNAME_MISMATCH$/.test(code);

const unreachable = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ERR_PROXY_TUNNEL",
]);

/**
 * Whether the API cannot have received a request that failed like this: the connection, or its encryption, was not yet
 * established. `isEncrypted`: the encryption was established when the request failed.
 */
export function isNeverSent(code: string, message: string, isEncrypted: boolean): boolean {
  if (unreachable.has(code) || isCertificateCode(code)) return true;
  // Node.js has no code for this failure.
  if (/before secure TLS connection was established/.test(message)) return true;
  if (code !== "EPROTO" && !/^ERR_(SSL|TLS)_/.test(code)) return false;
  // These codes also come in the middle of a connection. With TLS 1.3, the server may refuse the connection only then.
  return !isEncrypted || isRefusedConnection(code + message);
}

/** Whether the server itself broke off, and not because it could not read what came. */
const isRefusedConnection = (said: string): boolean =>
  /alert/i.test(said) && !/BAD_RECORD_MAC|DECRYPT/.test(said.toUpperCase().replace(/ /g, "_"));
