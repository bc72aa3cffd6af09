import { Agent, request } from "node:http";
import { once } from "node:events";
import { type IncomingMessage } from "node:http";
import {
  agencyId as accountId,
  type BehaviourChange,
  type PartialBulk,
  type SettableClock,
  type Simulator,
  type SmallSuccess,
} from "../../../../simulator";
import { behaving } from "../../../support/behaving";
import { ask, askEach } from "../../../support/simulator-client";

let simulator: Simulator;
let clock: SettableClock;
beforeEach(async () => {
  ({ simulator, clock } = await behaving());
});

const set = (change: BehaviourChange) => simulator.behaviours.set(change);
const addInstall = (name = "acme") => {
  const { id: siteId } = simulator.estate.addSite({ accountId, name: "Acme" });
  return simulator.estate.addInstall({ accountId, siteId, name, environment: "production" });
};

describe("settings", () => {
  test("change what they name and leave the rest of a group alone", () => {
    set({ lag: { lists: 4000 } });
    set({ lag: { reads: 2000 }, short: true });
    expect(simulator.behaviours.settings).toMatchObject({
      lag: { lists: 4000, reads: 2000, removals: 0 },
      short: true,
    });
  });

  test("are all off by default and after a reset", () => {
    const { settings } = simulator.behaviours;
    set({ lag: { lists: 4000 }, pages: { shuffled: true }, gateways: [{}], ids: "upper-case" });
    simulator.behaviours.reset();
    expect(simulator.behaviours.settings).toEqual(settings);
  });

  test("may be given at the start", async () => {
    await simulator.close();
    ({ simulator } = await behaving({ gateways: [{ status: 521 }] }));
    expect(await ask(simulator, "GET /user")).toMatchObject({ status: 521 });
  });

  test("hold together", async () => {
    simulator.estate.addSite({ accountId, name: "Acme" });
    set({ lag: { lists: 4000 }, short: true, pages: { count: "missing" }, odd: [{ field: "name", value: 7 }] });
    simulator.estate.addSite({ accountId, name: "Late" });
    const { body } = await ask(simulator, "GET /sites");
    expect(body).toEqual({
      previous: null,
      next: null,
      results: [{ id: simulator.estate.site("Acme").id, name: 7, account: { id: accountId } }],
    });
  });

  test("do not disturb what another behaviour draws", async () => {
    const order = async () => ((await ask(simulator, "GET /sites")).body as { results: unknown[] }).results;
    for (let count = 0; count < 9; count++) simulator.estate.addSite({ accountId, name: `Site ${count}` });
    set({ seed: 7, pages: { shuffled: true } });
    const alone = await order();
    set({ seed: 7, pages: { shuffled: true }, odd: [{ path: "/user", share: 0.5 }] });
    await ask(simulator, "GET /user");
    expect(await order()).toEqual(alone);
  });
});

describe("a name that is held", () => {
  beforeEach(() => set({ heldNames: { installs: 30_000, domains: 30_000 } }));

  test.each([
    [
      "install by a request",
      async () => (await ask(simulator, `DELETE /installs/${simulator.estate.install("acme").id}`)).status,
    ],
    ["install in the portal", async () => simulator.estate.removeInstall(simulator.estate.install("acme").id)],
    ["site", async () => simulator.estate.removeSite(simulator.estate.site("Acme").id)],
  ])("stays taken after the removal of its %s, for its time", async (_, remove) => {
    addInstall();
    await remove();
    const { id: site_id } = simulator.estate.addSite({ accountId, name: "Other" });
    const create = async () =>
      ask(simulator, "POST /installs", { name: "acme", account_id: accountId, site_id, environment: "staging" });
    const refused = await create();
    clock.pass(30_000);
    expect([refused, await create()]).toMatchObject([
      { status: 400, body: { errors: [{ field: "name", type: "value_unavailable" }] } },
      { status: 201 },
    ]);
  });

  test.each([
    ["alone", "", { name: "acme.com" }],
    ["among several", "/bulk", { domains: [{ name: "acme.com" }] }],
  ])("of a domain that is posted %s stays taken for its time", async (_, path, body) => {
    const install = addInstall();
    const { id } = simulator.estate.addDomain({ installId: install.id, name: "acme.com" });
    const add = async () => ask(simulator, `POST /installs/${install.id}/domains${path}`, body);
    await ask(simulator, `DELETE /installs/${install.id}/domains/${id}`);
    const refused = await add();
    clock.pass(30_000);
    expect([refused, await add()]).toMatchObject([
      { status: 400, body: { errors: [{ field: "name", type: "value_unavailable" }] } },
      { status: 201 },
    ]);
  });
});

test("a world that settles holds no name", async () => {
  set({ heldNames: { installs: 30_000 } });
  simulator.estate.removeInstall(addInstall().id);
  simulator.settle();
  const { id: site_id } = simulator.estate.site("Acme");
  const wanted = { name: "acme", account_id: accountId, site_id, environment: "staging" };
  expect(await ask(simulator, "POST /installs", wanted)).toMatchObject({ status: 201 });
});

