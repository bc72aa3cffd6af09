// A longer list would hide what else an error says.
const mostWords = 20;

/** `acme, bakery, and 30 more`; `none` if there are none. */
export function someOf(words: readonly string[]): string {
  const more = words.length > mostWords ? [`and ${words.length - mostWords} more`] : [];
  return [...words.slice(0, mostWords), ...more].join(", ") || "none";
}

/** ` Did you mean "acme"?`, if one of the words is near enough; else nothing. */
export function didYouMean(written: string, words: readonly string[]): string {
  const nearest = nearestOf(written, words);
  return nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
}

/** Of the words, the one that is most like what somebody wrote: a slip away, or what it abbreviates. */
export function nearestOf(written: string, words: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  const isNear = (word: string, slips: number): boolean =>
    slips <= Math.max(1, Math.floor(written.length / 3)) || (written.length >= 3 && word.startsWith(lower));
  const [nearest] = words
    .map((word) => ({ word, slips: distance(lower, word.toLowerCase()) }))
    .filter(({ word, slips }) => isNear(word.toLowerCase(), slips))
    .sort((one, other) => one.slips - other.slips);
  return nearest?.word;
}

/** How many letters must be added, removed, exchanged or swapped with their neighbour (Damerau and Levenshtein). */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const exchanged = (last[j - 1] ?? 0) + (isSame ? 0 : 1);
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min(exchanged, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swapped));
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}
