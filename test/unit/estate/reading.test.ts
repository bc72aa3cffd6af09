import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { readEstateText } from "../../../provider/estate";
import { readText } from "../../../provider/estate/text";
import { bad } from "./bad-files";
import { good, inAgency, inKey } from "./files";

const schema = JSON.parse(readFileSync(join(__dirname, "../../../estate.schema.json"), "utf8")) as object;
const fits = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(schema);

/** What is wrong with a file, a line each. */
const mistakesOf = (text: string): string[] =>
  readEstateText(text).mistakes.map(({ place, reason }) => `${place.line}:${place.column} ${reason}`);

test.each(good)("%s is read without a complaint, and the schema accepts it", (_what, text) => {
  expect(mistakesOf(text)).toEqual([]);
  expect(fits(readText(text).value)).toBe(true);
});

test.each(bad)("%s is a mistake with its place and what to write", (_mistake, text, said, foundBy) => {
  expect(mistakesOf(text).join("\n")).toContain(said);
  if (foundBy === "schema") expect(fits(readText(text).value)).toBe(false);
});

test("keys are what the file writes, and not what YAML makes of them", () => {
  const { estate } = readEstateText(inAgency("sites: { 1.0: {}, 1: {}, 0x10: {}, yes: {}, true: {}, 2024-01-01: {} }"));
  const handles = Object.keys(estate?.accounts?.agency?.sites ?? {});
  expect(handles.sort()).toEqual(["0x10", "1", "1.0", "2024-01-01", "true", "yes"]);
});

test("a number in the place of another one needs no quotes", () => {
  expect(mistakesOf("version: 2")).toEqual(["1:10 version must be 1, not 2."]);
});

test("anchors that repeat each other are stopped before they fill the memory", () => {
  const levels = Array.from({ length: 9 }, (_, index) => {
    const inner = index === 0 ? "x" : `*l${index - 1}`;
    return `l${index}: &l${index} [${Array(9).fill(inner).join(", ")}]`;
  });
  const started = performance.now();
  expect(mistakesOf(levels.join("\n")).join("\n")).toContain("the anchors repeat more than 100,000 values");
  expect(performance.now() - started).toBeLessThan(5000);
});

test("a private key is never quoted, wherever it stands", () => {
  const secret = "c2VjcmV0c2VjcmV0";
  const pem = `-----BEGIN OPENSSH PRIVATE KEY-----\\n${secret}\\n-----END OPENSSH PRIVATE KEY-----`;
  for (const text of [inKey(`{ publicKey: "${pem}" }`), inKey(`"${pem}"`), inAgency(`name: 1\nsites: "${pem}"`)]) {
    expect(mistakesOf(text).length).toBeGreaterThan(0);
    expect(mistakesOf(text).join("\n")).not.toContain(secret);
  }
});
