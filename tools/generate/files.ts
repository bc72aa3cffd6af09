import { readFile } from "node:fs/promises";
import { format } from "prettier";
import { definitions } from "../../provider/resources";
import { classFileOf } from "./class-file";
import { fileNameOf } from "./prose";
import { referenceIndexOf, referencePageOf } from "./reference-page";

/** All generated files: their paths in the project, and their texts. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const definition of definitions) {
    const name = fileNameOf(definition.type);
    files.set(`sdk/nodejs/${name}.ts`, await formatted(classFileOf(definition, definitions), "typescript"));
    files.set(`docs/reference/${name}.md`, await formatted(referencePageOf(definition), "markdown"));
  }
  files.set("docs/reference/README.md", await formatted(referenceIndexOf(definitions), "markdown"));
  return files;
}

const formatted = (text: string, parser: "typescript" | "markdown"): Promise<string> =>
  format(text, { parser, printWidth: 120 });

/** Whether a file is missing, or holds another text. */
export const isStale = async (file: string, text: string): Promise<boolean> =>
  (await readFile(file, "utf8").catch(() => undefined)) !== text;
