import * as pulumi from "@pulumi/pulumi";
import type * as functions from "../../../provider/functions";

type Tools = Pick<typeof functions, "findAccount"> & { api: ReturnType<typeof functions.apiFor> };

/** How a function reaches the API. */
export interface ConnectionOptions {
  /** The connection to use, as in the arguments of a resource. Default: the default connection. */
  connection?: string | undefined;
}

/**
 * Runs a function against the API. It loads the client only now, because most programs call no function. It turns an
 * error into a text without a stack, and the program stops at once.
 */
export async function invoke<Result>(
  functionName: string,
  { connection }: ConnectionOptions,
  work: (tools: Tools) => Promise<Result>,
): Promise<Result> {
  const { apiFor, failureText, ...rest } = await import("../../../provider/functions/index.js");
  const stackSetting = (key: string): string | undefined => {
    const [namespace, name = ""] = key.split(":");
    return new pulumi.Config(namespace).get(name);
  };
  try {
    return await work({ ...rest, api: apiFor(stackSetting, connection) });
  } catch (error) {
    throw new pulumi.RunError(failureText(functionName, connection, error));
  }
}
