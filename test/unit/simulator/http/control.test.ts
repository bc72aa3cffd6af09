import { type Simulator, startSimulator } from "../../../../simulator";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const control = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> => {
  const url = new URL(`/__simulator__${path}`, simulator.url);
  const answer = await fetch(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
};

const record = { type: "TXT", name: "_wpeproperty.acme.com", values: ["one", "two"] };
const path = `/dns/TXT/${record.name}`;

test("a record is set, read, listed and removed", async () => {
  expect(await control("PUT", path, { values: record.values })).toEqual({ status: 200, body: record });
  expect(simulator.dns.values("TXT", record.name)).toEqual(record.values);
  expect((await control("GET", path)).body).toEqual(record);
  expect((await control("GET", "/dns")).body).toEqual([record]);
  expect((await control("DELETE", path)).status).toBe(204);
  expect([(await control("GET", path)).status, (await control("DELETE", path)).status]).toEqual([404, 404]);
});

test.each([undefined, {}, { values: [] }, { values: "one" }])(
  "a record without values is refused: %j",
  async (body) => {
    expect(await control("PUT", path, body)).toMatchObject({ status: 400 });
    expect(simulator.dns.all()).toEqual([]);
  },
);

test("names are the same in capitals and with a trailing dot, and each type has its own values", async () => {
  await control("PUT", "/dns/cname/WWW.Acme.com.", { values: ["acme.wpengine.com"] });
  expect(simulator.dns.values("CNAME", "www.acme.com")).toEqual(["acme.wpengine.com"]);
  expect(simulator.dns.values("A", "www.acme.com")).toEqual([]);
});
