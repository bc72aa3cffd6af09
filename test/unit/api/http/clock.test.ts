import { systemClock } from "../../../../provider/api";

test("any number of waits under one signal raise no warning of Node.js, and all end with it", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): number => warnings.push(warning);
  process.on("warning", note);
  const run = new AbortController();
  const waits = Array.from({ length: 50 }, () => systemClock.sleep(60_000, run.signal));
  run.abort(new Error("The engine is gone."));
  const ends = await Promise.allSettled(waits);
  // Node.js gives its warnings in a turn of their own.
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("warning", note);
  expect({ warnings, left: ends.filter(({ status }) => status === "fulfilled") }).toEqual({ warnings: [], left: [] });
});
