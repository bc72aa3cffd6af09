import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { format } from "prettier";
import { agency, estateOf, installsAndUsers } from "./estate";
import { pictureOf } from "./picture";
import { excerptOf, reportOf } from "./report";
import { type Results } from "./results";
import { measureLimited, measureSize, warmUp } from "./rounds";
import { BenchStack, type Pace, repository } from "./stack";

/*
 * `npm run bench` measures the requests, time, state and memory of each operation, of our provider, the floor and a
 * plain dynamic provider. It saves its results after each round. BENCH_CONTINUE=1 continues a benchmark that was
 * interrupted.
 */

const settings = {
  sizes: numbers("BENCH_SIZES", "50,500,2000"),
  rounds: number("BENCH_RUNS", 5),
  plainRounds: number("BENCH_PLAIN_RUNS", number("BENCH_RUNS", 5)),
  limitedSize: number("BENCH_LIMITED_SIZE", 2000),
  limitedRounds: number("BENCH_LIMITED_RUNS", number("BENCH_RUNS", 5)),
  requestsPerSecond: number("BENCH_REQUESTS_PER_SECOND", 10),
  pace: {
    pendingMilliseconds: number("BENCH_INSTALL_PENDING", 0),
    pollMilliseconds: number("BENCH_POLL_INTERVAL", 100),
    checkpoints: process.env.BENCH_CHECKPOINTS === "end" ? "at the end" : "every step",
  } satisfies Pace,
  continues: number("BENCH_CONTINUE", 0) > 0,
  folder: process.env.BENCH_OUTPUT ?? join(repository(), "docs"),
};

const begun = Date.now();

async function main(): Promise<void> {
  const { sizes, rounds, plainRounds, limitedSize, limitedRounds, requestsPerSecond, pace } = settings;
  const results = await resultsSoFar({ machine: await machine(), pace, sizes: [] });
  await warmUp({ mix: agency, pace, say });
  for (const size of sizes) {
    const before = results.sizes.find((one) => one.size === size);
    const others = results.sizes.filter((one) => one.size !== size);
    await measureSize({ size, mix: agency, rounds, plainRounds, pace, say }, before, async (result) => {
      results.sizes = [...others, result].sort((one, other) => one.size - other.size);
      await save(results);
    });
  }
  if (limitedSize > 0) {
    const plan = {
      size: limitedSize,
      mix: installsAndUsers,
      rounds: limitedRounds,
      pace,
      say,
    };
    const { limited } = results;
    const isSame = limited?.size === limitedSize && limited.requestsPerSecond === requestsPerSecond;
    await measureLimited({ ...plan, requestsPerSecond }, isSame ? limited : undefined, async (result) => {
      results.limited = result;
      await save(results);
    });
  }
  console.log(`\n${reportOf(results)}`);
}

/**
 * The results that an earlier benchmark saved, if this one continues it. Both need the same machine and the same pace.
 */
async function resultsSoFar(none: Results): Promise<Results> {
  if (!settings.continues) return none;
  const file = join(settings.folder, "bench.json");
  const saved = JSON.parse(await readFile(file, "utf8")) as Results;
  if (saved.machine === none.machine && isDeepStrictEqual(saved.pace, none.pace)) return saved;
  throw new Error(
    `${file} has results of another machine or another pace (${saved.machine}). Leave BENCH_CONTINUE out to begin anew.`,
  );
}

async function save(results: Results): Promise<void> {
  await mkdir(settings.folder, { recursive: true });
  await writeFile(join(settings.folder, "bench.json"), await tidy(JSON.stringify(results), "json"));
  await writeFile(join(settings.folder, "bench.md"), await tidy(reportOf(results), "markdown"));
  await writeFile(join(settings.folder, "bench.svg"), pictureOf(results));
  if (process.env.BENCH_OUTPUT === undefined) await saveInReadme(excerptOf(results));
}

/** Puts the table between the marks of the README, if the README has them. */
async function saveInReadme(excerpt: string): Promise<void> {
  const file = join(repository(), "README.md");
  const readme = await readFile(file, "utf8");
  const place = /(<!-- bench -->\n)[^]*?(<!-- \/bench -->)/;
  if (!place.test(readme)) return;
  const replaced = readme.replace(place, (_all, begin: string, end: string) => `${begin}\n${excerpt}\n\n${end}`);
  await writeFile(file, await tidy(replaced, "markdown"));
}

const tidy = (text: string, parser: "json" | "markdown"): Promise<string> => format(text, { parser, printWidth: 120 });

async function machine(): Promise<string> {
  const stack = await BenchStack.create("floor", estateOf(20, agency), settings.pace);
  try {
    const memory = Math.round(totalmem() / 2 ** 30);
    const hardware = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${memory} GB`;
    return `Pulumi ${await stack.version()}, Node.js ${process.version}, ${process.platform}, ${hardware}`;
  } finally {
    await stack.remove();
  }
}

function say(text: string): void {
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`[${String(seconds).padStart(5)} s] ${text}`);
}

function numbers(name: string, fallback: string): number[] {
  const text = process.env[name] ?? fallback;
  const values = text.split(",").map(Number);
  if (values.some((value) => !Number.isInteger(value) || value < 0))
    throw new Error(`${name} must be whole numbers, not "${text}".`);
  return values;
}

function number(name: string, fallback: number): number {
  return numbers(name, String(fallback))[0] ?? fallback;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
