import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import { cli, type Engine, missingFrom, versionOf, type Way } from "./files";
import type { Detail } from "./progress";

/** The file in an engine's folder that holds its checked version, so that the tools need not ask the engine again. */
const stamp = "checked-version";

/** The folder that keeps engines. It is in the user's cache: all clones share it, and `npm ci` does not delete it. */
export function engineCache(): string {
  return join(userCache(), "pulumi-wpengine", "engine");
}

function userCache(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  // An empty HOME would make the path relative.
  const home = homedir() || userInfo().homedir;
  if (process.platform === "win32") return LOCALAPPDATA ?? join(home, "AppData", "Local");
  if (process.platform === "darwin") return join(home, "Library", "Caches");
  // The XDG specification says to ignore a relative path.
  return XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(home, ".cache");
}

/** The first of these versions whose files the cache has in full. */
export async function cachedEngine(cache: string, versions: readonly string[]): Promise<Engine | undefined> {
  for (const version of versions) {
    const folder = folderFor(cache, version);
    if (await isWhole(folder, version)) return { pulumi: join(folder, cli), folder, version };
  }
  return undefined;
}

/**
 * Lets `way` fill a folder beside the final one, checks the folder, and then renames it. So an engine is whole, or not
 * there.
 */
export async function install(cache: string, way: Way, detail: Detail): Promise<Engine> {
  const folder = folderFor(cache, way.version);
  await removeLeftovers(cache);
  const partial = await mkdtemp(`${folder}${partialMark}`);
  try {
    await way.install(partial, detail);
    await check(partial, way.version);
    await putInPlace(partial, folder, way.version);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return { pulumi: join(folder, cli), folder, version: way.version };
}

function folderFor(cache: string, version: string): string {
  return join(cache, `${version}-${process.platform}-${process.arch}`);
}

async function isWhole(folder: string, version: string): Promise<boolean> {
  const missing = await missingFrom(folder);
  if (missing.length > 0) return false;
  const checked = await readFile(join(folder, stamp), "utf8").catch(() => "");
  if (checked.trim() === version) return true;
  return check(folder, version).then(
    () => true,
    () => false,
  );
}

async function check(folder: string, version: string): Promise<void> {
  const missing = await missingFrom(folder);
  if (missing.length > 0) throw new Error(`it lacks ${missing.join(" and ")}`);
  const answered = await versionOf(join(folder, cli));
  if (answered !== version) throw new Error(`its version is ${answered ?? "unknown"} instead of ${version}`);
  await writeFile(join(folder, stamp), `${version}\n`);
}

async function putInPlace(partial: string, folder: string, version: string): Promise<void> {
  try {
    await rename(partial, folder);
  } catch {
    // The folder exists: a faster process has put a whole engine there, or it holds a half-made one, which has to go.
    if (await isWhole(folder, version)) return;
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  }
}

const partialMark = ".partial-";
const leftoverAfter = 60 * 60 * 1000;

/** Removes the folders of killed processes. It keeps young folders, which another process may be filling. */
async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.includes(partialMark)) continue;
    const path = join(cache, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > leftoverAfter) await rm(path, { recursive: true, force: true });
  }
}
