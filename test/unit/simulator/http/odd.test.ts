import { agencyId as accountId, type OddField, type Oddity, type Simulator } from "../../../../simulator";
import { behaving } from "../../../support/behaving";
import { ask, firstOf } from "../../../support/simulator-client";

let simulator: Simulator;
let installId: string;
beforeEach(async () => {
  ({ simulator } = await behaving());
  const { estate } = simulator;
  const { id: siteId } = estate.addSite({ accountId, name: "Acme" });
  installId = estate.addInstall({ accountId, siteId, name: "acme", environment: "production" }).id;
  estate.addInstall({ accountId, siteId, name: "acmestg", environment: "staging" });
  const { id: redirectTo } = estate.addDomain({ installId, name: "acme.com", primary: true });
  estate.addDomain({ installId, name: "www.acme.com", redirectTo });
});

const odd = (...rules: OddField[]) => simulator.behaviours.set({ odd: rules });
const installs = async () =>
  ((await ask(simulator, "GET /installs")).body as { results: Record<string, unknown>[] }).results;

test("a field has the value that it is told to have, in a list and in a single answer", async () => {
  odd({ field: "php_version", value: 8.2 });
  const [listed] = await installs();
  expect([listed, (await ask(simulator, `GET /installs/${installId}`)).body]).toMatchObject([
    { php_version: 8.2 },
    { php_version: 8.2 },
  ]);
});

test.each<[string, Oddity, unknown]>([
  ["php_version", "number", 8.2],
  ["site", "empty-object", {}],
  ["account.id", "number", 42],
  ["status", "unknown-word", "reticulating"],
  ["id", "missing", undefined],
  ["site", "null", null],
  ["name", "list", ["acme"]],
  ["name", "object", { value: "acme" }],
  ["is_multisite", "text", "false"],
  ["name", "empty-list", []],
])("the field %s is %s", async (field, as, expected) => {
  odd({ path: "/installs", field, as, of: "acme" });
  const [entry] = await installs();
  const read = field.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], entry);
  expect(read).toEqual(expected);
});

test("roles come as a list", async () => {
  simulator.estate.accountUser("olga@agency.example").roles = "full,billing";
  odd({ field: "roles", as: "list" });
  expect(await firstOf(simulator, `/accounts/${accountId}/account_users`)).toMatchObject({
    roles: ["billing", "full"],
  });
});

test.each(["2021", "1.17.0"] as const)("in %s a redirect comes as its target's id", async (shape) => {
  simulator.useShape(shape);
  const field = shape === "2021" ? "redirect_to" : "redirects_to";
  odd({ field, as: "id", of: "www.acme.com" });
  const { body } = await ask(simulator, `GET /installs/${installId}/domains`);
  const www = (body as { results: Record<string, unknown>[] }).results.find(({ name }) => name === "www.acme.com");
  expect(www?.[field]).toBe(simulator.estate.domain("acme.com").id);
});

test("count comes as a text", async () => {
  odd({ field: "count", as: "text" });
  expect(await ask(simulator, "GET /installs")).toMatchObject({ body: { count: "2" } });
});

test.each([
  ["a page", "/sites", "results"],
  ["a site's installs", "/sites", "installs"],
])("null comes where the list of %s is due", async (_, path, field) => {
  odd({ path, field, as: "null" });
  const { body } = await ask(simulator, `GET ${path}`);
  const { results } = body as { results: { installs: unknown }[] | null };
  expect(field === "results" ? results : results?.[0]?.installs).toBeNull();
});

test("one entry is odd and the others are not", async () => {
  odd({ field: "php_version", value: 8.2, of: "acmestg" });
  expect((await installs()).map(({ php_version }) => php_version)).toEqual(["8.2", 8.2]);
});

test("several fields are odd together, and each as often as it is told", async () => {
  odd({ field: "php_version", value: 8.2, times: 1 }, { field: "site", value: {} });
  const answers = [(await installs())[0], (await installs())[0]];
  expect(answers).toMatchObject([
    { php_version: 8.2, site: {} },
    { php_version: "8.2", site: {} },
  ]);
});

test("a refusal is not odd", async () => {
  odd({ field: "message", value: 42 });
  expect(await ask(simulator, "GET /sites/missing")).toMatchObject({ body: { message: "Site not found" } });
});

describe("odd fields that are drawn", () => {
  async function drawn(seed: number): Promise<unknown[]> {
    simulator.behaviours.set({ seed, odd: [{ path: "/installs" }] });
    const answers: unknown[] = [];
    for (let count = 0; count < 10; count++) answers.push(await installs());
    return answers;
  }

  test("are the same for the same seed, and others for another", async () => {
    const [one, again, other] = [await drawn(7), await drawn(7), await drawn(8)];
    expect([again, JSON.stringify(other) === JSON.stringify(one)]).toEqual([one, false]);
  });

  test("leave ids alone", async () => {
    const answers = (await drawn(7)) as { id: string }[][];
    expect(new Set(answers.flat().map(({ id }) => typeof id))).toEqual(new Set(["string"]));
  });

  test("are in a share of the entries", async () => {
    simulator.behaviours.set({ odd: [{ field: "name", value: 1, entries: 0.5 }] });
    const names: unknown[] = [];
    for (let count = 0; count < 20; count++) names.push(...(await installs()).map(({ name }) => name === 1));
    expect(names.filter(Boolean).length).toBeGreaterThan(10);
    expect(names.filter(Boolean).length).toBeLessThan(30);
  });
});
