import { type TestWorld } from "../../support/world";
import { failureOf, seen } from "../../support/error-table";
import { everySubject, type Subject, type Verb } from "../../support/nouns";

/*
 * Before the provider creates or deletes anything, it looks at what exists. If the API refuses this look, the error has
 * as many lines as if the API had refused the creation or the deletion itself.
 */

const credentials =
  "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.";
const ids = "Check the ids in the request. If they are right, look for a newer version of pulumi-wpengine.";
const mayNot =
  "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.";
const rate =
  "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit.";
const unavailable = "The API is not available at the moment.";

const advice: Record<"create" | "delete", Record<number, string[]>> = {
  create: {
    400: [ids],
    401: [credentials],
    403: [mayNot],
    404: [
      "This request names something that does not exist, or that these credentials cannot see. If this stack created it, run `pulumi refresh`; otherwise check the ids in the program, and wpengine:baseUrl.",
    ],
    429: [`${rate} Run \`pulumi up\` again later.`],
    503: [`${unavailable} Run \`pulumi up\` again later.`],
  },
  delete: {
    400: [ids],
    401: [
      credentials,
      "If you changed them after the last `pulumi up`, add `--run-program` to `pulumi refresh` and `pulumi destroy`: without it, both use the old ones.",
    ],
    403: [
      mayNot,
      "The provider cannot tell whether it is gone, so the state keeps it. If you know that it is gone, drop it from the state with `pulumi state delete`.",
    ],
    429: [`${rate} Run the same command again later.`],
    503: [`${unavailable} Run the same command again later.`],
  },
};

const moreTime: Record<"create" | "delete", string> = {
  create:
    "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
  delete:
    "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
};

const rows = everySubject.flatMap(([, subject]) =>
  (["create", "delete"] as const).flatMap((verb) =>
    subject.looks[verb].map((status) => [subject.called, verb, status, subject] as const),
  ),
);

const hasty = { timeout: "1m" };

/** Leaves out the path of the look, which does not concern the user. */
const lookedSomewhere = (text: string): string => text.replace(/GET \/\S+/g, "GET …");

test.each(rows)(
  "%s: the error of a look before a %s that is answered %i has every line",
  async (called, verb, status, subject) => {
    const text = await failureOf(subject, verb, { method: "GET", status, body: { message: "Said so" } }, hasty);
    const inTime = status === 429 || status === 503;
    expect(lookedSomewhere(text).split("\n")).toEqual([
      `${called}: could not ${verb} it${inTime ? " in the time allowed" : ""}. GET … answered ${status} (request #): Said so`,
      ...advice[verb][status]!,
      ...(inTime ? [moreTime[verb]] : []),
    ]);
  },
);

/** The provider asks the account or the user whether an object is gone. Here the API does not answer that. */
const whereItWas = { method: "GET", kind: "answer", times: Infinity } as const;

async function missing(world: TestWorld, { type, declare }: Subject, verb: Verb, status: number): Promise<unknown> {
  const kept = await world.create(type, declare(world));
  const { sites, installs, domains, accountUsers, sshKeys } = world.estate;
  for (const things of [sites, installs, domains, accountUsers, sshKeys]) things.clear();
  world.newRun();
  world.simulator.faults.add({
    ...whereItWas,
    path: /^\/(accounts(\/[^/]+)?|user)$/,
    status,
    body: { message: "Said so" },
  });
  return verb === "read" ? world.refresh(type, kept) : world.delete(type, kept);
}

const unclear = everySubject.flatMap(([type, subject]) =>
  (["read", "delete"] as const).flatMap((verb) =>
    [401, 429, 503].map((status) => [type, verb, status, subject] as const),
  ),
);

test.each(unclear)(
  "%s: a %s fails if a %i keeps the provider from finding out whether the object is gone",
  async (_type, verb, status, subject) => {
    expect(lookedSomewhere(await seen(hasty, (world) => missing(world, subject, verb, status)))).toContain(
      `could not ${verb} it${status === 401 ? "" : " in the time allowed"}. GET … answered ${status} (request #): Said so`,
    );
  },
);
