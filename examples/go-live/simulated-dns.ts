import * as pulumi from "@pulumi/pulumi";

interface Record {
  url: string;
  type: string;
  name: string;
  values: string[];
}

/** Sends a request to the simulator, which has a DNS of its own. */
async function send(method: string, { url, type, name, values }: Record): Promise<void> {
  const body = method === "PUT" ? { body: JSON.stringify({ values }) } : {};
  const answer = await fetch(`${url}/${type}/${encodeURIComponent(name)}`, { method, ...body });
  if (!answer.ok && answer.status !== 404) throw new Error(`${method} ${name} answered ${answer.status}.`);
}

const provider: pulumi.dynamic.ResourceProvider<Record, Record> = {
  diff: async (_id, olds, news) => ({
    changes: JSON.stringify([olds.url, olds.values]) !== JSON.stringify([news.url, news.values]),
    replaces: (["type", "name"] as const).filter((key) => olds[key] !== news[key]),
  }),
  create: async (record) => {
    await send("PUT", record);
    return { id: `${record.type} ${record.name}`, outs: record };
  },
  update: async (_id, _olds, record) => {
    await send("PUT", record);
    return { outs: record };
  },
  delete: (_id, record) => send("DELETE", record),
};

/** A record in the simulator's DNS. In your program, a resource of your DNS provider stands in its place. */
export class SimulatedDnsRecord extends pulumi.dynamic.Resource {
  constructor(
    name: string,
    record: { type: string; name: pulumi.Input<string>; values: pulumi.Input<string[]> },
    options?: pulumi.CustomResourceOptions,
  ) {
    const url = new URL("/__simulator__/dns", process.env.WPENGINE_BASE_URL).href;
    super(provider, name, { url, ...record }, options);
  }
}
