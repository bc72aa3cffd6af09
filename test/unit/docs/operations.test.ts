import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as sdk from "../../../sdk/nodejs";
import { newer, reference } from "../../contract/operations";

/* docs/operations.md says of each operation of the API where a program reaches it. */

const root = join(__dirname, "..", "..", "..");
const rows = readFileSync(join(root, "docs", "operations.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, operation, place, test] = /^\| ([A-Z]+ \/\S+) +\| (.*?) +\| `(\S+)` +\|$/.exec(line) ?? [];
    return operation === undefined || place === undefined || test === undefined ? [] : [{ operation, place, test }];
  });

test("every operation of the reference is there, and the newer ones that the client uses", () => {
  expect(rows.map(({ operation }) => operation).sort()).toEqual([...reference, ...newer].sort());
});

test.each(rows)("$operation: what a program uses exists, and so does the test", ({ place, test: file }) => {
  const names = [...place.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? "");
  expect(names.filter((name) => !(name in sdk))).toEqual([]);
  expect(existsSync(join(root, file))).toBe(true);
});