describe("a bulk request that is done in part", () => {
  const wanted = [{ name: "a.com" }, { name: "b.com", redirect_to: "a.com" }, { name: "c.com" }];
  async function send(part: PartialBulk) {
    const install = addInstall();
    set({ partialBulk: [part] });
    const answer = await ask(simulator, `POST /installs/${install.id}/domains/bulk`, { domains: wanted });
    const made = simulator.estate.domainsOf(install.id).filter(({ builtIn }) => !builtIn);
    return { answer, made: made.map(({ name }) => name) };
  }

  test.each([400, 500] as const)("is refused with %i, though the first are made", async (answer) => {
    expect(await send({ made: 2, answer })).toMatchObject({ answer: { status: answer }, made: ["a.com", "b.com"] });
  });

  test("is answered with a mixed list", async () => {
    const { answer, made } = await send({ made: 2, answer: "mixed" });
    expect([answer, made]).toMatchObject([
      {
        status: 201,
        body: {
          domains: [
            { name: "a.com" },
            { redirects_to: { name: "a.com" } },
            { name: "c.com", error: expect.any(String) as unknown },
          ],
        },
      },
      ["a.com", "b.com"],
    ]);
  });

  test("is answered with those alone that were made", async () => {
    const { answer } = await send({ made: 1, answer: "made-only" });
    expect((answer.body as { domains: unknown[] }).domains).toHaveLength(1);
  });

  test("is done whole after the times told", async () => {
    const install = addInstall();
    set({ partialBulk: [{ made: 0, answer: 500, times: 1 }] });
    const statuses: number[] = [];
    for (let count = 0; count < 2; count++)
      statuses.push((await ask(simulator, `POST /installs/${install.id}/domains/bulk`, { domains: wanted })).status);
    expect(statuses).toEqual([500, 201]);
  });
});

describe("pages", () => {
  const names = async (query: string) =>
    ((await ask(simulator, `GET /sites?${query}`)).body as { results: { name: string }[] }).results.map(
      ({ name }) => name,
    );
  beforeEach(() => {
    for (let count = 0; count < 20; count++) simulator.estate.addSite({ accountId, name: `Site ${count}` });
  });

  test("that are shuffled repeat entries and leave others out", async () => {
    set({ pages: { shuffled: true } });
    const seen = [...(await names("limit=10")), ...(await names("limit=10&offset=10"))];
    expect([seen.length, new Set(seen).size < 20]).toEqual([20, true]);
  });

  test("of users are shuffled, too", async () => {
    for (const one of ["a", "b", "c", "d", "e", "f"])
      simulator.estate.addAccountUser({
        accountId,
        firstName: one,
        lastName: one,
        email: `${one}@acme.com`,
        roles: "full",
      });
    set({ pages: { shuffled: true } });
    const lists = await askEach(simulator, Array<string>(2).fill(`GET /accounts/${accountId}/account_users`));
    expect(lists[0]!.body).not.toEqual(lists[1]!.body);
  });

  test.each([
    ["missing", undefined],
    ["too-large", 25],
  ] as const)("have a count that is %s, and a next that is right", async (count, expected) => {
    set({ pages: { count } });
    const { body } = await ask(simulator, "GET /sites");
    expect([(body as { count?: number }).count, body]).toEqual([expected, expect.objectContaining({ next: null })]);
  });

  test("are shorter than asked for, and lead on", async () => {
    set({ pages: { atMost: 3 } });
    const { body } = await ask(simulator, "GET /sites?limit=10&offset=5");
    expect(body).toMatchObject({
      results: { length: 3 },
      next: "https://api.wpengineapi.com/v1/sites?limit=10&offset=8",
    });
  });
});

describe("successes that say little", () => {
  const cases: [string, string, SmallSuccess, { status: number; body: unknown }][] = [
    ["a PATCH", "PATCH", { status: 204 }, { status: 204, body: undefined }],
    ["a PATCH", "PATCH", { status: 200, body: {} }, { status: 200, body: {} }],
    ["a PATCH", "PATCH", { status: 202 }, { status: 202, body: undefined }],
    [
      "a DELETE",
      "DELETE",
      { status: 200, body: { message: "Deleted" } },
      { status: 200, body: { message: "Deleted" } },
    ],
    ["a DELETE", "DELETE", { status: 202 }, { status: 202, body: undefined }],
  ];

  test.each(cases)("%s is done and answered so (%s %j)", async (_, method, success, expected) => {
    const { id } = simulator.estate.addSite({ accountId, name: "Acme" });
    set({ successes: [{ method, ...success }] });
    const { status, body } = await ask(simulator, `${method} /sites/${id}`, { name: "Newer" });
    const left = simulator.estate.sites.all().map(({ name }) => name);
    expect([{ status, body }, left]).toEqual([expected, method === "PATCH" ? ["Newer"] : []]);
  });

  test("leave refusals and reads alone, which count for nothing", async () => {
    const { id } = simulator.estate.addSite({ accountId, name: "Acme" });
    set({ successes: [{ status: 204, times: 1 }] });
    const operations = ["GET /sites", "DELETE /sites/missing", `PATCH /sites/${id}`];
    const answers = await askEach(simulator, operations.slice(0, 2));
    answers.push(await ask(simulator, operations[2]!, { name: "Newer" }));
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 204]);
  });
});

describe("ids", () => {
  test.each([
    ["upper-case", /^[0-9A-F-]{36}$/],
    ["not-a-uuid", /^q[0-9a-f-]{34}y$/],
  ] as const)("are %s, and lead to what has them", async (ids, form) => {
    set({ ids });
    const { body } = await ask(simulator, "POST /sites", { account_id: accountId, name: "Acme" });
    const { id } = body as { id: string };
    expect([form.test(id), (await ask(simulator, `GET /sites/${id}`)).status]).toEqual([true, 200]);
  });
});

describe("a connection that is used again", () => {
  const send = async (agent: Agent): Promise<number | string> => {
    const asked = request(`${simulator.url}/status`, { agent }).end();
    try {
      const [response] = (await once(asked, "response")) as [IncomingMessage];
      response.resume();
      await once(response, "end");
      return response.statusCode ?? 0;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? "";
    }
  };

  test("is cut off unread, as often as told", async () => {
    set({ resetReused: [{ times: 1 }] });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const seen = [await send(agent), await send(agent), await send(agent), await send(agent)];
    agent.destroy();
    expect(seen).toEqual([200, "ECONNRESET", 200, 200]);
  });
});
