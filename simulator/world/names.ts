/** How the API rewrites a name before it keeps it. */
export interface RewrittenNames {
  /** `&` becomes `&amp;`, and so on. An escape that the name has already stays. */
  escaped: boolean;
  /** Several blanks inside a name become one. Blanks around it go. */
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
