import { execFile } from "node:child_process";
import { types } from "node:util";

/** A command that failed, or did not start. The message has the last lines of its output, which give the reason. */
export class CommandFailed extends Error {
  constructor(
    readonly command: string,
    readonly code: string | undefined,
    said: string,
  ) {
    super(code === "ENOENT" ? `there is no \`${command}\` to run` : `\`${command}\` failed: ${lastLines(said)}`);
  }
}

/** Runs a command to its end. Returns its standard output. */
export function outputOf(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeout?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    // Go names every module that it downloads, and can fill more than the default buffer.
    execFile(command, args, { ...options, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new CommandFailed(command, codeOf(error), stderr || error.message));
      else resolve(stdout);
    });
  });
}

/**
 * The code of a system error, such as ENOENT. (`instanceof` does not recognise Node's own errors in a test's sandbox.)
 */
export function codeOf(error: unknown): string | undefined {
  return types.isNativeError(error) && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The reason of an error in one line. `fetch` keeps the reason in the cause. */
export function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  return (types.isNativeError(error.cause) && error.cause.message) || error.message;
}

function lastLines(text: string): string {
  return text.trim().split(/\r?\n/).slice(-3).join("; ");
}
