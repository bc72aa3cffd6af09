import { execFile } from "node:child_process";
import { types } from "node:util";

/** A command that ran and failed, or could not be started: the end of what it said, which is where the reason stands. */
export class CommandFailed extends Error {
  constructor(
    readonly command: string,
    readonly code: string | undefined,
    said: string,
  ) {
    super(code === "ENOENT" ? `there is no \`${command}\` to run` : `\`${command}\` failed: ${lastLines(said)}`);
  }
}

/** Runs a command to its end and gives what it wrote to its standard output. */
export function outputOf(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeout?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    // Go names every module that it downloads: more than the default room, on a slow day.
    execFile(command, args, { ...options, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new CommandFailed(command, codeOf(error), stderr || error.message));
      else resolve(stdout);
    });
  });
}

/** The code of a system error, such as ENOENT. (`instanceof` does not know Node's own errors inside a test's sandbox.) */
export function codeOf(error: unknown): string | undefined {
  return types.isNativeError(error) && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What went wrong, in one line; `fetch` keeps the reason in the cause. */
export function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  return (types.isNativeError(error.cause) && error.cause.message) || error.message;
}

function lastLines(text: string): string {
  return text.trim().split(/\r?\n/).slice(-3).join("; ");
}
