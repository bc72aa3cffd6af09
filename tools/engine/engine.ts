import { delimiter, join } from "node:path";
import { reasonOf } from "../command";
import { goBuild } from "./build";
import { cachedEngine, engineCache, install } from "./cache";
import { type Engine, isAtLeast, type Way } from "./files";
import { engineOnPath, minimumVersion } from "./on-path";
import { officialRelease } from "./release";
import { withLock } from "./lock";
import { type ProgressOutput, withProgress } from "./progress";

export type { Engine, Way };

export interface FindEngineOptions {
  /** The folders in which the user may have installed an engine. Default: PATH. */
  path?: string;
  /** The folder that keeps engines. Default: the user's cache folder. */
  cache?: string;
  /** The ways to obtain an engine, in this order. Default: Pulumi's release, then a build with Go. */
  ways?: readonly Way[];
  /** The output that shows progress. Default: the standard error output. */
  output?: ProgressOutput;
}

/** No way led to an engine. The message names each way, its answer, and what to do. */
export class NoEngine extends Error {
  override readonly name = "NoEngine";

  constructor(answers: readonly string[]) {
    super(
      [
        `Found no Pulumi engine, and could not obtain one. These ways failed:`,
        ...answers.map((answer) => `  - ${answer}`),
        `Do one of these and try again:`,
        `  - install Pulumi ${minimumVersion} or newer, so that \`pulumi version\` answers: https://www.pulumi.com/docs/install/`,
        `  - let this machine reach https://get.pulumi.com`,
        `  - install Go and let it reach a Go module proxy: https://go.dev/doc/install`,
      ].join("\n"),
    );
  }
}

/** Finds the engine of this machine. Obtains one if there is none. */
export async function findEngine(options: FindEngineOptions = {}): Promise<Engine> {
  const { path = process.env.PATH ?? "", cache = engineCache(), output = process.stderr } = options;
  const { ways = [officialRelease, goBuild] } = options;
  const newestFirst = ways.map((way) => way.version).sort((a, b) => (isAtLeast(a, b) ? -1 : 1));

  const onPath = await engineOnPath(path);
  if ("pulumi" in onPath) return onPath;
  const cached = await cachedEngine(cache, newestFirst);
  if (cached) return cached;

  const answers = [`on PATH: ${onPath.answer}`, `in ${cache}: no whole engine ${newestFirst.join(" or ")}`];
  const obtain = async () => {
    const madeMeanwhile = await cachedEngine(cache, newestFirst);
    if (madeMeanwhile) return madeMeanwhile;
    for (const way of ways) {
      try {
        return await withProgress(`Pulumi: ${way.name}`, output, (detail) => install(cache, way, detail));
      } catch (error) {
        answers.push(`${way.name}: ${reasonOf(error)}`);
      }
    }
    throw new NoEngine(answers);
  };

  const onWait = () => output.write("Pulumi: waiting for another process, which is obtaining an engine …\n");
  try {
    return await withLock(join(cache, "obtaining"), obtain, { onWait });
  } catch (error) {
    if (error instanceof NoEngine) throw error;
    // For example, this process may not write to the cache folder.
    throw new NoEngine([...answers, reasonOf(error)]);
  }
}

/** The environment in which an engine runs. */
export function engineEnvironment(engine: Engine, extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    // This package pins the version. A notice about a newer one is of no use, and the request for it takes time.
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...extra,
  };
  // Windows calls it Path. There, `process.env` ignores the case of a name, but a copy of it does not.
  const name = Object.keys(environment).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return { ...environment, [name]: [engine.folder, environment[name]].filter(Boolean).join(delimiter) };
}
