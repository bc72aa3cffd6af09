import { type Gateway } from "../world/answers";

const page = (status: number): string =>
  `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>Error ${status}</h1></body></html>`;

/** What a gateway answers in the API's place: with headers of its own, and without the API's request id. */
export function gatewayResponse(gateway: Gateway): Response {
  const { status = 502, server = "cloudflare", headers: more = {} } = gateway;
  const { text, type } = bodyOf(gateway, status);
  const headers = new Headers({ Server: server, ...more });
  if (server === "cloudflare" && !headers.has("CF-RAY"))
    headers.set("CF-RAY", `${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}-FRA`);
  if (status === 407 && !headers.has("Proxy-Authenticate")) headers.set("Proxy-Authenticate", 'Basic realm="proxy"');
  const contentType = gateway.contentType ?? type;
  if (contentType !== undefined) headers.set("Content-Type", contentType);
  return new Response(text, { status, headers });
}

function bodyOf({ body = "html" }: Gateway, status: number): { text: string | null; type?: string } {
  // These statuses have no body at all.
  if (body === "empty" || status === 204 || status === 205 || status === 304) return { text: null };
  if (body === "html") return { text: page(status), type: "text/html; charset=utf-8" };
  if (body === "foreign-json")
    return { text: JSON.stringify({ fault: { code: status, reason: "upstream" } }), type: "application/json" };
  if ("json" in body) return { text: JSON.stringify(body.json), type: "application/json" };
  return { text: body.text, type: "text/plain" };
}
