import * as pulumi from "@pulumi/pulumi";
import type * as functions from "../../../provider/functions";

type Connection = Pick<typeof functions, "findAccount"> & { api: ReturnType<typeof functions.apiFor> };

/**
 * Runs a function against the API. The client is loaded only now, since most programs declare resources alone; and what goes
 * wrong is shown as a text, without a stack, and at once.
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
