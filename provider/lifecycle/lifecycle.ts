import { type ResourceDefinition } from "../define";
import { type Run } from "../run";
import { holdsUnknown, type Values } from "../values";
import { checkInputs, type CheckResult } from "./check";
import { type Created, createResource } from "./create/create";
import { deleteResource } from "./delete";
import { diffInputs, type DiffResult } from "./diff";
import { readResource, type ReadResult } from "./read";
import { updateResource } from "./update";

/** A kind of resource, as any engine can drive it: plain values in and out, `Unknown` for what is not known yet. */
export interface ResourceLifecycle {
  check(run: Run, olds: Values, news: Values): CheckResult;
  diff(run: Run, id: string, outputs: Values, news: Values): DiffResult;
  create(run: Run, inputs: Values): Promise<Created>;
  /** Undefined: it is gone. */
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

/** Claims an object that a diff has seen: the engine deletes a resource that was renamed with adoption on only after that. */
function claimSeen(run: Run, object: string, changed: boolean, news: Values): void {
  // A diff with something unknown says nothing: that is how the engine asks which dependents a replacement takes with it, those
  // among them that the program no longer has and that are about to be deleted.
  if (holdsUnknown(news)) return;
  // A changed resource may yet be replaced (`replaceOnChanges`), and then its replacement stands for the same object.
  if (changed) run.markLive(object);
  else run.claim(object);
}
