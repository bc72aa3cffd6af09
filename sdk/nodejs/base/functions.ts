import * as pulumi from "@pulumi/pulumi";
import type * as functions from "../../../provider/functions";
import { withoutValues } from "./secrets";

/** How a function reaches the API. */
export interface FunctionOptions {
  /** The connection to use, as in the arguments of a resource. Default: the default connection. */
  connection?: string | undefined;
}

/** How the Output form of a function reaches the API, and when. */
export interface FunctionOutputOptions {
  /** The connection to use, as in the arguments of a resource. Default: the default connection. */
  connection?: pulumi.Input<string | undefined>;
  /** The resources that must exist before the function asks. While one does not, a preview does not know the result. */
  dependsOn?: pulumi.Input<pulumi.Resource> | pulumi.Input<pulumi.Input<pulumi.Resource>[]> | undefined;
}

type Values = Readonly<Record<string, unknown>>;
type Maybe<Value> = Value | null | undefined;

/** What a run has asked already, by the run's monitor. The Automation API runs several programs in one process. */
const asked = new WeakMap<object, Map<string, Promise<Values>>>();

/** Calls a function once in a run for the same arguments. */
export function invoke<Result>(name: string, args: object | undefined, options?: FunctionOptions): Promise<Result> {
  const result = callPlain<Result>(name, args, options);
  // Node.js reports a failure that nobody handles. It must judge by the promise that the program gets, not by this one.
  keepRunning(result.catch(() => undefined));
  return result.then((values) => values);
}

// Options of Pulumi that programs give to every function. They change nothing here.
const idle: readonly string[] = ["parent", "version", "pluginDownloadURL", "async"];

/** The options of a function. Refuses an unknown one: with a misspelt connection, other credentials would answer. */
function optionsOf(name: string, options: FunctionOutputOptions | null = {}): FunctionOutputOptions {
  if (typeof options !== "object") {
    throw new pulumi.RunError(`${name}: the options must be an object, such as { connection: "agency-b" }.`);
  }
  const { connection, dependsOn, ...others } = { ...options };
  const [unknown] = Object.entries(others).flatMap(([option, value]) =>
    value === undefined || idle.includes(option) ? [] : [option],
  );
  if (unknown === undefined) return { ...(connection !== undefined && { connection }), dependsOn };
  throw new pulumi.RunError(
    `${name}: there is no option ${unknown}. The options are connection and, with ${name}Output, dependsOn.`,
  );
}

/** Calls a function, unless an argument is an output: the plain form of a function would never know its value. */
async function callPlain<Result>(
  name: string,
  args: object | undefined,
  options: FunctionOptions | undefined,
): Promise<Result> {
  const { connection, dependsOn } = optionsOf(name, options);
  if (dependsOn !== undefined) {
    throw new pulumi.RunError(
      `${name}: this form of the function does not wait. Write ${name}Output, which takes dependsOn.`,
    );
  }
  const given: [string, unknown][] = Object.entries({ ...args, connection });
  const output = given.find(([, value]) => pulumi.Output.isInstance(value));
  if (output === undefined) return call<Result>(name, args, connection as string | undefined, false);
  throw new pulumi.RunError(`${name}: ${output[0]} is an output. Write ${name}Output, which takes outputs.`);
}

/**
 * Calls a function whose arguments are outputs. A preview does not know the result as long as something on which they or
 * `dependsOn` depend does not exist.
 */
export function invokeOutput<Result>(
  name: string,
  args: object | undefined,
  options?: FunctionOutputOptions,
): pulumi.Output<Result> {
  const { dependsOn, connection } = optionsOf(name, options);
  const given = pulumi.output(args);
  const needed = pulumi.output(dependsOn).apply(resourcesIn);
  const result = pulumi.all([given, needed, connection]).apply<Result>(async ([known, resources, through]) => {
    const all = [...(await resourcesOf(given)), ...resources].flatMap(withChildren);
    const areMade = await Promise.all(all.map(isMade));
    // With this value in it, Pulumi takes the result for one that is not known yet.
    if (areMade.includes(false)) return pulumi.unknown as Result;
    // What the run asked before may be older than those resources.
    return call<Result>(name, known, through, all.length > 0).catch(async (error: unknown) => {
      throw (await pulumi.isSecret(given)) ? withoutValues(error, known) : error;
    });
  });
  keepRunning(insideOf(result).promise());
  return result;
}

