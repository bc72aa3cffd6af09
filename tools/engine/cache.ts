import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import { cli, type Engine, missingFrom, versionOf, type Way } from "./files";
import type { Detail } from "./progress";

/** Names the version in an engine's folder that was checked, so that it need not be asked again. */
const stamp = "checked-version";

/** Where engines are kept: the user's cache, so that all clones share them and `npm ci` does not throw them away. */
export function engineCache(): string {
  return join(userCache(), "pulumi-wpengine", "engine");
}

function userCache(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  // A HOME that is set and empty would make the path a relative one.
  const home = homedir() || userInfo().homedir;
  if (process.platform === "win32") return LOCALAPPDATA ?? join(home, "AppData", "Local");
  if (process.platform === "darwin") return join(home, "Library", "Caches");
  // The XDG specification has a relative path ignored.
  return XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(home, ".cache");
}

/** The first of these versions that stands whole in the cache. */
export async function cachedEngine(cache: string, versions: readonly string[]): Promise<Engine | undefined> {
  for (const version of versions) {
    const folder = folderFor(cache, version);
    if (await isWhole(folder, version)) return { pulumi: join(folder, cli), folder, version };
  }
  return undefined;
}

/** Has `way` fill a folder beside the final one, checks it, and only then gives it its name: whole or not there. */
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
    // Something stands there: a whole engine from a process that was faster, or a half-made one that gives way.
    if (await isWhole(folder, version)) return;
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  }
}

const partialMark = ".partial-";
const leftoverAfter = 60 * 60 * 1000;

/** What killed processes left behind. Only what is old: another one may be filling its folder right now. */
async function removeLeftovers(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.includes(partialMark)) continue;
    const path = join(cache, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > leftoverAfter) await rm(path, { recursive: true, force: true });
  }
}
