import {
  agencyId as accountId,
  type BehaviourChange,
  SettableClock,
  type Simulator,
  startSimulator,
} from "../../../../simulator";
import { ask, askEach } from "../../../support/simulator-client";

let simulator: Simulator;
let clock: SettableClock;
beforeEach(() => {
  clock = new SettableClock();
});
afterEach(() => simulator.close());

test("a general limit answers 429 without a body, and lets requests through a second later", async () => {
  simulator = await startSimulator({ requestsPerSecond: 2, clock });
  const answers = await askEach(simulator, ["GET /user", "GET /user", "GET /user"]);
  clock.pass(1000);
  answers.push(await ask(simulator, "GET /user"));
  expect(answers).toMatchObject([{ status: 200 }, { status: 200 }, { status: 429, body: undefined }, { status: 200 }]);
});

describe("limits by class", () => {
  const one = { requests: 1, milliseconds: 10_000 };
  let installs: string[];
  async function start(behaviours: BehaviourChange): Promise<void> {
    simulator = await startSimulator({ clock, behaviours, limits: { purgeCache: 0 } });
    installs = ["acme", "bobs"].map((name) => simulator.estate.addInstall({ accountId, name }).id);
  }
  const send = async (...operations: string[]) => {
    const sent = operations.map((one) => one.replace("{acme}", installs[0]!).replace("{bobs}", installs[1]!));
    return (await askEach(simulator, sent, { type: "object" })).map(({ status }) => status === 429);
  };

  test.each<[keyof NonNullable<BehaviourChange["limits"]>, string, string]>([
    ["installs", "POST /installs", "POST /sites"],
    ["purges", "POST /installs/{acme}/purge_cache", "DELETE /installs/{acme}"],
    ["domains", "POST /installs/{acme}/domains", "POST /installs/{bobs}/domains"],
    ["domains", "DELETE /installs/{acme}/domains/missing", "POST /installs"],
    ["rest", "PATCH /sites/missing", "POST /installs/{acme}/purge_cache"],
  ])("of %s refuse a second %s and not a %s", async (name, limited, free) => {
    await start({ limits: { [name]: one } });
    expect(await send(limited, limited, free)).toEqual([false, true, false]);
  });

  test("count all purges together", async () => {
    await start({ limits: { purges: one } });
    expect(await send("POST /installs/{acme}/purge_cache", "POST /installs/{bobs}/purge_cache")).toEqual([false, true]);
  });

  test("pass with time", async () => {
    await start({ limits: { rest: one } });
    const first = await send("POST /sites", "POST /sites");
    clock.pass(10_000);
    expect([...first, ...(await send("POST /sites"))]).toEqual([false, true, false]);
  });

  test("a refused request does not use up what it was refused for", async () => {
    await start({ limits: { rest: { requests: 2, milliseconds: 10_000 } } });
    await send("POST /sites");
    clock.pass(5000);
    await send("POST /sites", "POST /sites", "POST /sites");
    clock.pass(5000);
    expect(await send("POST /sites")).toEqual([false]);
  });

  test("say in how many seconds to come again", async () => {
    await start({ limits: { rest: one } });
    await ask(simulator, "GET /user");
    clock.pass(2500);
    expect((await ask(simulator, "GET /user")).headers.get("Retry-After")).toBe("8");
  });

  test.each([
    ["seconds", "10"],
    ["http-date", "Thu, 01 Jan 2026 00:00:10 GMT"],
    ["epoch-seconds", "1767225610"],
    ["absurd", "315360000"],
    ["none", null],
  ] as const)("write a Retry-After as %s", async (retryAfter, text) => {
    await start({ limits: { rest: one }, retryAfter });
    const [, refused] = await askEach(simulator, ["GET /user", "GET /user"]);
    expect(refused!.headers.get("Retry-After")).toBe(text);
  });

  test("a fault's Retry-After has the same form", async () => {
    await start({ retryAfter: "epoch-seconds" });
    simulator.faults.add({ kind: "429-retry-after", retryAfterSeconds: 10 });
    expect((await ask(simulator, "GET /user")).headers.get("Retry-After")).toBe("1767225610");
  });
});
