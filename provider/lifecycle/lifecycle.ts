import { type CheckResult, checkInputs } from "./check";
import { type Created, createResource } from "./create";
import { type ResourceDefinition, type Values } from "./definition";
import { type Operation } from "./operation";
import { type ReadResult, readResource } from "./read";
import { removeResource } from "./remove";
import { type DiffResult, diffInputs } from "./replacement";
import { holdsUnknown } from "./unknown";
import { updateResource } from "./update";

/** A kind of resource, as any engine can drive it: plain values in and out, `Unknown` for what is not known yet. */
export interface ResourceLifecycle {
  check(operation: Operation, olds: Values, news: Values): CheckResult;
  diff(operation: Operation, id: string, outputs: Values, news: Values): DiffResult;
  create(operation: Operation, inputs: Values): Promise<Created>;
  /** Undefined: it is gone. */
  read(operation: Operation, id: string, outputs: Values): Promise<ReadResult | undefined>;
  update(operation: Operation, id: string, outputs: Values, news: Values): Promise<Record<string, unknown>>;
  remove(operation: Operation, id: string, outputs: Values): Promise<void>;
}

export function lifecycleOf<Inputs extends object, Remote>(
  definition: ResourceDefinition<Inputs, Remote>,
): ResourceLifecycle {
  return {
    check: (operation, olds, news) => checkInputs(definition, operation, olds, news),
    diff: (operation, id, outputs, news) => {
      const result = diffInputs(definition, outputs, news);
      // A rename with adoption deletes the old resource after the new one was seen: the object is kept for the new one. A diff
      // with something unknown says nothing: that is how the engine asks which dependents a replacement takes with it, those
      // among them that the program no longer has and that are about to be deleted.
      if (result.replaces.length === 0 && !holdsUnknown(news)) operation.keep(`${definition.type} ${id}`);
      return result;
    },
    create: (operation, inputs) => createResource(definition, operation, inputs as Inputs & Values),
    read: (operation, id, outputs) => readResource(definition, operation, id, outputs),
    update: (operation, id, outputs, news) =>
      updateResource(definition, operation, id, outputs, news as Inputs & Values),
    remove: (operation, id, outputs) => removeResource(definition, operation, id, outputs),
  };
}
