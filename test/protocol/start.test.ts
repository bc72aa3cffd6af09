import { execFileSync } from "node:child_process";
import { join, relative, sep } from "node:path";

const root = join(__dirname, "..", "..");

/** The files that a module of the package loads, without those that @pulumi/pulumi loads. */
function loadedBy(module: string): string[] {
  const script = `
    require("@pulumi/pulumi");
    const before = new Set(Object.keys(require.cache));
    require(${JSON.stringify(module)});
    console.log(Object.keys(require.cache).filter((file) => !before.has(file)).join("\\n"));`;
  const output = execFileSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" });
  return output
    .trim()
    .split("\n")
    .map((file) => relative(root, file).split(sep).join("/"));
}

test("a program loads the classes, and neither handlers nor the API client", () => {
  const others = loadedBy("pulumi-wpengine").filter((file) => !file.startsWith("dist/sdk/"));
  expect(others).toEqual([]);
});

test("the provider's process loads the provider, axios, zod and what they need, and nothing of the simulator", () => {
  const folders = loadedBy("pulumi-wpengine/dynamic").map((file) =>
    file
      .split("/")
      .slice(0, file.startsWith("node_modules/@") ? 3 : 2)
      .join("/"),
  );
  const packages = new Set(folders);
  expect(packages).toContain("dist/provider");
  expect(packages).toContain("node_modules/zod");
  for (const folder of ["dist/simulator", "dist/cli", "dist/tools", "node_modules/hono", "node_modules/commander"])
    expect(packages).not.toContain(folder);
});
