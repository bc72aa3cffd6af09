import { type Definition, definitionOf, type ResourceDefinition } from "../define";
import { ResourceError, UnfinishedError } from "../report";
import { type Connection } from "../run";
import { type Declared, holdsUnknown, type Kept } from "../values";
import { checkInputs } from "./check";
import { connectionIn, connectionOf } from "./connections";
import { createResource } from "./create/create";
import { deleteResource } from "./delete";
import { diffInputs, type DiffResult } from "./diff";
import { type ResourceLifecycle } from "./engine";
import { notingFailures, refuseAfterFailure } from "./failures";
import {
  claimedKeyOf,
  goesWhileTaken,
  meaningOfAll,
  objectOf,
  standsElsewhere,
  stateOf,
  subjectOf,
  subjectOfKnown,
} from "./identity";
import { readResource } from "./read";
import { updateResource } from "./update";

export function lifecycleOf<Inputs, Remote>(resource: ResourceDefinition<Inputs, Remote>): ResourceLifecycle {
  const definition = definitionOf(resource);
  return notingFailures(definition.type, {
    schema: definition,
    check: (run, olds, news) => {
      const connection = connectionIn(run, news);
      const result = checkInputs(definition, connection, olds, news);
      if (result.failures.length === 0)
        connection?.claims.noteDeclared(definition.type, meaningOfAll(definition, result.inputs));
      return result;
    },
    diff: (run, kept, news) => {
      // The connection in the state may have no settings any more.
      const connection = connectionIn(run, news);
      connection?.claims.noteInState(objectOf(definition, kept.id, kept.observed), kept.observed, news);
      const result = diffInputs(definition, kept, news);
      if (connection === undefined) return result;
      if (result.replaces.length === 0) claimSeen(definition, connection, kept, news, result);
      else if (result.deleteBeforeReplace) claimGoing(definition, connection, kept, news);
      return result;
    },
    create: (run, news) =>
      keeping(
        connectionOf(run, news),
        ({ id }) => objectOf(definition, id, news),
        (connection) => createResource(definition, connection, news),
      ),
    read: async (run, kept) => {
      const connection = connectionOf(run, kept.declared);
      const read = await readResource(definition, connection, kept);
      const object = objectOf(definition, kept.id, kept.observed);
      const { claims } = connection;
      if (read !== undefined && claims.isNextStepOf(object, kept)) claims.noteForm(object, read.kept);
      return read;
    },
    update: (run, kept, news) =>
      keeping(
        connectionOf(run, news),
        () => objectOf(definition, kept.id, kept.observed),
        (connection) => updateResource(definition, connection, kept, news),
      ),
    delete: async (run, kept) => {
      const connection = connectionOf(run, kept.declared);
      try {
        refuseAfterFailure(run, subjectOfKnown(definition, stateOf(definition, kept), kept.id), kept);
      } catch (error) {
        // A deletion that would take the object along, such as that of its site, must stop too.
        connection.claims.noteStaying(objectOf(definition, kept.id, kept.observed));
        throw error;
      }
      await deleteResource(definition, connection, kept);
    },
  });
}

/** Notes what the engine keeps after a step, half done or whole. */
async function keeping(
  connection: Connection,
  object: (kept: Kept) => string,
  work: (connection: Connection) => Promise<Kept>,
): Promise<Kept> {
  const { claims } = connection;
  try {
    const kept = await work(connection);
    claims.noteForm(object(kept), kept);
    return kept;
  } catch (error) {
    if (error instanceof UnfinishedError) claims.noteForm(object(error.kept), error.kept);
    throw error;
  }
}

/**
 * Notes that the engine will delete an object before it creates the replacement. Refuses that if another resource of the
 * program takes the natural key of the object.
 */
function claimGoing(definition: Definition, { claims }: Connection, kept: Kept, news: Declared): void {
  const state = stateOf(definition, kept);
  const [oldKey, newKey] = [claimedKeyOf(definition, state), claimedKeyOf(definition, news)];
  if (oldKey === undefined || newKey === undefined || oldKey === newKey) return;
  const object = objectOf(definition, kept.id, kept.observed);
  claims.noteGoing(object, oldKey, newKey);
  if (claims.isGoingWhileTaken(object)) throw new ResourceError(`${goesWhileTaken(subjectOf(definition, state))}.`);
}

/**
 * Claims the object of a diff. After a rename with adoption, the engine deletes the old resource later than the diff of
 * the new one, so the run then knows that the object is in use.
 */
function claimSeen(
  definition: Definition,
  { claims }: Connection,
  kept: Kept,
  news: Declared,
  { changed }: DiffResult,
): void {
  // A diff with an unknown value proves nothing. The engine sends such diffs to find the dependents of a replacement,
  // and some of those are resources that the program no longer has and that the engine is about to delete.
  if (holdsUnknown(news)) return;
  const meaning = meaningOfAll(definition, news);
  // A refresh sends a diff with the inputs of the state, and no check before it. The program may declare none of that.
  if (!claims.isDeclared(definition.type, meaning)) return;
  const clash = claims.claimSeen({
    object: objectOf(definition, kept.id, kept.observed),
    kept,
    news,
    meaning,
    oldKey: claimedKeyOf(definition, stateOf(definition, kept)),
    newKey: claimedKeyOf(definition, news),
    isChanging: changed,
  });
  const subject = subjectOf(definition, news);
  if (clash === "declared") throw standsElsewhere(subject, kept.id);
  if (clash === "leaving") {
    throw new ResourceError(
      `${subject}: another resource of this program would adopt this object (id ${kept.id}) by its present name.\n` +
        "Leave that resource out of the program, run `pulumi up`, and then add it.",
    );
  }
}
