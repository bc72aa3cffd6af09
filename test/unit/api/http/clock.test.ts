import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const clock = join(__dirname, "..", "..", "..", "..", "provider", "api", "http", "clock.ts");

/** Node.js warns a process, not what Jest gives a test for one. */
const program = `
  require("ts-node/register/transpile-only");
  const { systemClock } = require(${JSON.stringify(clock)});
  const warnings = [];
  process.on("warning", ({ name }) => warnings.push(name));
  const run = new AbortController();
  const waits = Array.from({ length: 50 }, () => systemClock.sleep(60_000, run.signal));
  run.abort(new Error("The engine is gone."));
  Promise.allSettled(waits).then((ends) => {
    const left = ends.filter(({ status }) => status === "fulfilled").length;
    setTimeout(() => console.log(JSON.stringify({ warnings, left })), 20);
  });
`;

test("any number of waits under one signal raise no warning of Node.js, and all end with it", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program]);
  expect(JSON.parse(stdout)).toEqual({ warnings: [], left: 0 });
});
