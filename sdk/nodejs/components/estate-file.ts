import { existsSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type * as estates from "../../../provider/estate";
import { type Mistake, type Path } from "../base/component";
import { type PlaceInFile } from "../base/source-position";
import { plannedDomains, repeatedDomains } from "./domains-of-install";
import { reader } from "./reader";
import { plannedSite } from "./wordpress-site";

/** An estate file without mistakes. */
export interface CheckedFile {
  estate: estates.EstateFile;
  placeOf: (path: Path) => PlaceInFile;
  /** The place of a key as messages have it: `estate.yaml:7:11`. */
  where: (path: Path) => string;
}

/** Reads an estate file. If the file has mistakes, the error names all of them. */
export function checkedFile(subject: string, file: unknown): CheckedFile {
  const { inOrder, pathOf } = reader();
  if (typeof file !== "string") {
    throw new pulumi.RunError(`${subject}: file must be the path of a file, such as "estate.yaml", as a plain text.`);
  }
  const reading = readingOf(subject, file);
  const { estate, name, path } = reading;
  const found = estate === undefined ? [] : mistakesInDomains(estate);
  const mistakes = inOrder([
    ...reading.mistakes,
    ...found.map((one) => ({ place: reading.placeOf(one.path), reason: `${pathOf(one.path)} ${one.reason}` })),
  ]);
  if (estate === undefined || mistakes.length > 0) {
    const lines = mistakes.map(({ place, reason }) => `${name}:${place.line}:${place.column}: ${reason}`);
    const count = mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`;
    throw new pulumi.RunError([`${subject}: ${name} has ${count}.`, ...lines].join("\n"));
  }
  const placeOf = (at: Path): PlaceInFile => ({ path, ...reading.placeOf(at, "ofKey") });
  const where = (at: Path): string => {
    const { line, column } = placeOf(at);
    return `${name}:${line}:${column}`;
  };
  return { estate, placeOf, where };
}

function readingOf(subject: string, file: string): estates.EstateReading {
  const folder = projectFolder();
  try {
    return reader().readEstate(file, folder);
  } catch (error) {
    const { message } = error as Error;
    throw new pulumi.RunError(
      `${subject}: could not read ${file}: ${message}. A relative \`file\` begins in the project's folder, ${folder}.`,
    );
  }
}

/** The folder of Pulumi.yaml. Where the language host does not tell it, Pulumi gives a word that is no path. */
function projectFolder(): string {
  const told = pulumi.getRootDirectory();
  if (isAbsolute(told)) return told;
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(join(folder, name)))) return folder;
    if (folder === dirname(folder)) return process.cwd();
  }
}

/** The mistakes in the domains of the installs. The components would find them too, but one install at a time. */
function mistakesInDomains({ accounts = {} }: estates.EstateFile): Mistake[] {
  return Object.entries(accounts).flatMap(([account, { sites = {}, installs = {} }]) => {
    const under = (path: Path, mistakes: readonly Mistake[]): Mistake[] =>
      mistakes.map((one) => ({ ...one, path: ["accounts", account, ...path, ...one.path] }));
    return [
      ...Object.entries(sites).flatMap(([site, { environments = {} }]) =>
        under(["sites", site], plannedSite({ accountId: "", name: site, environments }).mistakes),
      ),
      ...Object.entries(installs).flatMap(([install, { domains = {} }]) => {
        const { planned, mistakes } = plannedDomains(domains, ["domains"]);
        return under(["installs", install], [...mistakes, ...repeatedDomains(planned)]);
      }),
    ];
  });
}
