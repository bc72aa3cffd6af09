import { once } from "node:events";
import { type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";

/** A request and its answer, as they went over the wire. */
export interface Exchange {
  method: string;
  /** Below the base URL and without the query. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** The body of the request: parsed if it is JSON, otherwise its text. Undefined if there was none. */
  sent: unknown;
  status: number;
  /** The body of the answer, in the same form. */
  answered: unknown;
}

export interface Wire {
  url: string;
  exchanges: Exchange[];
  close(): Promise<void>;
}

/**
 * Starts a server between a client and the simulator. It passes on every request and every answer, and records both.
 */
export async function wireTo(simulator: { url: string }): Promise<Wire> {
  const exchanges: Exchange[] = [];
  const application = new Hono();
  application.all("*", async ({ req: request }) => {
    const { pathname, search } = new URL(request.url);
    const sent = await request.text();
    const answer = await fetch(new URL(pathname + search, simulator.url), {
      method: request.method,
      headers: request.header(),
      body: sent === "" ? undefined : sent,
    });
    const answered = await answer.text();
    exchanges.push({
      method: request.method,
      path: pathname.replace(/^\/v1/, ""),
      query: request.query(),
      headers: request.header(),
      sent: jsonOrText(sent),
      status: answer.status,
      answered: jsonOrText(answered),
    });
    const { status, headers } = answer;
    return new Response(answered === "" ? null : answered, { status, headers });
  });

  const server = createAdaptorServer({ fetch: application.fetch, overrideGlobalObjects: false }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    exchanges,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function jsonOrText(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
