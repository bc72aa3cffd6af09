import { readdirSync, readFileSync } from "node:fs";

const interval = 250;

/**
 * Watches the processes that serve dynamic providers to the engine with this home, and tells the most memory that any of them
 * has had resident. The kernel keeps that figure for a process, so that looking now and then misses little. Linux only:
 * elsewhere there is no answer.
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

/** What the kernel tells of a process; nothing once it is gone, or if it is another user's. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
