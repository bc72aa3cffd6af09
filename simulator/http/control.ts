import { type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";
import { type Dns } from "../world/dns";

const values = z.object({ values: z.array(z.string()).min(1) });

/** The simulator's own operations, which the API does not have. They need no credentials. */
export function controlApplication({ dns }: { dns: Dns }): Hono<{ Bindings: HttpBindings }> {
  const application = new Hono<{ Bindings: HttpBindings }>();
  const record = "/dns/:type/:name";
  application.get("/dns", (context) => context.json(dns.all()));
  application.put(record, async (context) => {
    const body = values.safeParse(await context.req.json().catch(() => undefined));
    const { type, name } = context.req.param();
    if (!body.success) return context.json({ message: 'The body must be {"values": ["…"]}.' }, 400);
    return context.json(dns.set(type, name, body.data.values));
  });
  application.get(record, (context) => {
    const { type, name } = context.req.param();
    const found = dns.values(type, name);
    return found.length > 0 ? context.json({ type, name, values: found }) : context.json({ message: "not found" }, 404);
  });
  application.delete(record, (context) => {
    const { type, name } = context.req.param();
    return dns.remove(type, name) ? context.body(null, 204) : context.json({ message: "not found" }, 404);
  });
  return application;
}
