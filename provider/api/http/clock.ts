import { setMaxListeners } from "node:events";

/** The time, for everything that waits. */
export interface Clock {
  /** Milliseconds since 1970, by a clock that nobody sets: it never goes back, and deadlines are reckoned by it. */
  now(): number;
  /** Resolves after this many milliseconds. Rejects with the signal's reason as soon as somebody aborts the signal. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const origin = Date.now() - performance.now();

export const systemClock: Clock = {
  now: () => origin + performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      // Many sleep at once under the one signal of a run: Node.js warns of more than ten listeners unless told.
      if (signal !== undefined) setMaxListeners(0, signal);
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, milliseconds);
      if (signal?.aborted) stop();
      else signal?.addEventListener("abort", stop, { once: true });
    }),
};
