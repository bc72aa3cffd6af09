import { existsSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CommandFailed, outputOf } from "../command";
import { engineCache } from "./cache";
import { cli, dynamicProvider, languageHost, type Way } from "./files";

/** Go builds each program from a module of its own under tools/engine. Its go.sum pins every source file. */
const programs = [
  { file: cli, module: "pulumi", source: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", version: "3.274.1" },
  {
    file: languageHost,
    module: "pulumi-language-nodejs",
    source: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    // The last version of this module that holds the program. Although it is old, it runs the programs of today.
    version: "3.68.0",
  },
] as const;

/** Builds the engine from source, for a machine that reaches the Go module proxy and not Pulumi's site. */
export const goBuild: Way = {
  name: `a build of ${programs[0].version} with Go (some minutes, once)`,
  version: programs[0].version,
  install: async (folder, detail) => {
    for (const { file, module, source, version } of programs) {
      detail(file);
      const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
      const args = ["build", "-mod=readonly", "-trimpath", "-ldflags", flags, "-o", join(folder, file), source];
      await go(args, join(goModules(), module));
    }
    await copyFile(join(sdkFolder(), dynamicProvider), join(folder, dynamicProvider));
  },
};

async function go(args: readonly string[], cwd: string): Promise<void> {
  try {
    await outputOf("go", args, { cwd, env: goEnvironment() });
  } catch (error) {
    if (error instanceof CommandFailed && error.code === "ENOENT") throw new Error("Go is not installed");
    throw error;
  }
}

function goEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    // The engine needs no C compiler, and many machines lack one.
    CGO_ENABLED: "0",
    // Go would refuse these modules if a go.work in a folder above did not name them.
    GOWORK: "off",
  };
  if (process.platform !== "win32" && !process.env.HOME) {
    // Go derives both from HOME, and refuses to work without them.
    environment.GOCACHE ??= join(engineCache(), "go-build");
    environment.GOMODCACHE ??= join(engineCache(), "go-modules");
  }
  return environment;
}

/** The folder tools/engine of the checkout, both for this source and for the compiled file in dist. */
function goModules(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const modules = join(folder, "tools", "engine");
    if (existsSync(join(modules, programs[0].module, "go.mod"))) return modules;
  }
  throw new Error("this copy of pulumi-wpengine has no tools/engine folder");
}

function sdkFolder(): string {
  return dirname(require.resolve("@pulumi/pulumi/package.json"));
}
