import { type FaultRule } from "../../simulator";
import { routes } from "../../simulator/nouns";
import { type Subject, type Verb } from "./nouns";
import { type Kept, TestWorld } from "./world";

/** The lines that a user sees when the API answers a verb's own request with this status. An id is written #. */
export type Seen = Partial<Record<Verb, Record<number, string[]>>>;

const methods: Record<Verb, string> = { create: "POST", read: "GET", update: "PATCH", delete: "DELETE" };

const messages: Record<number, string> = {
  400: "Invalid request",
  401: "Bad Credentials",
  403: "Not authorized",
  404: "Not found",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

function listedFor(operation: string): number[] {
  return routes.find(({ method, path }) => `${method} ${path}` === operation)!.listed;
}

/** Describes one test for each answer. It compares the whole text. */
export function describeErrors(subject: Subject, seen: Seen): void {
  const rows = Object.entries(seen).flatMap(([verb, texts]) =>
    Object.entries(texts).map(([status, lines]) => [verb as Verb, Number(status), lines.join("\n")] as const),
  );
  test.each(Object.entries(subject.routes))(
    `${subject.type}: the table of %s has every status that the API lists for it`,
    (verb, operation) => {
      const statuses = Object.keys(seen[verb as Verb] ?? {}).map(Number);
      expect(listedFor(operation).filter((status) => !statuses.includes(status))).toEqual([]);
    },
  );
  test.each(rows)(
    `${subject.type}: the error of a %s that is answered %i has every line`,
    async (verb, status, text) => {
      expect(await failureOf(subject, verb, { status, body: { message: messages[status] } })).toBe(text);
    },
  );
}

/** The text that a user sees when a verb's own request meets this fault every time. */
export function failureOf(
  subject: Subject,
  verb: Verb,
  fault: Partial<FaultRule>,
  settings: Record<string, string> = {},
): Promise<string> {
  return seen(settings, async (world) => {
    const inputs = subject.declare(world);
    const kept = verb === "create" ? undefined : await world.create(subject.type, inputs);
    world.newRun();
    world.simulator.faults.add({ kind: "answer", method: methods[verb], times: Infinity, ...fault });
    await act(world, subject, verb, inputs, kept);
  });
}

/** The text that a user sees when this fails in a world with these settings. Ids are random, so each is written #. */
export async function seen(
  settings: Record<string, string>,
  failing: (world: TestWorld) => Promise<unknown>,
): Promise<string> {
  const world = await TestWorld.create({}, settings);
  try {
    return `nothing failed: ${JSON.stringify(await failing(world))}`;
  } catch (error) {
    return (error as Error).message.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "#");
  } finally {
    await world.close();
  }
}

async function act(
  world: TestWorld,
  { type, change }: Subject,
  verb: Verb,
  inputs: Record<string, unknown>,
  kept: Kept | undefined,
): Promise<unknown> {
  if (kept === undefined) return world.create(type, inputs);
  if (verb === "read") return world.refresh(type, kept);
  if (verb === "update") return world.update(type, kept, { ...inputs, ...change });
  return world.delete(type, kept);
}
