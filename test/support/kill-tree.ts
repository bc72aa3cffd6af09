import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Kills a process and everything that it started, as a cancelled pipeline does. */
export async function killTree(root: number): Promise<void> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  const processes = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const tree = [root];
  for (const pid of tree) tree.push(...processes.filter(([, parent]) => parent === pid).map(([child]) => child));
  for (const pid of tree) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself in the meantime.
    }
  }
}
