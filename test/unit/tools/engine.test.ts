import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { engineEnvironment, findEngine, type Way } from "../../../tools/engine/engine";

const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

let world: string;
let cache: string;
beforeEach(async () => {
  world = await mkdtemp(join(tmpdir(), "tools-engine-"));
  cache = join(world, "cache");
});
afterEach(() => rm(world, { recursive: true }));

const silent = { write: () => true };
const find = (path: string, ways: Way[] = []) => findEngine({ path, cache, ways, output: silent });
const cachedFolder = (version: string) => join(cache, `${version}-${process.platform}-${process.arch}`);

async function script(folder: string, name: string, line: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `#!/bin/sh\n${line}\n`);
  await chmod(join(folder, name), 0o755);
}

/** Makes a folder with a `pulumi` that answers its version and nothing else. */
async function fakeEngine(folder: string, version: string, files = companions): Promise<string> {
  await script(folder, "pulumi", `echo v${version}`);
  for (const file of files) await script(folder, file, "exit 1");
  return folder;
}

function way(version: string, calls: string[] = []): Way {
  return {
    name: `a fake ${version}`,
    version,
    install: async (folder) => {
      calls.push(version);
      await fakeEngine(folder, version);
    },
  };
}

function deadEnd(name: string, reason: string, version = "3.999.0"): Way {
  return { name, version, install: () => Promise.reject(new Error(reason)) };
}

describe("on PATH", () => {
  test("a pulumi that is asked for its version, and that is these tools again, asks no other pulumi", async () => {
    const folder = await fakeEngine(join(world, "bin"), "3.300.0");
    await script(
      folder,
      "pulumi",
      `echo v3.300.0; echo "$PULUMI_WPENGINE_ASKED_FOR_VERSION" > ${join(world, "asked")}`,
    );
    await find(folder);
    expect((await readFile(join(world, "asked"), "utf8")).trim()).toBe("true");
    process.env.PULUMI_WPENGINE_ASKED_FOR_VERSION = "true";
    try {
      expect((await find(folder, [way("3.999.0")])).folder).toBe(cachedFolder("3.999.0"));
    } finally {
      delete process.env.PULUMI_WPENGINE_ASKED_FOR_VERSION;
    }
  });

  test("a pulumi that is new enough is used, and nothing is obtained", async () => {
    const folder = await fakeEngine(join(world, "bin"), "3.300.0");
    expect(await find(folder, [way("3.999.0")])).toEqual({
      pulumi: join(folder, "pulumi"),
      folder,
      version: "3.300.0",
    });
    expect(await readdir(world)).toEqual(["bin"]);
  });

  test("its companions may lie in another folder of PATH", async () => {
    const folder = await fakeEngine(join(world, "bin"), "3.300.0", []);
    const other = join(world, "other");
    for (const file of companions) await script(other, file, "exit 1");
    expect((await find([other, folder].join(delimiter))).folder).toBe(folder);
  });

  test("a pulumi that is too old is passed over for a newer one behind it", async () => {
    const old = await fakeEngine(join(world, "old"), "3.99.0");
    const folder = await fakeEngine(join(world, "new"), "3.300.0");
    expect((await find([old, folder].join(delimiter))).folder).toBe(folder);
  });

  test("a pulumi without a language host is passed over", async () => {
    const folder = await fakeEngine(join(world, "bin"), "3.300.0", ["pulumi-resource-pulumi-nodejs"]);
    await expect(find(folder)).rejects.toThrow(`${folder}/pulumi has no pulumi-language-nodejs`);
  });

  test("a folder called pulumi is not taken for the command", async () => {
    await mkdir(join(world, "pulumi"));
    await expect(find(world)).rejects.toThrow("on PATH: there is no pulumi");
  });
});

