const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** What a site's name means. The API may write it with HTML's escapes, other blanks or another form of Unicode. */
export function meaningOfSiteName(name: string): string {
  const plain = withoutEscapes(name);
  return plain.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** A text without escapes, even if the API escaped it more than once. */
function withoutEscapes(text: string): string {
  const plain = text.replace(
    /&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi,
    (escape, code: string) => characterOf(code) ?? escape,
  );
  return plain === text ? plain : withoutEscapes(plain);
}

function characterOf(code: string): string | undefined {
  if (!code.startsWith("#")) return named[code.toLowerCase()];
  const point = /^#x/i.test(code) ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1));
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
