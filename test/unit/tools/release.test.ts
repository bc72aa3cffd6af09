import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Archive, installArchive } from "../../../tools/engine/release";

const file = "pulumi-v3.300.0-linux-x64.tar.gz";
const engineFiles = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

let world: string;
let folder: string;
let tarball: Buffer;
let server: Server;
let site: string;

beforeEach(async () => {
  world = await mkdtemp(join(tmpdir(), "tools-release-"));
  folder = join(world, "engine");
  await mkdir(folder);
  tarball = await releaseTarball();
  server = createServer((request, response) => {
    if (request.url === `/${file}`) response.end(tarball);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await rm(world, { recursive: true });
});

/** Makes an archive like Pulumi's own: a folder pulumi/ with more files than an engine needs. */
async function releaseTarball(): Promise<Buffer> {
  await mkdir(join(world, "pulumi"));
  for (const name of [...engineFiles, "pulumi-language-go"]) await writeFile(join(world, "pulumi", name), name);
  execFileSync("tar", ["-czf", file, "pulumi"], { cwd: world });
  return readFile(join(world, file));
}

function pinned(content: Buffer): Archive {
  return { file, algorithm: "sha256", digest: createHash("sha256").update(content).digest("hex") };
}

const install = (archive: Archive) => installArchive(folder, archive, site, () => undefined);

test("an archive with the pinned checksum yields the engine's files and nothing else", async () => {
  await install(pinned(tarball));
  expect((await readdir(folder)).sort()).toEqual(engineFiles);
  expect(await readFile(join(folder, "pulumi"), "utf8")).toBe("pulumi");
});

test("an archive with another checksum is refused before it is unpacked", async () => {
  await expect(install(pinned(Buffer.from("what it should have been")))).rejects.toThrow(
    /its sha256 checksum is [0-9a-f]{64} and should be [0-9a-f]{64}, so it was not unpacked/,
  );
  expect(await readdir(folder)).not.toEqual(expect.arrayContaining(["pulumi"]));
});

test("the error names a release that the site does not have", async () => {
  const missing = { ...pinned(tarball), file: "pulumi-v9.9.9-linux-x64.tar.gz" };
  await expect(install(missing)).rejects.toThrow(`${site}/pulumi-v9.9.9-linux-x64.tar.gz answered 404`);
});

test("a site that cannot be reached fails with its reason, at once", async () => {
  server.close();
  server.closeAllConnections();
  await expect(install(pinned(tarball))).rejects.toMatchObject({
    cause: expect.objectContaining({ code: "ECONNREFUSED" }) as unknown,
  });
});