describe("in the cache", () => {
  test("an engine of a pinned version is used, the newest first", async () => {
    await fakeEngine(cachedFolder("3.250.0"), "3.250.0");
    await fakeEngine(cachedFolder("3.260.0"), "3.260.0");
    const calls: string[] = [];
    const engine = await find("", [way("3.250.0", calls), way("3.260.0", calls)]);
    expect(engine.folder).toBe(cachedFolder("3.260.0"));
    expect(calls).toEqual([]);
  });

  test("an engine that was checked once is not run again to ask for its version", async () => {
    const folder = await fakeEngine(cachedFolder("3.260.0"), "3.260.0");
    await find("", [way("3.260.0")]);
    await script(folder, "pulumi", `echo asked >> ${world}/asked`);
    await find("", [way("3.260.0")]);
    expect(await readdir(world)).not.toContain("asked");
  });

  test.each([
    ["lacks a file", "3.260.0", companions.slice(1)],
    ["is of another version", "3.259.0", companions],
  ])("a folder that %s is not used but replaced", async (_, version, files) => {
    await fakeEngine(cachedFolder("3.260.0"), version, files);
    const calls: string[] = [];
    const engine = await find("", [way("3.260.0", calls)]);
    expect(calls).toEqual(["3.260.0"]);
    expect(await readdir(engine.folder)).toEqual(expect.arrayContaining(["pulumi", ...companions]));
  });
});

describe("without an engine", () => {
  test("the ways are tried in order, up to the first that leads somewhere", async () => {
    const calls: string[] = [];
    const engine = await find("", [deadEnd("a dead end", "closed"), way("3.260.0", calls), way("3.270.0", calls)]);
    expect(engine.version).toBe("3.260.0");
    expect(calls).toEqual(["3.260.0"]);
  });

  test("a way that fails halfway leaves no engine and no files behind", async () => {
    const half: Way = {
      name: "half a way",
      version: "3.260.0",
      install: async (folder) => {
        await fakeEngine(folder, "3.260.0", []);
      },
    };
    await expect(find("", [half])).rejects.toThrow("it lacks pulumi-language-nodejs and pulumi-resource-pulumi-nodejs");
    expect(await readdir(cache)).toEqual([]);
  });

  test("an engine of another version than the pinned one is refused", async () => {
    const mislabelled: Way = { ...way("3.260.0"), version: "3.270.0" };
    await expect(find("", [mislabelled])).rejects.toThrow("its version is 3.260.0 instead of 3.270.0");
  });

  test("two processes that need an engine at the same time share one installation", async () => {
    const calls: string[] = [];
    const engines = await Promise.all([find("", [way("3.260.0", calls)]), find("", [way("3.260.0", calls)])]);
    expect(calls).toEqual(["3.260.0"]);
    expect(engines[0]).toEqual(engines[1]);
  });

  test("the lock of a process that was killed is cleared away", async () => {
    const lock = join(cache, "obtaining");
    await mkdir(lock, { recursive: true });
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    await find("", [way("3.260.0")]);
    expect(await readdir(cache)).toEqual([`3.260.0-${process.platform}-${process.arch}`]);
  });

  test("the error names each way with its answer, and what to do", async () => {
    const old = await fakeEngine(join(world, "old"), "3.99.0");
    const ways = [deadEnd("the release", "no such host"), deadEnd("a build", "Go is not installed", "3.888.0")];
    const error = await find(old, ways).catch((reason: unknown) => reason as Error);
    expect((error as Error).message.split("\n")).toEqual([
      "Found no Pulumi engine, and could not obtain one. These ways failed:",
      `  - on PATH: ${old}/pulumi is 3.99.0, older than 3.226.1`,
      `  - in ${cache}: no whole engine 3.999.0 or 3.888.0`,
      "  - the release: no such host",
      "  - a build: Go is not installed",
      "Do one of these and try again:",
      expect.stringContaining("install Pulumi 3.226.1 or newer"),
      expect.stringContaining("get.pulumi.com"),
      expect.stringContaining("install Go"),
    ]);
  });

  test("a cache folder that cannot be made is named in the error", async () => {
    await writeFile(cache, "a file, where a folder should be");
    await expect(find("", [way("3.260.0")])).rejects.toThrow(cache);
  });
});

test("an engine's folder comes first on the PATH that it runs with", () => {
  const engine = { pulumi: "/engine/pulumi", folder: "/engine", version: "3.300.0" };
  const environment = engineEnvironment(engine, { PATH: "/usr/bin", PULUMI_BACKEND_URL: "file:///tmp" });
  expect(environment).toMatchObject({
    PATH: ["/engine", "/usr/bin"].join(delimiter),
    PULUMI_BACKEND_URL: "file:///tmp",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  });
});
