import { delimiter, join } from "node:path";
import {
  askedForVersion,
  cli,
  dynamicProvider,
  type Engine,
  folderWith,
  isAtLeast,
  languageHost,
  versionOf,
} from "./files";

/**
 * From this version on, each kind of failure has an exit code of its own
 * (https://www.pulumi.com/docs/iac/cli/exit-codes/). `--expect-no-changes` exits with 7, which tells drift from an
 * error.
 */
export const minimumVersion = "3.226.1";

/** The first suitable `pulumi` on PATH, or what is wrong with those on PATH. */
export async function engineOnPath(path: string): Promise<Engine | { answer: string }> {
  if (process.env[askedForVersion] !== undefined) return { answer: "the pulumi on PATH runs these tools" };
  const folders = path.split(delimiter).filter(Boolean);
  const answers: string[] = [];
  for (const folder of folders) {
    if (!(await folderWith(cli, [folder]))) continue;
    const pulumi = join(folder, cli);
    const version = await versionOf(pulumi);
    const flaw = await flawOf(version, [folder, ...folders]);
    if (version && !flaw) return { pulumi, folder, version };
    answers.push(`${pulumi} ${flaw ?? ""}`);
  }
  return { answer: answers.join("; ") || "there is no pulumi" };
}

async function flawOf(version: string | undefined, folders: readonly string[]): Promise<string | undefined> {
  if (!version) return "does not answer `pulumi version`";
  if (!isAtLeast(version, minimumVersion)) return `is ${version}, older than ${minimumVersion}`;
  for (const companion of [languageHost, dynamicProvider]) {
    if (!(await folderWith(companion, folders))) return `has no ${companion} beside it or on PATH`;
  }
  return undefined;
}
