import { mkdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf } from "../command";

/**
 * The times of a lock, in milliseconds. Its holder renews it. If nobody renews a lock, a killed process left it behind.
 */
export interface LockTimes {
  renewEvery: number;
  staleAfter: number;
  askAgainAfter: number;
}

const usualTimes: LockTimes = { renewEvery: 2_000, staleAfter: 15_000, askAgainAfter: 250 };

/**
 * Runs `work` while no other process holds the folder `lock`. The lock saves double work and guarantees nothing: after
 * a long standstill two processes may both take a lock for stale. So `work` must be safe to do twice.
 */
export async function withLock<T>(
  lock: string,
  work: () => Promise<T>,
  { onWait, times = usualTimes }: { onWait?: () => void; times?: LockTimes } = {},
): Promise<T> {
  await mkdir(dirname(lock), { recursive: true });
  for (let waited = false; !(await take(lock)); waited = true) {
    if (!waited) onWait?.();
    if (await isStale(lock, times.staleAfter)) await clearAway(lock);
    else await pause(times.askAgainAfter);
  }

  const renewal = setInterval(() => void renew(lock), times.renewEvery);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await rm(lock, { recursive: true, force: true });
  }
}

/** Takes the lock by making a folder. Of several processes only one succeeds, on every system and file system. */
async function take(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function isStale(lock: string, staleAfter: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(lock)).mtimeMs > staleAfter;
  } catch {
    // The holder has released the lock meanwhile.
    return false;
  }
}

/** Removes a stale lock. It renames the lock first, which succeeds for only one of several processes. */
async function clearAway(lock: string): Promise<void> {
  const aside = `${lock}.stale-${process.pid}`;
  try {
    await rename(lock, aside);
    await rm(aside, { recursive: true, force: true });
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

async function renew(lock: string): Promise<void> {
  const now = new Date();
  // If this fails, the lock is gone, and needs no renewal.
  await utimes(lock, now, now).catch(() => undefined);
}
