import { type ResourceDefinition } from "../define";
import { type Operation } from "../run";
import { holdsUnknown, type Values } from "../values";
import { checkInputs, type CheckResult } from "./check";
import { type Created, createResource } from "./create/create";
import { removeResource } from "./delete";
import { diffInputs, type DiffResult } from "./diff";
import { readResource, type ReadResult } from "./read";
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
      if (result.replaces.length === 0) keepSeen(operation, `${definition.type} ${id}`, result.changed, news);
      return result;
    },
    create: (operation, inputs) => createResource(definition, operation, inputs as Inputs & Values),
    read: (operation, id, outputs) => readResource(definition, operation, id, outputs),
    update: (operation, id, outputs, news) =>
      updateResource(definition, operation, id, outputs, news as Inputs & Values),
    remove: (operation, id, outputs) => removeResource(definition, operation, id, outputs),
  };
}

/** Keeps an object that a diff has seen: a resource that was renamed with adoption on is deleted only after that. */
function keepSeen(operation: Operation, object: string, changed: boolean, news: Values): void {
  // A diff with something unknown says nothing: that is how the engine asks which dependents a replacement takes with it, those
  // among them that the program no longer has and that are about to be deleted.
  if (holdsUnknown(news)) return;
  // A changed resource may yet be replaced (`replaceOnChanges`), and then its replacement stands for the same object.
  if (changed) operation.keep(object);
  else operation.take(object);
}
