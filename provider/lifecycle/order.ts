import { type ApiAnswerError, isRefusedValue, saysTaken, waitBefore } from "../api";
import { type Definition, type Remote } from "../define";
import { UnattributedError } from "../report";
import { type Values } from "../values";
import { objectOf, subjectOf } from "./identity";
import { type Step } from "./step";

/** What a request asks for, and the id of what it changes. A creation has no id. */
export interface Wanted {
  inputs: Values;
  id?: string;
}

// How long the API may take to see what it did itself, and the engine to begin the change that makes room.
const timeToMakeRoom = 15_000;
const longestPause = 5000;

/**
 * Sends a request again while something that this run will move or has deleted is in its way. So the changes within one
 * site or install find their order.
 */
export async function whileInTheWay(step: Step, wanted: Wanted, send: () => Promise<Remote>): Promise<Remote> {
  const { definition, context } = step;
  let givesUpAt = context.now() + timeToMakeRoom;
  for (let attempt = 0; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      const freed = freedBy(step, wanted);
      if (definition.inTheWay === undefined && freed === undefined) throw error;
      const obstacles = await obstaclesTo(step, wanted, error);
      if (obstacles.length > 0) refuseSwap(step, wanted, obstacles, error);
      // If nothing is or was in the way of a creation, the refusal has another reason, which its answer gives.
      const hasLeft = wasInTheWay(step, wanted);
      if (wanted.id === undefined && obstacles.length === 0 && !hasLeft && freed === undefined) throw error;
      // A list may be late to show what is in the way. But a refusal that does not say "taken" is about something else.
      if (attempt > 0 && obstacles.length === 0 && freed === undefined && !saysTaken(error)) throw error;
      const isMakingRoom =
        (freed !== undefined && saysTaken(error)) ||
        (obstacles.length > 0 && obstacles.every((one) => willMakeRoom(step, wanted, one)));
      if (isMakingRoom) givesUpAt = context.now() + timeToMakeRoom;
      // An obstacle that was there when the API refused may be gone by now, so the request may go out again.
      const pause = Math.min(waitBefore(attempt, error), longestPause);
      const mayWait = context.now() + pause < givesUpAt && (await context.pauseInTime(pause));
      if (!mayWait) throw heldUp(definition, obstacles, freed, error);
    }
  }
}

/** What this run deleted, and whose name or place the API may still count as taken. */
function freedBy({ definition, connection }: Step, { inputs, id }: Wanted): string | undefined {
  const deleted = connection.claims.deletedOf(definition.type);
  const { label } = definition;
  const namesake = id === undefined ? deleted.find((one) => label(one) === label(inputs)) : undefined;
  const [occupant] = definition.inTheWay?.({ ...inputs, id }, deleted) ?? [];
  const one = namesake ?? occupant;
  return one && subjectOf(definition, one);
}

/** Whether something was in the way when this run began to change it. */
const wasInTheWay = ({ definition, connection }: Step, { inputs, id }: Wanted): boolean =>
  (definition.inTheWay?.({ ...inputs, id }, connection.claims.formerOf(definition.type)) ?? []).length > 0;

/** What must change first, from a fresh list. */
async function obstaclesTo(
  { definition, connection, finder }: Step,
  { inputs, id }: Wanted,
  error: unknown,
): Promise<Values[]> {
  if (definition.inTheWay === undefined) return [];
  const all = await finder.allAfresh().catch(() => {
    throw error;
  });
  const deleted = connection.claims.deletedOf(definition.type).map((one) => one.id);
  const there = all.filter((one) => !deleted.includes(definition.id(one)));
  // An object that has the wanted name itself is a case for adoption, or for an error of its own.
  if (id === undefined && there.some((one) => definition.isNamed(one, inputs))) throw error;
  const states = there.map((one): Values => ({ ...definition.state(one), id: definition.id(one) }));
  return definition.inTheWay({ ...inputs, id }, states);
}

/** Whether this run is going to move an obstacle out of the way. */
function willMakeRoom({ definition, connection }: Step, { inputs, id }: Wanted, obstacle: Values): boolean {
  const declared = connection.claims.declaredFor(objectOf(definition, String(obstacle.id), { ...inputs, ...obstacle }));
  if (declared?.isChanging !== true) return false;
  return definition.inTheWay?.({ ...inputs, id }, [asDeclared(definition, obstacle, declared.news)]).length === 0;
}

const asDeclared = ({ removable }: Definition, observed: Values, news: Values): Values => ({
  ...observed,
  ...Object.fromEntries(removable.map((input) => [input, undefined])),
  ...news,
});

/** Two resources that want each other's places would wait for ever: the API changes one at a time. */
function refuseSwap(
  { definition, connection }: Step,
  { inputs, id }: Wanted,
  obstacles: Values[],
  error: ApiAnswerError,
): void {
  if (id === undefined) return;
  const self = connection.claims.declaredFor(objectOf(definition, id, inputs));
  const held: Values | undefined = self?.before && { ...self.before, id };
  if (held === undefined) return;
  for (const obstacle of obstacles) {
    const other = connection.claims.declaredFor(objectOf(definition, String(obstacle.id), { ...inputs, ...obstacle }));
    if (other === undefined) continue;
    const otherWants = { ...asDeclared(definition, obstacle, other.news), id: obstacle.id };
    if (definition.inTheWay?.(otherWants, [held]).length !== 1) continue;
    throw new UnattributedError(error.message, () => [
      `This resource and ${subjectOf(definition, obstacle)} are to swap places, ` +
        "but the API moves one at a time, and only into a free place.",
      "Declare a free place for one of the two and run `pulumi up`. Then declare both as you want them, and run `pulumi up` again.",
    ]);
  }
}

/** Why the place is not free, and what to do about it. */
function heldUp(
  definition: Definition,
  obstacles: Values[],
  freed: string | undefined,
  error: ApiAnswerError,
): unknown {
  if (obstacles.length > 0) {
    const holders = obstacles.map((one) => `${subjectOf(definition, one)} (id ${String(one.id)})`);
    return new UnattributedError(error.message, () => [
      holders.length === 1
        ? `${holders.join("")} stands in the way. Change or delete it first, and then run \`pulumi up\` again.`
        : `${holders.join(", ")} stand in the way. Change or delete them first, and then run \`pulumi up\` again.`,
    ]);
  }
  if (freed === undefined) return error;
  return new UnattributedError(error.message, () => [
    `This run deleted ${freed}, but the API has not freed its name or its place yet. Run \`pulumi up\` again later.`,
  ]);
}
