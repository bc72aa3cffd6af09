import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { generatedFiles, isStale } from "./generate/files";

/*
 * `npm run generate`: writes the SDK's classes and the reference pages from the definitions of the resources, and
 * the pages of the components from the SDK. With `--check` it writes nothing, and fails if a file is stale.
 */

const project = join(__dirname, "..", "..");

async function main(): Promise<void> {
  const checks = process.argv.includes("--check");
  const stale: string[] = [];
  for (const [path, text] of await generatedFiles(project)) {
    const file = join(project, path);
    if (!(await isStale(file, text))) continue;
    stale.push(path);
    if (checks) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  for (const path of stale) console.log(`${checks ? "stale" : "written"}: ${path}`);
  if (checks && stale.length > 0) throw new Error("Run `npm run generate` and commit what it writes.");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
