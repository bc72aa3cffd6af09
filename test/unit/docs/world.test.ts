import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/* docs/world.md names, for each kind of trouble, the tests that keep the provider safe from it. */

const root = join(__dirname, "..", "..", "..");
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

interface Row {
  /** The number of a kind of trouble. */
  kind: number;
  /** What the world does. */
  world: string;
  file: string;
  /** The names of the `describe` blocks and of the test; `…` for what each row of a table puts in. */
  name: string;
}

/** The rows of the page's tables. The first row of a kind has its number, and the others leave it out. */
function rowsOf(page: string): Row[] {
  const rows: Row[] = [];
  for (const line of page.split("\n")) {
    const [, number, world, file, name] = /^\| +(\d*) +\| +(.*?) *\| `(test\/[^`]+)` +\| (.+?) +\|$/.exec(line) ?? [];
    if (number === undefined || world === undefined || file === undefined || name === undefined) continue;
    const kind = number === "" ? rows.at(-1)!.kind : Number(number);
    rows.push({ kind, world: world === "" ? rows.at(-1)!.world : world, file, name });
  }
  return rows;
}

/** The whole names of the tests in a file, as Jest has them, with `…` for each placeholder. */
function testsIn(path: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node, outer: string): void => {
    const title = ts.isCallExpression(node) ? titleOf(node) : undefined;
    const name = title === undefined ? outer : `${outer} ${title.text}`.trim();
    if (title?.of === "test") names.push(name);
    ts.forEachChild(node, (child) => {
      visit(child, name);
    });
  };
  visit(ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest), "");
  return names;
}

/** The title in `test("…", …)`, `describe.each(…)("…", …)` and the like. */
function titleOf({ expression, arguments: [first] }: ts.CallExpression): { of: string; text: string } | undefined {
  const of = calledIn(expression);
  if (first === undefined || !["test", "describe"].includes(of) || !ts.isStringLiteralLike(first)) return undefined;
  return { of, text: first.text.replace(/%[a-z]|\$\w+/g, "…") };
}

function calledIn(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isCallExpression(node) || ts.isPropertyAccessExpression(node) ? calledIn(node.expression) : "";
}

const rows = rowsOf(textOf("docs/world.md"));

test("the page has a sentence and a test for each of the 37 kinds, in order", () => {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  expect(kinds).toEqual(Array.from({ length: 37 }, (_, index) => index + 1));
  expect(new Set(rows.map(({ world }) => world)).size).toBe(37);
});

test.each([...new Set(rows.map(({ file }) => file))])("%s is there, and has the tests that the page names", (file) => {
  expect(existsSync(join(root, file))).toBe(true);
  const named = rows.filter((row) => row.file === file).map(({ name }) => name);
  expect(testsIn(file)).toEqual(expect.arrayContaining(named));
});

test.each([
  ["options that an engine-side transform sets", "`transforms`"],
  ["`import` and a foreign `provider`", "use `adopt`"],
  ["replacements of which the engine asks nobody", "`replacementTrigger`"],
  ["a rename under `--target`", "`pulumi up --target`"],
  ["a move between stacks with other settings", "`pulumi state move`"],
  ["outputs that an update makes unknown", "In the preview of a mere update"],
])("the README names the limits that no code can lift: %s", (_, words) => {
  const [, limits] = /\n## Limits\n([^]*?)\n## /.exec(textOf("README.md")) ?? [];
  expect(limits).toContain(words);
});

test.each([
  ["site", "accountId"],
  ["install", "accountId"],
  ["install", "siteId"],
  ["install", "cname"],
])("%s: the description of %s says that the preview of an update does not know it", (noun, output) => {
  const source = textOf(`sdk/nodejs/${noun}.ts`);
  const [before = ""] = source.split(`declare readonly ${output}:`);
  const description = before.slice(before.lastIndexOf("/**")).replace(/\s+\*\s+/g, " ");
  expect(description).toContain("A preview of any update of the");
});
