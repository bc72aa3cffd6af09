import { stat } from "node:fs/promises";
import { join } from "node:path";
import { outputOf } from "../command";
import type { Detail } from "./progress";

/** A Pulumi engine that is ready to run. */
export interface Engine {
  /** The absolute path of `pulumi`. */
  pulumi: string;
  /** The folder that `engineEnvironment` puts first on PATH, so that `pulumi` finds its companions. */
  folder: string;
  version: string;
}

/** A way to obtain an engine that is not on this machine yet. */
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
/** Serves dynamic providers. The resources of this package are dynamic ones. */
export const dynamicProvider = windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";

/** All files of an engine. */
export const engineFiles = [cli, languageHost, dynamicProvider] as const;

/** The first of these folders that has this file. */
export async function folderWith(file: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) if (await isFile(join(folder, file))) return folder;
  return undefined;
}

/** The files of an engine that `folder` lacks. */
export async function missingFrom(folder: string): Promise<string[]> {
  const found = await Promise.all(engineFiles.map((file) => isFile(join(folder, file))));
  return engineFiles.filter((_, index) => !found[index]);
}

/** Set where these tools ask a `pulumi` for its version: it may be a script that runs these tools again. */
export const askedForVersion = "PULUMI_WPENGINE_ASKED_FOR_VERSION";

/** The answer of `pulumi version` without its leading v. Undefined if the command fails or answers something else. */
export async function versionOf(pulumi: string): Promise<string | undefined> {
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true", [askedForVersion]: "true" };
    const answer = await outputOf(pulumi, ["version"], { env, timeout: 30_000 });
    return /^v?(\d+\.\d+\.\d+\S*)$/m.exec(answer.trim())?.[1];
  } catch {
    return undefined;
  }
}

/** Whether a version is as new as a minimum, or newer. A pre-release counts as the release that it leads to. */
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
