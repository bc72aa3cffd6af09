import { stat } from "node:fs/promises";
import { join } from "node:path";
import { outputOf } from "../command";
import type { Detail } from "./progress";

/** A Pulumi engine that is ready to run. */
export interface Engine {
  /** The absolute path of `pulumi`. */
  pulumi: string;
  /** To be put first on PATH, so that `pulumi` finds what belongs to it: `engineEnvironment` does. */
  folder: string;
  version: string;
}

/** A way to an engine that is not on this machine yet. */
export interface Way {
  name: string;
  version: string;
  /** Fills an empty folder with the engine's files, or says in an error why it cannot. */
  install(folder: string, detail: Detail): Promise<void>;
}

const windows = process.platform === "win32";

/** The command itself: `pulumi`. */
export const cli = windows ? "pulumi.exe" : "pulumi";
/** Runs a program written for Node.js. */
export const languageHost = windows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";
/** Serves dynamic providers, which is what the resources of this package are. */
export const dynamicProvider = windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";

/** All that an engine consists of. */
export const engineFiles = [cli, languageHost, dynamicProvider] as const;

/** The first of `folders` that has this file. */
export async function folderWith(file: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) if (await isFile(join(folder, file))) return folder;
  return undefined;
}

/** The files of an engine that `folder` lacks. */
export async function missingFrom(folder: string): Promise<string[]> {
  const found = await Promise.all(engineFiles.map((file) => isFile(join(folder, file))));
  return engineFiles.filter((_, index) => !found[index]);
}

/** What `pulumi version` answers, without its leading v; undefined where it does not run or answers something else. */
export async function versionOf(pulumi: string): Promise<string | undefined> {
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const answer = await outputOf(pulumi, ["version"], { env, timeout: 30_000 });
    return /^v?(\d+\.\d+\.\d+\S*)$/m.exec(answer.trim())?.[1];
  } catch {
    return undefined;
  }
}

/** Whether a version is at least another one. A pre-release counts as the release that it leads to. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [numbers, required] = [numbersOf(version), numbersOf(minimum)];
  for (const [index, need] of required.entries()) {
    const have = numbers[index] ?? 0;
    if (have !== need) return have > need;
  }
  return true;
}

function numbersOf(version: string): number[] {
  return (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? "0.0.0").split(".").map(Number);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
