import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { type Described, type FunctionDefinition } from "../../provider/define";
import { estateSchema } from "../../provider/estate";
import { functionsByFile } from "../../provider/functions";
import { actions, definitions } from "../../provider/resources";
import { classPartOf, importsOf, namesIn as namesInClass } from "./class-part";
import { componentPageOf, estateFileSections, sdkOf, sharedArgumentTable, summaryOf } from "./component-page";
import { functionPartOf, namesIn as namesInFunctions } from "./function-part";
import { fileNameOf } from "./prose";
import {
  actionPageOf,
  type ComponentSummary,
  functionsPageOf,
  referenceIndexOf,
  referencePageOf,
} from "./reference-page";
import { namesOfSharedArguments, sharedArgumentsFile } from "./shared-arguments";

const described: readonly Described[] = [...definitions, ...actions];

/** The components, and the arguments that they share with the estate file: what a program imports of each file. */
const components: readonly { file: string; names: readonly string[] }[] = [
  {
    file: "wordpress-site",
    names: ["WordPressSite", "type WordPressSiteArgs", "type SiteEnvironment", "type FormerNames"],
  },
  { file: "shared-arguments", names: namesOfSharedArguments },
  { file: "estate", names: ["Estate", "type EstateArgs"] },
  { file: "person", names: ["Person", "type PersonArgs", "type PersonAccess"] },
];

/** All generated files: their paths in the project, and their texts. */
export async function generatedFiles(project: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const names = new Set([...described.map(({ type }) => fileNameOf(type)), ...Object.keys(functionsByFile)]);
  for (const name of names) files.set(`sdk/nodejs/${name}.ts`, await formatted(sdkFileOf(name), "typescript"));
  files.set("sdk/nodejs/components/shared-arguments.ts", await formatted(sharedArgumentsFile(), "typescript"));
  files.set("sdk/nodejs/index.ts", await formatted(indexOf([...names]), "typescript"));
  const pages = [
    ...definitions.map((one) => [one.type, referencePageOf(one)] as const),
    ...actions.map((one) => [one.type, actionPageOf(one)] as const),
  ];
  for (const [type, page] of pages)
    files.set(`docs/reference/${fileNameOf(type)}.md`, await formatted(page, "markdown"));
  const functions = Object.values(functionsByFile).flat();
  files.set("docs/reference/functions.md", await formatted(functionsPageOf(functions), "markdown"));
  files.set("estate.schema.json", await formatted(JSON.stringify(estateSchema()), "json"));
  const sdk = sdkOf(await textsOfSdk(project, files));
  const summaries: ComponentSummary[] = [];
  for (const { file, names } of components) {
    const [type = ""] = names;
    if (type.startsWith("type ")) continue;
    const page = componentPageOf(
      sdk,
      type,
      `sdk/nodejs/components/${file}.ts`,
      type === "Estate" ? theEstateFile() : [],
    );
    files.set(`docs/reference/${file}.md`, await formatted(page, "markdown"));
    summaries.push({ type, file, summary: summaryOf(sdk, type) });
  }
  const index = referenceIndexOf(described, summaries, sharedArgumentTable(sdk));
  files.set("docs/reference/README.md", await formatted(index, "markdown"));
  return files;
}

const theEstateFile = (): string[] => [
  "## The file",
  "In the paths below, `*` stands for any key: a handle, or a person's e-mail address. Mappings of one form share one table.",
  ...estateFileSections(estateSchema()),
];

/** The texts of the SDK's files: as they are about to be written, else as they are. */
async function textsOfSdk(project: string, written: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const name of await readdir(join(project, "sdk", "nodejs"), { recursive: true })) {
    const path = `sdk/nodejs/${name.replaceAll("\\", "/")}`;
    if (path.endsWith(".ts")) texts.set(path, written.get(path) ?? (await readFile(join(project, path), "utf8")));
  }
  return texts;
}

const definitionIn = (name: string): Described | undefined => described.find(({ type }) => fileNameOf(type) === name);
const functionsIn = (name: string): readonly FunctionDefinition[] => functionsByFile[name] ?? [];

/** A file of the SDK: the class of a noun, and its functions. */
function sdkFileOf(name: string): string {
  const definition = definitionIn(name);
  const functions = functionsIn(name);
  const rooms = [
    ...(definition === undefined ? [] : [`provider/resources/${name}.ts`]),
    ...(functions.length === 0 ? [] : ["provider/functions"]),
  ];
  const imports = [
    'import * as pulumi from "@pulumi/pulumi";',
    ...(functions.length === 0
      ? []
      : ['import { type FunctionOptions, type FunctionOutputOptions, invoke, invokeOutput } from "./base/functions";']),
    ...(definition === undefined ? [] : importsOf(definition)),
  ];
  return [
    `// Generated by \`npm run generate\` from ${rooms.join(" and ")}.`,
    imports.join("\n"),
    ...(definition === undefined ? [] : [classPartOf(definition, described)]),
    functionPartOf(functions),
  ].join("\n\n");
}

/** All that a program imports. */
function indexOf(names: readonly string[]): string {
  const lines = names.map((name) => {
    const definition = definitionIn(name);
    const ofClass = definition === undefined ? [] : namesInClass(definition, described);
    return `export { ${[...ofClass, ...namesInFunctions(functionsIn(name))].join(", ")} } from "./${name}";`;
  });
  return [
    "// Generated by `npm run generate`.",
    "",
    ...lines,
    'export { type DnsRecord, type DnsRecordOptions, dnsRecordsOf, type OwnershipRecord, ownershipRecordsOf } from "./base/dns-records";',
    'export { type FunctionOptions, type FunctionOutputOptions } from "./base/functions";',
    ...components.map(({ file, names }) => `export { ${names.join(", ")} } from "./components/${file}";`),
    'export { type AdoptArgs, type ConnectionArgs, type GetOptions, WpEngineResource } from "./base/resource";',
  ].join("\n");
}

const formatted = (text: string, parser: "typescript" | "markdown" | "json"): Promise<string> =>
  format(text, { parser, printWidth: 120 });

/** Whether a file is missing, or holds another text. */
export const isStale = async (file: string, text: string): Promise<boolean> =>
  (await readFile(file, "utf8").catch(() => undefined)) !== text;
