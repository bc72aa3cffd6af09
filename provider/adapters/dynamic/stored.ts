import { type CheckResult, type DiffResult, type ResourceLifecycle } from "../../lifecycle";
import { ResourceError, UnfinishedError } from "../../report";
import { type Run } from "../../run";
import { type Values } from "../../values";
import { pack, unpack } from "./memory";

type Outputs = Record<string, unknown>;

/** A lifecycle in the form of a dynamic provider: the engine keeps the outputs, and hands back nothing else. */
export interface StoredLifecycle {
  check(run: Run, olds: Values, news: Values): CheckResult;
  diff(run: Run, id: string, outputs: Values, news: Values): DiffResult;
  create(run: Run, inputs: Values): Promise<{ id: string; outputs: Outputs }>;
  /** Undefined: the resource is gone. */
  read(run: Run, id: string, outputs: Values): Promise<{ outputs: Outputs; inputs: Outputs } | undefined>;
  update(run: Run, id: string, outputs: Values, news: Values): Promise<Outputs>;
  delete(run: Run, id: string, outputs: Values): Promise<void>;
}

/** The resource exists under its id but is not yet as declared. The engine keeps these outputs of it. */
export class UnfinishedOutputs extends ResourceError {
  constructor(
    message: string,
    readonly id: string,
    readonly outputs: Outputs,
  ) {
    super(message);
  }
}

export function storedLifecycleOf(lifecycle: ResourceLifecycle): StoredLifecycle {
  const { schema } = lifecycle;
  const packed = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnfinishedError)) throw error;
      throw new UnfinishedOutputs(error.message, error.kept.id, pack(schema, error.kept));
    }
  };
  return {
    check: (run, olds, news) => lifecycle.check(run, olds, news),
    diff: (run, id, outputs, news) => lifecycle.diff(run, unpack(schema, id, outputs), news),
    create: (run, inputs) =>
      packed(async () => {
        const kept = await lifecycle.create(run, inputs);
        return { id: kept.id, outputs: pack(schema, kept) };
      }),
    read: async (run, id, outputs) => {
      const read = await lifecycle.read(run, unpack(schema, id, outputs));
      return read && { outputs: pack(schema, read.kept), inputs: read.inputs };
    },
    update: (run, id, outputs, news) =>
      packed(async () => pack(schema, await lifecycle.update(run, unpack(schema, id, outputs), news))),
    delete: (run, id, outputs) => lifecycle.delete(run, unpack(schema, id, outputs)),
  };
}
