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
 * established.
 */
export function isNeverSent(code: string, message: string): boolean {
  if (unreachable.has(code) || isCertificateCode(code)) return true;
  // Node.js has no code for this failure.
  if (/before secure TLS connection was established/.test(message)) return true;
  // These codes also come in the middle of a connection.
  if (/BAD_RECORD_MAC|DECRYPT/.test(code)) return false;
  return code === "EPROTO" || /^ERR_(SSL|TLS)_/.test(code);
}
