/** A resource in a program. `{ ref: "site" }` stands for the id of another resource, which is declared before it. */
export interface Declaration {
  name: string;
  /** The name that it has on the other side of a move into a component, or out of it. */
  alias?: string;
  type: string;
  args: Record<string, unknown>;
  /** The engine's own protection. */
  protect?: boolean;
  replaceOnChanges?: string[];
}

export function referencesOf({ args }: Pick<Declaration, "args">): string[] {
  return Object.values(args)
    .flat()
    .flatMap((value) => referenceIn(value) ?? []);
}

/** The same arguments, which refer to resources by other names. */
export const withReferences = (args: Declaration["args"], rename: (name: string) => string): Declaration["args"] =>
  Object.fromEntries(Object.entries(args).map(([input, value]) => [input, withOthers(value, rename)]));

function withOthers(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => withOthers(one, rename));
  const name = referenceIn(value);
  return name === undefined ? value : { ref: rename(name) };
}

/** Whether a declaration is about this resource. */
export const isOf = ({ name, alias }: Declaration, resource: { name: string }): boolean =>
  [name, alias].includes(resource.name);

export const referenceIn = (value: unknown): string | undefined =>
  typeof value === "object" && value !== null && "ref" in value ? String(value.ref) : undefined;