/** `isFresh`: an answer that the run got before does not count. */
function call<Result>(
  name: string,
  args: object | undefined,
  connection: string | undefined,
  isFresh: boolean,
): Promise<Result> {
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) return ask(name, args, connection) as Promise<Result>;
  // Tests of programs answer functions too (`setMocks`).
  if ("mocks" in monitor) return pulumi.runtime.invoke(`wpengine:index:${name}`, { ...args }) as Promise<Result>;
  const calls = asked.get(monitor) ?? new Map<string, Promise<Values>>();
  asked.set(monitor, calls);
  const key = JSON.stringify([name, Object.entries(args ?? {}).sort(), connection]);
  const answer = (isFresh ? undefined : calls.get(key)) ?? ask(name, args, connection);
  calls.set(key, answer);
  return answer.then(
    // Each caller may change what it got.
    (values) => JSON.parse(JSON.stringify(values)) as Result,
    (error: unknown) => {
      if (calls.get(key) === answer) calls.delete(key);
      throw error;
    },
  );
}

/**
 * Asks the API. It loads the client only now, because most programs call no function. It turns an error into a text
 * without a stack, and the program stops at once.
 */
async function ask(name: string, args: object | undefined, connection: string | undefined): Promise<Values> {
  const stackSetting = (key: string): string | undefined => {
    const [namespace, setting = ""] = key.split(":");
    return new pulumi.Config(namespace).get(setting);
  };
  try {
    return await provider().callFunction(name, { ...args }, { stackSetting, connection });
  } catch (error) {
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
}

/** A dynamic `import()` would fail where a program's tests run in a sandbox of Jest, and under Yarn's Plug'n'Play. */
const provider = (): typeof functions =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an `import` would load it at the program's start
  require("../../../provider/functions") as typeof functions;

/**
 * Keeps the program running until a function has answered, and what waits for the answer has begun. Pulumi counts its
 * own requests alone: it would take the program for finished, and delete what it was still to declare.
 */
function keepRunning(result: Promise<unknown>): void {
  // Pulumi exports this function but keeps it out of its types.
  const { rpcKeepAlive } = pulumi.runtime as unknown as {
    rpcKeepAlive?: () => (until: Promise<unknown>) => void;
  };
  rpcKeepAlive?.()(result.then(() => new Promise((resolve) => setImmediate(resolve))));
}

/** What Pulumi keeps in an output and in a component but leaves out of its types. */
interface Inside {
  allResources?: () => Promise<Set<pulumi.Resource>>;
  isKnown: Promise<boolean>;
  promise: () => Promise<unknown>;
}
const insideOf = (output: pulumi.Output<unknown>): Inside => output as unknown as Inside;

const resourcesOf = async (output: pulumi.Output<unknown>): Promise<Set<pulumi.Resource>> =>
  (await insideOf(output).allResources?.()) ?? new Set();

/** The resources that a program names in `dependsOn`. Null means absence. */
const resourcesIn = (dependsOn: Maybe<pulumi.Resource | Maybe<pulumi.Resource>[]>): pulumi.Resource[] =>
  [dependsOn].flat().filter((one) => one !== undefined && one !== null);

/** A component exists once all that it is made of exists. */
function withChildren(resource: pulumi.Resource): pulumi.Resource[] {
  if (!pulumi.ComponentResource.isInstance(resource)) return [resource];
  const { __childResources = new Set() } = resource as unknown as { __childResources?: Set<pulumi.Resource> };
  return [resource, ...[...__childResources].flatMap(withChildren)];
}

/** Whether a resource exists, once it is registered: a preview does not know the id of one that the `up` will create. */
const isMade = (resource: pulumi.Resource): Promise<boolean> =>
  insideOf(pulumi.CustomResource.isInstance(resource) ? resource.id : resource.urn).isKnown;
