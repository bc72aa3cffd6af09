import { type dynamic } from "@pulumi/pulumi";
import { watchEngine } from "./engine-watch";
import { resources } from "../../resources";
import { type ReadSetting, readSettings } from "../../configuration";
import { Run } from "../../run";
import { Unknown, type Values } from "../../values";
import { type StoredLifecycle, storedLifecycleOf, UnfinishedOutputs } from "./stored";

/*
 * Pulumi's dynamic-provider protocol, and nothing else. Pulumi's provider process asks `handler` for the provider of a
 * type, and calls that provider with plain values.
 */

// The engine sends this text for a value that it does not know yet (pulumi/pulumi#6310).
const engineUnknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const providerKey = "__provider";

type Props = Record<string, unknown>;
// One process serves one run of the engine, so the providers of all types share one `Run`.
let stackSetting: ReadSetting | undefined;
let begun: Run | undefined;

/** The run of this process. It begins with the first resource. */
function currentRun(): Run {
  const stack = stackSetting;
  if (stack === undefined) throw new Error("The engine called the provider without configuring it first.");
  begun ??= new Run(
    (connection) => readSettings(stack, (name) => process.env[name], connection),
    (text) => console.warn(text),
    // With --logflow, --tracing or -v the engine passes these on first: its address is the last argument.
    watchEngine(process.argv.at(-1)),
  );
  return begun;
}

/** The provider of one type of resource, for Pulumi's dynamic-provider process. */
export function handler(type: string): dynamic.ResourceProvider {
  const lifecycle = resources[type];
  if (lifecycle === undefined) throw new Error(`pulumi-wpengine has no resource of the type ${type}.`);
  return providerOf(storedLifecycleOf(lifecycle));
}

function providerOf(lifecycle: StoredLifecycle): dynamic.ResourceProvider {
  return {
    // The work must end before the first await: the process calls other methods without waiting for `configure`.
    configure: async ({ config }) => {
      stackSetting = (key) => config.get(key);
      return Promise.resolve();
    },
    check: (olds: Props | undefined, news: Props) =>
      withoutStack(async () => {
        const { inputs, failures } = lifecycle.check(currentRun(), fromEngine(olds ?? {}), fromEngine(news));
        return { inputs: toEngine(inputs), failures };
      }),
    // Without `changes`, the engine compares the inputs itself and shows in a preview which of them differ.
    diff: (id: string, olds: Props, news: Props) =>
      withoutStack(async () => {
        const { replaces, deleteBeforeReplace, isUnfinished } = lifecycle.diff(
          currentRun(),
          id,
          fromEngine(olds),
          fromEngine(news),
        );
        // After a refresh, the engine no longer knows that a step was left unfinished.
        return { replaces, deleteBeforeReplace, ...(isUnfinished && { changes: true }) };
      }),
    create: (inputs: Props) =>
      withProvider(inputs, async () => {
        const { id, outputs } = await lifecycle.create(currentRun(), fromEngine(inputs));
        return { id, outs: outputs };
      }),
    read: (id: string, props: Props = {}) =>
      withoutStack(async () => {
        const found = await lifecycle.read(currentRun(), id, fromEngine(props));
        // An empty id tells the engine that the resource is gone.
        return found === undefined ? { id: "", props: {} } : { id, props: found.outputs, inputs: found.inputs };
      }),
    update: (id: string, olds: Props, news: Props) =>
      withProvider(news, async () => ({
        outs: await lifecycle.update(currentRun(), id, fromEngine(olds), fromEngine(news)),
      })),
    delete: (id: string, props: Props) => withoutStack(() => lifecycle.delete(currentRun(), id, fromEngine(props))),
  };
}

function fromEngine(props: Props): Values {
  const { [providerKey]: ignored, ...values } = props;
  return mapped(values, (value) => (value === engineUnknown ? Unknown.value : value)) as Values;
}

const toEngine = (values: Values): Props =>
  mapped(values, (value) => (Unknown.is(value) ? engineUnknown : value)) as Props;

function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value || typeof value !== "object" || value === null) return changed;
  if (Array.isArray(value)) return value.map((entry) => mapped(entry, change));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapped(entry, change)]));
}

/**
 * Hands an unfinished resource to the engine in the form that the state stores. Pulumi's process for dynamic providers
 * adds `__provider` only to a success.
 */
async function withProvider<T>(inputs: Props, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnfinishedOutputs)) throw error;
    throw Object.assign(new Error(error.message), {
      id: error.id,
      properties: { ...error.outputs, [providerKey]: inputs[providerKey] },
      reasons: [error.message],
    });
  }
}

/**
 * Keeps errors short in the process's own log: the process prints each with its stack, and the engine shows the
 * message anyway.
 */
async function withoutStack<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error)
      Object.assign(error, { stack: "", toString: () => "See the error of the resource below" });
    throw error;
  }
}
