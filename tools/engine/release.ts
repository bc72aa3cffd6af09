import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { outputOf } from "../command";
import { engineFiles, type Way } from "./files";
import type { Detail } from "./progress";

/** An archive and its checksum. */
export interface Archive {
  file: string;
  algorithm: "sha256" | "sha512";
  digest: string;
}

const version = "3.259.0";
const site = "https://get.pulumi.com/releases/sdk";

/**
 * The checksums of the release. They come from Pulumi's own Homebrew formula (pulumi/homebrew-tap) and, for Windows,
 * from Scoop's manifest (ScoopInstaller/Main), which has SHA-512. Whoever changes the version must change them too.
 */
const archives: Partial<Record<string, Archive>> = {
  "linux-x64": tarball("linux-x64", "94ba357acac23d01474084c4b00098dc0f7bc70ce13f34c777459254a5f718e5"),
  "linux-arm64": tarball("linux-arm64", "edc8327463a72160bb36cf82cf5062da9c8a244290a706d9980988e7bf486853"),
  "darwin-x64": tarball("darwin-x64", "eaca4c3b8277bfa3ab061fa3b270d1c66358a0b2e613da8c5587a04b7226c534"),
  "darwin-arm64": tarball("darwin-arm64", "57c27f179e527e2cf9f62b841a448af72a020e44b2fb4ee0d9bd85556c00c864"),
  "win32-x64": {
    file: `pulumi-v${version}-windows-x64.zip`,
    algorithm: "sha512",
    digest:
      "7a49068c2a10110c5887135d43d7ab02b8b23c95af15a3b0f35104fced8366da" +
      "c48ed33da6f2a4da55f74d960f894dbe6d6c75ea0cdf95ff3fa2991a2474dca6",
  },
};

function tarball(platform: string, digest: string): Archive {
  return { file: `pulumi-v${version}-${platform}.tar.gz`, algorithm: "sha256", digest };
}

/** The official release, from Pulumi's own site. */
export const officialRelease: Way = {
  name: `the official release ${version} from ${new URL(site).host}`,
  version,
  install: (folder, detail) => installArchive(folder, archiveForThisMachine(), site, detail),
};

function archiveForThisMachine(): Archive {
  // Windows on ARM runs programs for x64.
  const arch = process.platform === "win32" ? "x64" : process.arch;
  const archive = archives[`${process.platform}-${arch}`];
  if (!archive) throw new Error(`no checksum is known for ${process.platform} on ${process.arch}`);
  return archive;
}

/** Downloads an archive, refuses it unless its checksum is the pinned one, and takes the engine's files out of it. */
export async function installArchive(folder: string, archive: Archive, from: string, detail: Detail): Promise<void> {
  const unpacked = join(folder, "unpacked");
  const file = join(unpacked, archive.file);
  await mkdir(unpacked);

  const digest = await download(`${from}/${archive.file}`, file, archive.algorithm, detail);
  if (digest !== archive.digest) {
    throw new Error(
      `its ${archive.algorithm} checksum is ${digest} and should be ${archive.digest}, so it was not unpacked`,
    );
  }

  detail("unpacking");
  await outputOf(tarCommand(), ["-xf", archive.file], { cwd: unpacked });
  // The files are in pulumi/ on Linux and macOS, and in Pulumi\bin\ on Windows. An engine needs three of them.
  for (const entry of await readdir(unpacked, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !engineFiles.some((wanted) => wanted === entry.name)) continue;
    await rename(join(entry.parentPath, entry.name), join(folder, entry.name));
  }
  await rm(unpacked, { recursive: true });
}

/** Windows has a tar that reads zip. Another tar before it on PATH, such as Git's, may not read zip. */
function tarCommand(): string {
  const { SystemRoot } = process.env;
  return process.platform === "win32" && SystemRoot ? join(SystemRoot, "System32", "tar.exe") : "tar";
}

const secondsToFirstByte = 10;
const secondsOfSilence = 30;

async function download(url: string, file: string, algorithm: string, detail: Detail): Promise<string> {
  const hash = createHash(algorithm);
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expectBytesWithin = (seconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(new Error(`the site sent nothing for ${seconds} s`)), seconds * 1000);
  };

  try {
    // A network may block the site without an answer. Then the next way should have its turn soon.
    expectBytesWithin(secondsToFirstByte);
    const { ok, status, body } = await fetch(url, { signal: abort.signal });
    if (!ok || !body) throw new Error(`${url} answered ${status}`);
    let received = 0;
    const watched = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        expectBytesWithin(secondsOfSilence);
        hash.update(chunk);
        received += chunk.length;
        detail(`${Math.round(received / 1e6)} MB`);
        yield chunk;
      }
    };
    await pipeline(Readable.fromWeb(body), watched, createWriteStream(file), { signal: abort.signal });
    return hash.digest("hex");
  } finally {
    clearTimeout(timer);
  }
}
