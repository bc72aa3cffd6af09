import * as pulumi from "@pulumi/pulumi";
import type * as functions from "../../../provider/functions";

type Connection = Pick<typeof functions, "findAccount"> & { api: ReturnType<typeof functions.apiFor> };

/**
 * Runs a function against the API. It loads the client only now, because most programs call no function. It turns an
 * error into a text without a stack, and the program stops at once.
 */
export async function invoke<Result>(
  functionName: string,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const { apiFor, failureText, ...rest } = await import("../../../provider/functions/index.js");
  const config = new pulumi.Config("wpengine");
  try {
    return await work({ ...rest, api: apiFor((key) => config.get(key.replace(/^wpengine:/, ""))) });
  } catch (error) {
    throw new pulumi.RunError(failureText(functionName, error));
  }
}
