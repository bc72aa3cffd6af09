import { type UnfinishedOutputs } from "../../../provider/adapters/dynamic/stored";
import { agencyId, type TestWorld } from "../../support/world";
import { failureOf, seen } from "../../support/error-table";
import { subjects } from "../../support/nouns";

const { domain, install, site } = subjects;

const hasty = { timeout: "1m", pollInterval: "10s" };
const moreTime =
  "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.";
const moreTimeToDelete =
  "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.";

test("the error says how long the API asked to wait, if that is longer than the time allowed", async () => {
  const answered = await failureOf(site, "create", { kind: "429-retry-after", retryAfterSeconds: 3600 }, hasty);
  expect(answered.split("\n").slice(1)).toEqual([
    "The run reached the API's rate limit, and the API asked to wait 1 h. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run `pulumi up` again later.",
    moreTime,
  ]);
});

test("the time-out of a resource comes before the time-out of the stack", async () => {
  const impatient = {
    ...site,
    declare: (world: TestWorld) => ({ ...site.declare(world), customTimeouts: { create: "1m" } }),
  };
  const fault = { kind: "429-retry-after", retryAfterSeconds: 600 } as const;
  expect(await failureOf(impatient, "create", fault, { timeout: "1h" })).toContain(
    "could not create it in the time allowed.",
  );
});

test("the error of a request whose turn did not come does not blame the network", async () => {
  const slow = { ...hasty, requestsPerSecond: "0.01" };
  expect(await seen(slow, (world) => world.create("Site", site.declare(world)))).toBe(
    [
      'Site "Acme": could not create it in the time allowed. The provider did not send POST /sites: the time allowed ended before its turn came.',
      `${moreTime.slice(0, -1)}; or raise wpengine:requestsPerSecond, if you set it.`,
    ].join("\n"),
  );
});

const waits: [what: string, failing: (world: TestWorld) => Promise<unknown>, text: string[]][] = [
  [
    "an install that stays pending",
    async (world) => world.create("Install", pending(world)),
    [
      'Gave up waiting for Install # to become active after 1 min: its status is still "pending".',
      moreTime,
      "The state keeps it (id #), and the next `pulumi up` goes on from here.",
    ],
  ],
  [
    "an install that stays pending in the next `pulumi up` too",
    async (world) => {
      const inputs = pending(world);
      const { id, outputs } = await world
        .create("Install", inputs)
        .catch((error: unknown) => error as UnfinishedOutputs);
      return world.update("Install", { id, inputs, outputs }, inputs);
    },
    [
      'Gave up waiting for Install # to become active after 1 min: its status is still "pending".',
      `Run \`pulumi up\` again to go on waiting. ${moreTime}`,
    ],
  ],
  [
    "a domain of an install that stays pending",
    async (world) => {
      const inputs = domain.declare(world);
      Object.assign(world.estate.install("acme"), { status: "pending", activeAt: Infinity });
      return world.create("Domain", inputs);
    },
    [
      'Domain www.acme.example: could not create it. Gave up waiting for install # to become active after 1 min: its status is still "pending".',
      `Run \`pulumi up\` again to go on waiting. ${moreTime}`,
    ],
  ],
  [
    "an install that is deleted and stays",
    async (world) => {
      const kept = await world.create("Install", install.declare(world));
      world.simulator.durations.installRemoval = 86_400_000;
      return world.delete("Install", kept);
    },
    [
      "Gave up waiting for Install acme to be gone after 1 min: it is still there.",
      `Run the same command again to go on waiting. ${moreTimeToDelete}`,
    ],
  ],
];

test.each(waits)(
  "%s: the error says what the provider waited for, and how to wait longer",
  async (_what, failing, text) => {
    // A busy machine may take a second more.
    const said = (await seen(hasty, failing)).replace(/1 min \d s/, "1 min");
    expect(said).toBe(text.join("\n"));
  },
);

function pending(world: TestWorld): Record<string, unknown> {
  world.simulator.faults.add({ kind: "stuck-pending" });
  return { ...install.declare(world), accountId: agencyId };
}
