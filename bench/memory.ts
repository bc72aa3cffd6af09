import { readdirSync, readFileSync } from "node:fs";

const interval = 250;

/**
 * Watches the processes that serve dynamic providers to the engine with this home. `stop` returns the most resident
 * memory that any of them had. The kernel keeps this peak for each process, so reading it four times a second misses
 * little. Only Linux has it: elsewhere `stop` returns undefined.
 */
export function watchPeakMemory(home: string): { stop: () => number | undefined } {
  let peak: number | undefined;
  const look = (): void => {
    for (const pid of processes()) {
      if (!read(pid, "cmdline").includes("dynamic-provider") || !read(pid, "environ").includes(home)) continue;
      const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(read(pid, "status")) ?? [];
      if (kilobytes !== undefined) peak = Math.max(peak ?? 0, Number(kilobytes) * 1024);
    }
  };
  const timer = setInterval(look, interval);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** A file that the kernel keeps about a process. Empty if the process is gone, or belongs to another user. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
