import { readFileSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { mistakesIn, pathOf } from "./mistakes";
import { objectionsTo } from "./rules";
import { type EstateFile, estateFile } from "./schema";
import { type Mistake, type Path, type Place, readText } from "./text";

/** A file that was read. */
export interface EstateReading {
  /** Its path from the project's folder, as messages name it. */
  name: string;
  /** Its whole path. */
  path: string;
  /** What it declares. Undefined if its form is wrong. */
  estate: EstateFile | undefined;
  /** What is wrong with it, in the order of the file. */
  mistakes: Mistake[];
  placeOf: (path: Path, ofKey?: "ofKey") => Place;
}

/** Reads an estate file. A relative path begins in `folder`. */
export function readEstate(file: string, folder: string): EstateReading {
  const path = isAbsolute(file) ? file : join(folder, file);
  return { path, name: nameOf(path, folder), ...readEstateText(readFileSync(path, "utf8")) };
}

/** The file as a person in that folder would name it. */
function nameOf(path: string, folder: string): string {
  const name = relative(folder, path);
  return name.startsWith("..") ? path : name;
}

/** Reads the text of an estate file. */
export function readEstateText(written: string): Pick<EstateReading, "estate" | "mistakes" | "placeOf"> {
  const text = readText(written);
  if (text.mistakes.length > 0) return { estate: undefined, mistakes: text.mistakes, placeOf: text.placeOf };
  const { success, data, error } = estateFile.safeParse(text.value);
  const mistakes = !success
    ? mistakesIn(error.issues, estateFile, text)
    : objectionsTo(data).map(({ path, reason }) => ({
        place: text.placeOf(path, "ofKey"),
        reason: `${pathOf(path)}${reason.startsWith(":") ? "" : " "}${reason}`,
      }));
  return { estate: data, mistakes: inOrder(mistakes), placeOf: text.placeOf };
}

/** Mistakes in the order of the file. */
export const inOrder = (mistakes: readonly Mistake[]): Mistake[] =>
  [...mistakes].sort(({ place: one }, { place: other }) => one.line - other.line || one.column - other.column);

export { namesOfPart } from "./former";
export { pathOf } from "./mistakes";
export { didYouMean, someOf } from "../report";
export {
  type AccountInFile,
  type EstateFile,
  estateSchema,
  type InstallInFile,
  type KeyInFile,
  type PersonInFile,
  sharedArguments,
  type SiteInFile,
} from "./schema";
export { type Mistake, type Path, type Place } from "./text";
