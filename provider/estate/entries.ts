import { type Path } from "./text";

/** A member of a mapping. */
export interface Entry<Value> {
  key: string;
  path: Path;
  value: Value;
}

/** The members of a mapping, each with its path. */
export const entries = <Value>(of: Readonly<Record<string, Value>> = {}, path: Path): Entry<Value>[] =>
  Object.entries(of).map(([key, value]) => ({ key, path: [...path, key], value }));
