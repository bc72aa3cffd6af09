/** How the API rewrites a name before it keeps it. */
export interface RewrittenNames {
  /** `&` becomes `&amp;`, and so on. What is escaped already is left so. */
  escaped: boolean;
  /** Blanks within become one, those around go. */
  collapsed: boolean;
  /** The Unicode form. Default: as it was sent. */
  form?: "NFC" | "NFD";
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** The name that the API keeps when it is sent this one. */
export function rewritten(name: string, { escaped, collapsed, form }: RewrittenNames): string {
  let kept = collapsed ? name.trim().replace(/\s+/g, " ") : name;
  if (form !== undefined) kept = kept.normalize(form);
  if (escaped) kept = kept.replace(/&(?!(?:[a-z]+|#\d+);)|[<>"']/g, (character) => entities[character] ?? character);
  return kept;
}
