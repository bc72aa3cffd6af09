import { type Definition, definitionOf, type ResourceDefinition } from "../define";
import { ResourceError, UnfinishedError } from "../report";
import { type Run } from "../run";
import { holdsUnknown, type Values } from "../values";
import { checkInputs, type CheckResult } from "./check";
import { type Created, createResource } from "./create/create";
import { deleteResource } from "./delete";
import { diffInputs, type DiffResult } from "./diff";
import { meaningOfAll, naturalKeyOf, objectOf, standsElsewhere, subjectOf } from "./identity";
import { readResource, type ReadResult } from "./read";
import { updateResource } from "./update";

/** A kind of resource for any engine: plain values in and out, and `Unknown` for values that are not known yet. */
export interface ResourceLifecycle {
  check(run: Run, olds: Values, news: Values): CheckResult;
  diff(run: Run, id: string, outputs: Values, news: Values): DiffResult;
  create(run: Run, inputs: Values): Promise<Created>;
  /** Undefined: the resource is gone. */
  read(run: Run, id: string, outputs: Values): Promise<ReadResult | undefined>;
  update(run: Run, id: string, outputs: Values, news: Values): Promise<Record<string, unknown>>;
  delete(run: Run, id: string, outputs: Values): Promise<void>;
}

export function lifecycleOf<Inputs extends object, Remote>(
  resource: ResourceDefinition<Inputs, Remote>,
): ResourceLifecycle {
  const definition = definitionOf(resource);
  const objectFor = (id: string, values: Values): string => objectOf(definition, id, values);
  return {
    check: (run, olds, news) => {
      const result = checkInputs(definition, run, olds, news);
      if (result.failures.length === 0) run.claims.declared(definition.type, meaningOfAll(definition, result.inputs));
      return result;
    },
    diff: (run, id, outputs, news) => {
      run.claims.inState(objectFor(id, outputs), outputs, news);
      const result = diffInputs(definition, outputs, news);
      if (result.replaces.length === 0) claimSeen(definition, run, id, outputs, news, result);
      return result;
    },
    create: async (run, inputs) => {
      const created = await keeping(
        run,
        (id) => objectFor(id, inputs),
        () => createResource(definition, run, inputs),
      );
      run.claims.keeps(objectFor(created.id, inputs), created.outputs);
      return created;
    },
    read: async (run, id, outputs) => {
      const read = await readResource(definition, run, id, outputs);
      const object = objectFor(id, outputs);
      if (read !== undefined && run.claims.isNextStepOf(object, outputs)) run.claims.keeps(object, read.outputs);
      return read;
    },
    update: async (run, id, outputs, news) => {
      const updated = await keeping(
        run,
        () => objectFor(id, outputs),
        () => updateResource(definition, run, id, outputs, news),
      );
      run.claims.keeps(objectFor(id, outputs), updated);
      return updated;
    },
    delete: (run, id, outputs) => deleteResource(definition, run, id, outputs),
  };
}

/** Notes the outputs of a step that failed half way: the engine gets those, too. */
async function keeping<T>(run: Run, object: (id: string) => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnfinishedError) run.claims.keeps(object(error.id), error.outputs);
    throw error;
  }
}

/**
 * Claims the object of a diff. After a rename with adoption, the engine deletes the old resource later than the diff of
 * the new one, so the run then knows that the object is in use.
 */
function claimSeen(
  definition: Definition,
  run: Run,
  id: string,
  outputs: Values,
  news: Values,
  { changed }: DiffResult,
): void {
  // A diff with an unknown value proves nothing. The engine sends such diffs to find the dependents of a replacement,
  // and some of those are resources that the program no longer has and that the engine is about to delete.
  if (holdsUnknown(news)) return;
  const meaning = meaningOfAll(definition, news);
  // A refresh sends a diff with the inputs of the state, and no check before it. The program may declare none of that.
  if (!run.claims.isDeclared(definition.type, meaning)) return;
  const clash = run.claims.seen({
    object: objectOf(definition, id, outputs),
    outputs,
    news,
    meaning,
    oldKey: naturalKeyOf(definition, outputs),
    newKey: naturalKeyOf(definition, news),
    isChanging: changed,
  });
  const subject = subjectOf(definition, news);
  if (clash === "declared") throw standsElsewhere(subject, id);
  if (clash === "leaving") {
    throw new ResourceError(
      `${subject}: another resource of this program would adopt this object (id ${id}) by its present name.\n` +
        "Leave that resource out of the program, run `pulumi up`, and then add it.",
    );
  }
}
