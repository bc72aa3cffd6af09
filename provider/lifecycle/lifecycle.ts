import { type ResourceDefinition } from "../define";
import { type Run } from "../run";
import { holdsUnknown, type Values } from "../values";
import { checkInputs, type CheckResult } from "./check";
import { type Created, createResource } from "./create/create";
import { deleteResource } from "./delete";
import { diffInputs, type DiffResult } from "./diff";
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
  definition: ResourceDefinition<Inputs, Remote>,
): ResourceLifecycle {
  return {
    check: (run, olds, news) => checkInputs(definition, run, olds, news),
    diff: (run, id, outputs, news) => {
      const result = diffInputs(definition, outputs, news);
      if (result.replaces.length === 0) claimSeen(run, `${definition.type} ${id}`, result.changed, news);
      return result;
    },
    create: (run, inputs) => createResource(definition, run, inputs as Inputs & Values),
    read: (run, id, outputs) => readResource(definition, run, id, outputs),
    update: (run, id, outputs, news) => updateResource(definition, run, id, outputs, news as Inputs & Values),
    delete: (run, id, outputs) => deleteResource(definition, run, id, outputs),
  };
}

/**
 * Claims the object of a diff. After a rename with adoption, the engine deletes the old resource later than the diff of
 * the new one, so the run then knows that the object is in use.
 */
function claimSeen(run: Run, object: string, changed: boolean, news: Values): void {
  // A diff with an unknown value proves nothing. The engine sends such diffs to find the dependents of a replacement,
  // and some of those are resources that the program no longer has and that the engine is about to delete.
  if (holdsUnknown(news)) return;
  // The engine may still replace a changed resource (`replaceOnChanges`), and its replacement may claim the same
  // object.
  if (changed) run.markLive(object);
  else run.claim(object);
}
