import * as pulumi from "@pulumi/pulumi";
import type * as functions from "../../../provider/functions";

/** How a function reaches the API. */
export interface FunctionOptions {
  /** The connection to use, as in the arguments of a resource. Default: the default connection. */
  connection?: string | undefined;
}

/** How the Output form of a function reaches the API, and when. */
export interface FunctionOutputOptions extends FunctionOptions {
  /** What must exist before the function asks. While it does not, a preview does not know the result. */
  dependsOn?: pulumi.Input<pulumi.Resource> | pulumi.Input<pulumi.Input<pulumi.Resource>[]> | undefined;
}

type Values = Readonly<Record<string, unknown>>;

/** What a run has asked already, by the run's monitor. Automation runs several programs in one process. */
const asked = new WeakMap<object, Map<string, Promise<Values>>>();

/**
 * Calls a function once in a run for the same arguments. It loads the client only now, because most programs call no
 * function. It turns an error into a text without a stack, and the program stops at once.
 */
export function invoke<Result>(name: string, args: object | undefined, options: FunctionOptions = {}): Promise<Result> {
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) return ask(name, args, options) as Promise<Result>;
  // Tests of programs answer functions too (`setMocks`).
  if ("mocks" in monitor) return pulumi.runtime.invoke(`wpengine:index:${name}`, { ...args }) as Promise<Result>;
  const calls = asked.get(monitor) ?? new Map<string, Promise<Values>>();
  asked.set(monitor, calls);
  const key = JSON.stringify([name, args, options.connection]);
  const call = calls.get(key) ?? ask(name, args, options);
  calls.set(key, call);
  return call.catch((error: unknown) => {
    calls.delete(key);
    throw error;
  }) as Promise<Result>;
}

async function ask(name: string, args: object | undefined, { connection }: FunctionOptions): Promise<Values> {
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
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require("../../../provider/functions") as typeof functions;

/**
 * The same for arguments that are outputs. As long as something that they or `dependsOn` depend on does not exist, a
 * preview does not know the result.
 */
export function invokeOutput<Result>(
  name: string,
  args: object | undefined,
  { dependsOn, ...options }: FunctionOutputOptions = {},
): pulumi.Output<Result> {
  const given = pulumi.output(args);
  const needed = pulumi.output(dependsOn).apply((one): pulumi.Resource[] => (one === undefined ? [] : [one].flat()));
  return pulumi.all([given, needed]).apply<Result>(async ([known, resources]) => {
    const all = [...(await resourcesOf(given)), ...resources];
    const areMade = await Promise.all(all.map(isMade));
    // Pulumi takes what holds this for a value that is not known yet.
    return areMade.every((one) => one) ? invoke<Result>(name, known, options) : (pulumi.unknown as Result);
  });
}

/** What Pulumi keeps in an output but leaves out of its types. */
interface Inside {
  allResources?: () => Promise<Set<pulumi.Resource>>;
  isKnown: Promise<boolean>;
}
const insideOf = (output: pulumi.Output<unknown>): Inside => output as unknown as Inside;

const resourcesOf = async (output: pulumi.Output<unknown>): Promise<Set<pulumi.Resource>> =>
  (await insideOf(output).allResources?.()) ?? new Set();

/** Whether a resource exists, once it is registered: a preview does not know the id of one that the `up` will create. */
const isMade = (resource: pulumi.Resource): Promise<boolean> =>
  insideOf(pulumi.CustomResource.isInstance(resource) ? resource.id : resource.urn).isKnown;
